# id: L22
# kind: wrong
# mistake: logarithm of the pre-activation z3
# fingerprint: value
# hint: Your loss takes the logarithm of z3. Eq. 10 takes it of f(x), which is a3: the value after the
#       sigmoid of Eq. 2.
# hint2: The logarithm of a negative number is not a number. By Eq. 2 the likelihoods a3 lie between 0 and
#       1, while z3 can have any sign; check which of the two goes into your logarithm.
# hint3: Print the smallest and the largest entry of what you take the logarithm of. Likelihoods stay
#       between 0 and 1. Then compare with what your own function of part C returns.


def nn_loss(params, X, y):
    W1, b1, W2, b2 = params
    a2 = sigmoid(W1 @ X + b1)
    z3 = W2 @ a2 + b2
    K, N = z3.shape
    Y = np.zeros((K, N))
    Y[y - 1, np.arange(N)] = 1
    J = -np.sum(Y * np.log(z3) + (1 - Y) * np.log(1 - z3)) / N
    return J
