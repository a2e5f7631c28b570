# id: right-stochastic_gradient_descent-01
# way: rng.choice without replacement, gradient_step, list of losses
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*[np.zeros(block.shape) for block in params])
    losses = []
    N = X.shape[1]
    for t in range(options.max_iter):
        i = rng.choice(N, size=options.batch_size, replace=False)
        J, gradient = loss_and_gradient(params, X[:, i], y[i])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses
