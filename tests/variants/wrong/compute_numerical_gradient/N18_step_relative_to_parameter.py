# id: N18
# kind: conditional
# mistake: the step is relative to the parameter
# fingerprint: none
# hint: Your step is epsilon times the parameter, so a parameter that is 0 gets no step at all, and 0/0 is
#       not a number. In Eq. 17 epsilon is the same for every theta_p.
# hint2: Where no parameter is 0 and epsilon is small, the result looks right. But biases often start at
#       exactly 0, and there your two points of Eq. 17 coincide. Look at how the step is made.
# hint3: Set b1 to zero and run your function: the block for b1 is not a number (nan). Print the two
#       points at which the loss is evaluated for its first entry. Eq. 17 wants them 2 epsilon apart.


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    theta = params.copy()
    grad = Parameters(*(np.zeros(block.shape) for block in params))
    for block, g in zip(theta, grad):
        for p in np.ndindex(block.shape):
            old = block[p]
            h = epsilon * old
            block[p] = old + h
            plus = loss(theta)
            block[p] = old - h
            minus = loss(theta)
            block[p] = old
            g[p] = (plus - minus) / (2 * h)
    return grad
