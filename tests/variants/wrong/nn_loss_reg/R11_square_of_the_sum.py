# id: R11
# kind: wrong
# mistake: square of the sum
# fingerprint: value
# hint: Your regularisation term squares the sum of the weights. Eq. 12 squares every single weight first
#       and sums afterwards.
# hint2: The order matters: in Eq. 12 the little 2 belongs to the entry W_pq inside the two sums. Check what
#       your square acts on.
# hint3: Take W1 with the entries 3 and -3 and zeros elsewhere. Eq. 12 gives 9 + 9. Does your expression
#       give 0?


def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    penalty = np.sum(params.W1) ** 2 + np.sum(params.W2) ** 2
    return J + 0.5 * lambda_ * penalty
