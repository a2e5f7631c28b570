# id: N04
# kind: wrong
# mistake: operator precedence, the difference is divided by 2 and multiplied by epsilon
# fingerprint: value
# hint: Your values are too small by the square of epsilon: the difference is halved and then multiplied
#       by epsilon. Eq. 17 divides by the product 2 epsilon.
# hint2: Python works through divisions and products from left to right. Check what your last factor
#       does, and what Eq. 17 has below the line.
# hint3: Let Python divide 1 by 2 and multiply by 0.1, in one line without brackets, and compare with 1
#       divided by 0.2. One result is 0.05 and the other 5: which of them is meant in Eq. 17?


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    theta = params.copy()
    grad = Parameters(*(np.zeros(block.shape) for block in params))
    for block, g in zip(theta, grad):
        for p in np.ndindex(block.shape):
            old = block[p]
            block[p] = old + epsilon
            J_plus = loss(theta)
            block[p] = old - epsilon
            J_minus = loss(theta)
            block[p] = old
            g[p] = (J_plus - J_minus) / 2 * epsilon
    return grad
