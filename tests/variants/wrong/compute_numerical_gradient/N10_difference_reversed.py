# id: N10
# kind: wrong
# mistake: the difference is taken the wrong way round
# fingerprint: value
# hint: Every value has the right size and the wrong sign: your difference is taken the wrong way round.
#       Eq. 17 subtracts the loss at theta minus epsilon from the loss at theta plus epsilon.
# hint2: If the loss grows with theta_p, its derivative is positive. Yours is negative there. Compare the
#       order of the two losses in Eq. 17 with your line.
# hint3: Take a loss that simply is the first entry of W1. Its derivative for that entry is 1. Do you get
#       -1?


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    theta = params.copy()
    grad = Parameters(*(np.zeros(block.shape) for block in params))
    for block, g in zip(theta, grad):
        for p in np.ndindex(block.shape):
            old = block[p]
            block[p] = old - epsilon
            loss1 = loss(theta)
            block[p] = old + epsilon
            loss2 = loss(theta)
            block[p] = old
            g[p] = (loss1 - loss2) / (2 * epsilon)
    return grad
