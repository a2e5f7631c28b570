# id: R51
# kind: wrong
# mistake: only W1 is regularised
# fingerprint: value
# hint: Your regularisation term contains W1 alone, and W2 has no influence on it. Eq. 11 adds the
#       squared norms of both.
# hint2: The part of W1 is right. In Eq. 11 the bracket after lambda/2 holds two squared norms: look for
#       the second one in yours, and see whether it reaches the end of your function.
# hint3: Let W2 hold a single 3 and zeros elsewhere, W1 only zeros, and lambda = 2. Eq. 11 adds 9 to the
#       loss. Do you add 0?


def nn_loss_reg(params, X, y, lambda_):
    W1 = params.W1
    return nn_loss(params, X, y) + lambda_ / 2 * np.sum(W1**2)
