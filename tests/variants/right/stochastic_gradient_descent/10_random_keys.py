# id: right-stochastic_gradient_descent-10
# way: the B smallest of N random numbers by argpartition, np.take along the axis of the samples
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    theta = list(params)
    v = [np.zeros(block.shape) for block in params]
    losses = np.full(options.max_iter, np.nan)
    for t in range(options.max_iter):
        chosen = np.argpartition(rng.random(X.shape[1]), options.batch_size - 1)[: options.batch_size]
        X_batch = np.take(X, chosen, axis=1)
        y_batch = np.take(y, chosen)
        losses[t], gradient = loss_and_gradient(Parameters(*theta), X_batch, y_batch)
        v = [options.momentum * v_b - options.learning_rate * g for v_b, g in zip(v, gradient)]
        theta = [p + v_b for p, v_b in zip(theta, v)]
    return Parameters(*theta), losses
