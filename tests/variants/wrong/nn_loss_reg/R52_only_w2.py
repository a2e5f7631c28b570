# id: R52
# kind: wrong
# mistake: only W2 is regularised
# fingerprint: value
# hint: Your regularisation term contains W2 alone, and W1 has no influence on it. Eq. 11 adds the
#       squared norms of the two.
# hint2: The part of W2 is right. Look for the squared norm of W1 in your lines: in Eq. 11 it is the
#       first of the two in the bracket. A second assignment to one name replaces the first.
# hint3: Let W1 hold a single 5 and zeros elsewhere, W2 only zeros, and lambda = 2. Eq. 11 adds 25 to
#       the loss. Do you add 0?


def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    for W in (params.W1, params.W2):
        penalty = np.sum(W**2)
    return J + lambda_ / 2 * penalty
