# id: L50
# kind: wrong
# mistake: 1/N is forgotten
# fingerprint: value
# hint: Your J is N times too large, as if it were a sum over the samples and not their average. Eq. 10
#       has the factor 1/N in front of both sums.
# hint2: The double sum is right. Look at what you do with it afterwards: Eq. 10 divides it by the
#       number of samples that came in. With a single sample the slip does not show.
# hint3: Call your function with one sample, then with the same sample five times. By Eq. 10 both
#       results are equal. Is the second one five times the first?


def nn_loss(params, X, y):
    A = feed_forward(params, X)
    K, N = A.shape
    Y = np.zeros((K, N))
    Y[y - 1, np.arange(N)] = 1
    J = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    return J
