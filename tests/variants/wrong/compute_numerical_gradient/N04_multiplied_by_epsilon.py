# id: N04
# kind: wrong
# mistake: operator precedence, the difference is divided by 2 and multiplied by epsilon
# fingerprint: value
# hint: Your values are far too small, by the square of epsilon: the difference is halved and then
#       multiplied by epsilon. Eq. 17 divides by the product 2 epsilon.
# hint2: The two losses in Eq. 17 are right. Python works from left to right through divisions and products
#       of equal rank; check what your last factor does.
# hint3: Type 1 / 2 * 0.1 into a cell. Is the result 5, as for one divided by 0.2, or 0.05? Then read your
#       formula again.


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
