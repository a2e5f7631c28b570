# id: R12
# kind: wrong
# mistake: mean of the squares
# fingerprint: value
# hint: Your regularisation term averages the squared weights. Eq. 12 is a sum over all p and q and
#       divides by nothing.
# hint2: Each matrix contributes far too little, and W1 with its many entries even less than W2. That is the
#       mark of a mean. Eq. 12 has two sums and no factor in front.
# hint3: Let all entries of W1 be 1 and all of W2 be 0. Eq. 12 counts the entries of W1: 25 times 400. What
#       number does your norm give?


def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    penalty = np.mean(params.W1**2) + np.mean(params.W2**2)
    return J + lambda_ / 2 * penalty
