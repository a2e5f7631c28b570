# id: right-stochastic_gradient_descent-14
# way: samples as rows inside, batch transposed back; all indices drawn before the loop; cell magic on top
# cell: magic
# magic: %%time
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    samples = X.T.copy()
    all_batches = rng.integers(len(samples), size=(options.max_iter, options.batch_size))
    velocity = Parameters(*(np.zeros(block.shape) for block in params))
    losses = []
    for rows in all_batches:
        J, gradient = loss_and_gradient(params, samples[rows].T, y[rows])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses
