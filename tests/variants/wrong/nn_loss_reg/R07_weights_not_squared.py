# id: R07
# kind: wrong
# mistake: the weights are summed without squaring
# fingerprint: value
# hint: Your regularisation term adds up the weights themselves, so positive and negative ones cancel.
#       Eq. 12 sums their squares.
# hint2: A squared norm is never negative, so the regularised loss of Eq. 11 is never below J. Yours can
#       be. Compare what stands inside the two sums of Eq. 12 with what you sum.
# hint3: Take W1 with the two entries 3 and -3 and zeros elsewhere. Eq. 12 gives 18. What does your sum
#       give?


def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    R = lambda_ / 2 * (np.sum(params.W1) + np.sum(params.W2))
    return J + R
