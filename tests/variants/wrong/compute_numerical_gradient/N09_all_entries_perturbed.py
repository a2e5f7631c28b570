# id: N09
# kind: wrong
# mistake: all entries are perturbed together
# fingerprint: value
# hint: All your entries are equal, as if epsilon were added to every parameter at once. In Eq. 17 the
#       vector e_p is one at index p and zero elsewhere, so one entry moves at a time.
# hint2: What you compute is the change of the loss when all of theta moves together. Eq. 17 is a separate
#       difference for each p, and only theta_p differs between its two points.
# hint3: Compare the parameters that you hand to the loss with the original ones: how many entries
#       differ? For Eq. 17 it is exactly one, and another one in the next turn of the loop.


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    grad = Parameters(*(np.zeros(block.shape) for block in params))
    for g in grad:
        for p in np.ndindex(g.shape):
            plus = Parameters(*(block + epsilon for block in params))
            minus = Parameters(*(block - epsilon for block in params))
            g[p] = (loss(plus) - loss(minus)) / (2 * epsilon)
    return grad
