# id: right-compute_numerical_gradient-04
# way: np.nditer with a multi-index over a copy, entries restored
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    params = params.copy()
    out = {}
    for name, x in vars(params).items():
        grad = np.zeros_like(x)
        it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
        while not it.finished:
            ix = it.multi_index
            keep = x[ix]
            x[ix] = keep + epsilon
            fxph = loss(params)
            x[ix] = keep - epsilon
            fxmh = loss(params)
            x[ix] = keep
            grad[ix] = (fxph - fxmh) / (2 * epsilon)
            it.iternext()
        out[name] = grad
    return Parameters(**out)
