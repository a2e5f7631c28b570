# id: right-stochastic_gradient_descent-13
# way: labels glued to the images as a last row so that they stay together, samples drawn by rng.choice on columns
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    data = np.vstack([X, y])
    velocity = Parameters(*(np.zeros_like(block) for block in params))
    losses = []
    for t in range(options.max_iter):
        batch = rng.choice(data, options.batch_size, replace=False, axis=1)
        X_batch = batch[:-1]
        y_batch = batch[-1].astype(int)
        J, gradient = loss_and_gradient(params, X_batch, y_batch)
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses
