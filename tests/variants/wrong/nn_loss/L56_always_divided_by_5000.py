# id: L56
# kind: conditional
# mistake: the sum is always divided by 5000
# fingerprint: value
# hint: Your J is right for 5000 samples only, as if the double sum were divided by 5000 whatever comes
#       in. N of Eq. 10 counts the samples that are handed to the function.
# hint2: In Part I only ten samples come in at a time. Look for the number 5000 in your function, or for
#       an N that gets its value in another cell.
# hint3: Call your function with one sample, then with the same sample ten times. By Eq. 10 both give
#       the same J. Is the second one of yours ten times the first?


def nn_loss(params, X, y):
    N = 5000
    A = feed_forward(params, X)
    Y = np.zeros(A.shape)
    for i, label in enumerate(y):
        Y[label - 1, i] = 1
    J = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / N
    return J
