# id: R01
# kind: wrong
# mistake: the biases are regularised too
# fingerprint: value
# hint: Your regularisation term is too large by the squares of the biases b1 and b2. Eq. 11 has the
#       squared norms of W1 and W2 only.
# hint2: Going through all four parameters in one loop is tempting, but only two of them appear in the
#       second term of Eq. 11. Count the norms there.
# hint3: Set W1 and W2 to zero and keep the biases. The regularisation term of Eq. 11 is then exactly 0,
#       for every lambda. What does yours give?


def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    penalty = sum(np.sum(block**2) for block in params)
    return J + lambda_ / 2 * penalty
