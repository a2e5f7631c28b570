# id: L03
# kind: wrong
# mistake: N is read from the wrong axis of X
# fingerprint: value
# hint: Your J is divided by the number of pixels rather than the number of samples. Samples are the columns
#       of X; look at where you take N of Eq. 10 from.
# hint2: The double sum is right, only the factor 1/N of Eq. 10 is not. X has one row for each input unit
#       and one column for each sample. N is also the number of labels in y.
# hint3: Call your function with the first sample alone, then with the same sample repeated four times.
#       By Eq. 10 both give the same J. Is your second one four times the first?


def nn_loss(params, X, y):
    N = X.shape[0]
    a3 = feed_forward(params, X)
    Y = np.zeros_like(a3)
    for i in range(len(y)):
        Y[y[i] - 1, i] = 1
    J = -np.sum(Y * np.log(a3) + (1 - Y) * np.log(1 - a3)) / N
    return J
