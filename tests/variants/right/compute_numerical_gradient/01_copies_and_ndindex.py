# id: right-compute_numerical_gradient-01
# way: two fresh copies of the parameters for each entry, np.ndindex
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    gradient = Parameters(*[np.zeros(block.shape) for block in params])
    for name in ("W1", "b1", "W2", "b2"):
        for p in np.ndindex(getattr(params, name).shape):
            plus = params.copy()
            minus = params.copy()
            getattr(plus, name)[p] += epsilon
            getattr(minus, name)[p] -= epsilon
            getattr(gradient, name)[p] = (loss(plus) - loss(minus)) / (2 * epsilon)
    return gradient
