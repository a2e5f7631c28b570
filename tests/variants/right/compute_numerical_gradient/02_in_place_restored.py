# id: right-compute_numerical_gradient-02
# way: the given parameters perturbed in place, each entry put back exactly from a saved value
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    grads = []
    for block in params:
        g = np.zeros(block.shape)
        for i in range(block.shape[0]):
            for j in range(block.shape[1]):
                old = block[i, j]
                block[i, j] = old + epsilon
                J_plus = loss(params)
                block[i, j] = old - epsilon
                J_minus = loss(params)
                block[i, j] = old
                g[i, j] = (J_plus - J_minus) / (2 * epsilon)
        grads.append(g)
    return Parameters(*grads)
