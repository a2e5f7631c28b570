# id: R14
# kind: wrong
# mistake: absolute values (L1) instead of squares
# fingerprint: value
# hint: Your penalty adds up absolute values of the weights. That is a different regulariser; Eq. 12 sums
#       the squares.
# hint2: Absolute values keep the sign from mattering, and so do squares, but the numbers differ. Eq. 11
#       writes the norm with a 2 at the top and a 2 at the bottom.
# hint3: Let W1 hold a single 3 and zeros elsewhere. By Eq. 12 its squared norm is 9. If you get 3, you know
#       what is summed.


def nn_loss_reg(params, X, y, lambda_):
    W1, W2 = params.W1, params.W2
    J = nn_loss(params, X, y)
    return J + lambda_ / 2 * (np.abs(W1).sum() + np.abs(W2).sum())
