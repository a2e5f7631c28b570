# id: R18
# kind: wrong
# mistake: only the penalty is returned
# fingerprint: value
# hint: Your function returns the second term of Eq. 11 alone. The regularised loss is the loss J of Eq.
#       10 plus that term.
# hint2: The second part of Eq. 11 is right. The first part, the average over the samples, is missing from
#       what you return, so X and y have no influence.
# hint3: Set lambda = 0. By Eq. 11 nothing but the loss of Part D is left. Your function gives 0: which part
#       of Eq. 11 would that be?


def nn_loss_reg(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    R = lambda_ / 2 * (np.sum(W1**2) + np.sum(W2**2))
    return R
