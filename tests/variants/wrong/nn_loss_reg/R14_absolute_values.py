# id: R14
# kind: wrong
# mistake: absolute values (L1) instead of squares
# fingerprint: value
# hint: Your regularisation term adds up the absolute values of the weights. Eq. 12 sums their squares.
# hint2: Absolute values keep the sign from mattering, and so do squares, but the numbers differ. Eq. 12
#       has a small 2 at the top of each entry: look for it in your line.
# hint3: Let W1 hold a single 3 and zeros elsewhere. By Eq. 12 its squared norm is 9. Do you get 3?


def nn_loss_reg(params, X, y, lambda_):
    W1, W2 = params.W1, params.W2
    J = nn_loss(params, X, y)
    return J + lambda_ / 2 * (np.abs(W1).sum() + np.abs(W2).sum())
