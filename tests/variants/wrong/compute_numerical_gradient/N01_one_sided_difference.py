# id: N01
# kind: wrong
# mistake: one-sided (forward) difference
# fingerprint: value
# hint: Your difference is one-sided: the loss at theta itself takes the place of the loss on the minus
#       side. Eq. 17 goes epsilon to both sides and divides by 2 epsilon.
# hint2: The result looks right to a few digits, but its error shrinks no faster than epsilon. Check at
#       which two points Eq. 17 evaluates the loss.
# hint3: Take the loss theta squared at theta = 1 with epsilon = 0.1, by hand. Eq. 17 gives exactly 2. If
#       your formula gives 2.1, compare the points where it evaluates.


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    grad = Parameters(*(np.zeros(block.shape) for block in params))
    J0 = loss(params)
    theta = params.copy()
    for block, g in zip(theta, grad):
        for p in np.ndindex(block.shape):
            old = block[p]
            block[p] = old + epsilon
            g[p] = (loss(theta) - J0) / epsilon
            block[p] = old
    return grad
