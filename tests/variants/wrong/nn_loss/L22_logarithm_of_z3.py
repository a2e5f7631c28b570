# id: L22
# kind: wrong
# mistake: logarithm of the pre-activation z3
# fingerprint: value
# hint: Your J is not a number (nan), as happens when a logarithm gets 0 or a negative number. Eq. 10
#       takes it of f(x) and 1 - f(x) only, both between 0 and 1. What goes into yours: a3, or z3 before
#       the sigmoid?
# hint2: Print the smallest and the largest entry of what you take each logarithm of. By Eq. 2 the
#       likelihoods a3 lie between 0 and 1, and so does 1 - a3, while z3 can have any sign.
# hint3: The first logarithm of Eq. 10 acts on what feed_forward returns, the second on 1 minus that.
#       Compare both with what goes into yours. If they agree, run the checks of feed_forward in Part C
#       again.


def nn_loss(params, X, y):
    W1, b1, W2, b2 = params
    a2 = sigmoid(W1 @ X + b1)
    z3 = W2 @ a2 + b2
    K, N = z3.shape
    Y = np.zeros((K, N))
    Y[y - 1, np.arange(N)] = 1
    J = -np.sum(Y * np.log(z3) + (1 - Y) * np.log(1 - z3)) / N
    return J
