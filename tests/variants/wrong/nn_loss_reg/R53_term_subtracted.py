# id: R53
# kind: wrong
# mistake: the regularisation term is subtracted
# fingerprint: value
# hint: Your regularisation term has the right size and the wrong sign: it makes the loss smaller. Eq.
#       11 adds it to J.
# hint2: Regularisation makes large weights expensive, so the loss of Eq. 11 is never below the one of
#       Eq. 10. Look at the sign between J and your lambda/2.
# hint3: Let W1 hold a single 3 and zeros elsewhere, W2 only zeros. Going from lambda = 0 to lambda = 2,
#       Eq. 11 makes the loss larger by 9. Does yours become smaller by 9?


def nn_loss_reg(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    return nn_loss(params, X, y) - lambda_ / 2 * (np.sum(W1**2) + np.sum(W2**2))
