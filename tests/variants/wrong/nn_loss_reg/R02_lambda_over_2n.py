# id: R02
# kind: wrong
# mistake: lambda/(2N) instead of lambda/2
# fingerprint: value
# hint: Your regularisation term is N times too small. In Eq. 11 the factor 1/N belongs to the two sums
#       of the loss only; the second term has lambda/2.
# hint2: Some courses put this term inside the average over the samples. Eq. 11 does not: look at which
#       terms its 1/N multiplies.
# hint3: Evaluate your function for 10 samples and for the same 10 samples taken twice. By Eq. 11 both
#       give the same value, and the same difference to nn_loss. Does your difference halve?


def nn_loss_reg(params, X, y, lambda_):
    N = X.shape[1]
    reg = lambda_ / (2 * N) * (np.sum(params.W1**2) + np.sum(params.W2**2))
    return nn_loss(params, X, y) + reg
