# id: right-gradient_step-05
# way: unrolled to flat vectors, one line for the step, cut up again
def flatten(blocks):
    return np.concatenate([block.reshape(-1) for block in blocks])


def unflatten(vector, like):
    cuts = np.cumsum([block.size for block in like])[:-1]
    return Parameters(*(part.reshape(block.shape) for part, block in zip(np.split(vector, cuts), like)))


def gradient_step(params, velocity, gradient, alpha, beta):
    v = beta * flatten(velocity) - alpha * flatten(gradient)
    theta = flatten(params) + v
    return unflatten(theta, params), unflatten(v, params)
