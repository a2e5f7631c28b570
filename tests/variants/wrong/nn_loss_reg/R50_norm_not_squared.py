# id: R50
# kind: wrong
# mistake: the norms are not squared
# fingerprint: value
# hint: Your regularisation term comes out as if it added the norms of W1 and W2 themselves. Eq. 11 has
#       the squared norms, and by Eq. 12 those are plain sums of squares.
# hint2: A norm ends with a square root, and Eq. 12 has none. Look at your two norms: is each of them
#       squared before lambda/2 multiplies it?
# hint3: Let W1 hold a 3 and a 4 and zeros elsewhere, W2 only zeros, and lambda = 2. Eq. 11 then adds 9
#       + 16 = 25 to the loss. Do you add 5?


def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    return J + lambda_ / 2 * (np.linalg.norm(params.W1) + np.linalg.norm(params.W2))
