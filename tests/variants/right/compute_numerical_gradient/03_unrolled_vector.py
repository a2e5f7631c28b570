# id: right-compute_numerical_gradient-03
# way: unrolled vector theta and unit vector e_p as in Eq. 17, rolled up again for each loss
def unroll(params):
    return np.concatenate([block.ravel() for block in params])


def roll(theta, params):
    blocks = []
    start = 0
    for block in params:
        blocks.append(theta[start : start + block.size].reshape(block.shape))
        start += block.size
    return Parameters(*blocks)


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    theta = unroll(params)
    grad = np.zeros(theta.size)
    for p in range(theta.size):
        e = np.zeros(theta.size)
        e[p] = 1
        J_plus = loss(roll(theta + epsilon * e, params))
        J_minus = loss(roll(theta - epsilon * e, params))
        grad[p] = (J_plus - J_minus) / (2 * epsilon)
    return roll(grad, params)
