# id: R17
# kind: conditional
# mistake: lambda is fixed at 0.0002 and the argument is ignored
# fingerprint: value
# hint: Your result does not react to lambda: it always uses 0.0002, the value of Part E. Eq. 11 holds for
#       every lambda; use the one that is passed in.
# hint2: The lambda of Eq. 11 is the last argument of your function. Somewhere in your lines the number
#       0.0002, or a variable that holds it, stands in its place.
# hint3: Call your function with lambda = 0 and then with lambda = 1. With 0 it must equal the loss of part
#       D, and with 1 it must be much larger. Are your two results the same?


def nn_loss_reg(params, X, y, lambda_):
    lam = 0.0002
    penalty = np.sum(params.W1**2) + np.sum(params.W2**2)
    return nn_loss(params, X, y) + lam / 2 * penalty
