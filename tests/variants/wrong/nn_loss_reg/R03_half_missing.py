# id: R03
# kind: wrong
# mistake: the factor 1/2 is missing
# fingerprint: value
# hint: Your regularisation term is exactly twice as large as it should be. Compare the factor in front
#       of the norms with the one in Eq. 11.
# hint2: The norms of W1 and W2 are right and the biases are left out, as they should be. Only the number
#       that multiplies the norms is not the one of Eq. 11.
# hint3: Let every weight be 0 except a single 1 in W1, and lambda = 1. Eq. 11 then adds one half to J. How
#       much do you add?


def nn_loss_reg(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    return nn_loss(params, X, y) + lambda_ * (np.sum(W1**2) + np.sum(W2**2))
