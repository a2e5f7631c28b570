# id: R55
# kind: wrong
# mistake: the first column of each weight matrix is left out
# fingerprint: value
# hint: Your regularisation term lacks the first columns of W1 and W2. The sums of Eq. 12 run over all p
#       and q; the biases are vectors of their own here, so no column is special.
# hint2: Leaving out a column is right where it holds the biases. In this sheet the first column of W1
#       belongs to the first pixel. Look at which part of each matrix you square.
# hint3: Let W1 hold a single 3, in row 1 and column 1, and zeros elsewhere, W2 only zeros, and lambda =
#       2. Eq. 11 adds 9 to the loss. Do you add 0?


def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    W1, W2 = params.W1, params.W2
    # the bias is not regularised
    R = np.sum(W1[:, 1:] ** 2) + np.sum(W2[:, 1:] ** 2)
    return J + lambda_ / 2 * R
