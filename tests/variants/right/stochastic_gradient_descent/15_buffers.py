# id: right-stochastic_gradient_descent-15
# way: one batch buffer filled again and again, and the gradient's own arrays used up for the step
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    X_batch = np.empty((X.shape[0], options.batch_size))
    y_batch = np.empty(options.batch_size, dtype=y.dtype)
    theta = params.copy()
    velocity = [np.zeros(block.shape) for block in theta]
    losses = np.zeros(options.max_iter)
    for t in range(options.max_iter):
        chosen = rng.permutation(len(y))[: options.batch_size]
        for j, i in enumerate(chosen):
            X_batch[:, j] = X[:, i]
            y_batch[j] = y[i]
        losses[t], gradient = loss_and_gradient(theta, X_batch, y_batch)
        for block, v, g in zip(theta, velocity, gradient):
            g *= -options.learning_rate
            v *= options.momentum
            v += g
            block += v
    return theta, losses
