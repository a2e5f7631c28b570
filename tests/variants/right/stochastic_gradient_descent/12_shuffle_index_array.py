# id: right-stochastic_gradient_descent-12
# way: an index array shuffled in place in every iteration, while loop; copies moved in place
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    theta = params.copy()
    v = params.copy()
    for block in v:
        block[:] = 0
    indices = np.arange(X.shape[1])
    losses = []
    t = 0
    while t < options.max_iter:
        rng.shuffle(indices)
        J, g = loss_and_gradient(theta, X[:, indices[: options.batch_size]], y[indices[: options.batch_size]])
        for p, dp, dJ in zip(theta, v, g):
            dp *= options.momentum
            dp -= options.learning_rate * dJ
            p += dp
        losses.append(J)
        t += 1
    return theta, losses
