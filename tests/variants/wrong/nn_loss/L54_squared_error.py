# id: L54
# kind: wrong
# mistake: squared error instead of the log loss
# fingerprint: value
# hint: Your J equals the sum of the squared differences between outputs and targets, averaged over the
#       samples. Eq. 10 is another loss, made of logarithms.
# hint2: Look at what you do with f and y_ik before you sum. In Eq. 10 y_ik decides which logarithm
#       counts, that of f or that of 1 - f. Nothing is subtracted from y_ik and nothing is squared.
# hint3: Set all parameters to zero and take one sample with ten classes. Every output is 0.5, so each
#       of the ten terms in Eq. 9 is log 2, about 0.69, and J is 6.9. Do you get 2.5, ten squares of
#       0.5?


def nn_loss(params, X, y):
    A = feed_forward(params, X)
    K, N = A.shape
    Y = np.zeros((K, N))
    Y[y - 1, np.arange(N)] = 1
    J = np.sum((A - Y) ** 2) / N
    return J
