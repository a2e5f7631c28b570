# id: right-stochastic_gradient_descent-03
# way: rng.integers, so with replacement; gradient_step called by keywords
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    theta = params
    v = Parameters(*(0 * block for block in params))
    losses = []
    for _ in range(options.max_iter):
        index = rng.integers(0, X.shape[1], size=options.batch_size)
        loss, grad = loss_and_gradient(theta, X[:, index], y[index])
        losses += [loss]
        theta, v = gradient_step(
            params=theta,
            velocity=v,
            gradient=grad,
            alpha=options.learning_rate,
            beta=options.momentum,
        )
    return theta, np.array(losses)
