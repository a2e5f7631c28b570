# id: right-compute_numerical_gradient-12
# way: divides by the distance that the rounded steps really have
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    theta = params.copy()
    gradient = params.copy()
    for block, g in zip(theta, gradient):
        for p in np.ndindex(block.shape):
            middle = block[p]
            right, left = middle + epsilon, middle - epsilon
            block[p] = right
            J_right = loss(theta)
            block[p] = left
            J_left = loss(theta)
            block[p] = middle
            g[p] = (J_right - J_left) / (right - left)
    return gradient
