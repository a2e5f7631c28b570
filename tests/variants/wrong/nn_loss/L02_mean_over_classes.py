# id: L02
# kind: wrong
# mistake: mean over samples and classes
# fingerprint: value
# hint: Your J is K times too small (ten times for ten classes), as if it were averaged over the classes
#       too. Eq. 10 averages over the N samples and sums over k.
# hint2: In Eq. 10 the factor 1/N stands in front of both sums, and N counts the samples only. The sum
#       over the K classes is divided by nothing. How many numbers does your average divide by?
# hint3: Give the function a single sample, N = 1. Eq. 10 then is the plain sum of K terms, as in Eq. 9.
#       Does your function divide that sum by something?


def nn_loss(params, X, y):
    A = feed_forward(params, X)
    Y = np.zeros(A.shape)
    Y[y - 1, np.arange(X.shape[1])] = 1
    return np.mean(-Y * np.log(A) - (1 - Y) * np.log(1 - A))
