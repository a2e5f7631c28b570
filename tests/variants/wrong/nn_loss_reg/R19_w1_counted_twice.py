# id: R19
# kind: wrong
# mistake: W1 is counted twice and W2 not at all
# fingerprint: value
# hint: Your regularisation term counts W1 twice and leaves out W2. Read the second norm of Eq. 11 once
#       more, and then yours.
# hint2: One of the two weight matrices has no part in your regularisation term. Compare your norms with
#       those of Eq. 11 letter by letter.
# hint3: Set W2 to zero: your regularisation term stays the same. Set W1 to zero instead: it vanishes. In
#       Eq. 11 each of the two must change it.


def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    reg1 = np.sum(np.square(params.W1))
    reg2 = np.sum(np.square(params.W1))
    return J + lambda_ / 2 * (reg1 + reg2)
