# id: right-stochastic_gradient_descent-06
# way: unrolled vectors for theta and v, rolled up for each gradient
def pack(p):
    return np.concatenate([p.W1.ravel(), p.b1.ravel(), p.W2.ravel(), p.b2.ravel()])


def unpack(theta, like):
    blocks = []
    for block in like:
        head, theta = theta[: block.size], theta[block.size :]
        blocks.append(head.reshape(block.shape))
    return Parameters(*blocks)


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    theta = pack(params)
    v = np.zeros_like(theta)
    losses = np.empty(options.max_iter)
    for t in range(options.max_iter):
        sample = np.sort(rng.choice(X.shape[1], options.batch_size, replace=False))
        J, grad = loss_and_gradient(unpack(theta, params), X[:, sample], y[sample])
        v = options.momentum * v - options.learning_rate * pack(grad)
        theta = theta + v
        losses[t] = J
    return unpack(theta, params), losses
