# id: right-stochastic_gradient_descent-04
# way: shuffles once in each epoch and cuts whole batches off, the rest of an epoch is dropped
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N, B = X.shape[1], options.batch_size
    velocity = Parameters(*map(np.zeros_like, params))
    losses = []
    order = []
    while len(losses) < options.max_iter:
        if len(order) < B:
            order = rng.permutation(N)
        batch, order = order[:B], order[B:]
        J, g = loss_and_gradient(params, X[:, batch], y[batch])
        params, velocity = gradient_step(params, velocity, g, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses
