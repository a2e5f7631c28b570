# id: L51
# kind: wrong
# mistake: the minus sign is forgotten
# fingerprint: value
# hint: Your J has the right size and the wrong sign: it is negative. In Eq. 10 each of the two terms
#       has a minus, and a log loss is never below 0.
# hint2: The logarithm of a number below 1 is negative; the minus signs of Eq. 7 make a loss of it. Look
#       at what stands in front of your two logarithms, or in front of the whole sum.
# hint3: Set all parameters to zero and take one sample. With ten classes every output is 0.5, every
#       logarithm is -0.69, and Eq. 10 gives J = 6.9. Do you get -6.9?


def nn_loss(params, X, y):
    A = feed_forward(params, X)
    K, N = A.shape
    Y = np.zeros((K, N))
    Y[y - 1, np.arange(N)] = 1
    J = 1 / N * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    return J
