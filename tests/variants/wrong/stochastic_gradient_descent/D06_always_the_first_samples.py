# id: D06
# kind: wrong
# mistake: always the first B samples
# fingerprint: value
# hint: Every batch consists of the first B samples. Line 3 of Alg. 4 asks for a random subset, drawn anew
#       in each iteration.
# hint2: The first columns of X all show the same digit, so nothing else is learnt. Look for the place
#       where rng chooses the columns, and whether its choice reaches the batch.
# hint3: Print the labels of the batches in the first three iterations. A random subset of all samples shows
#       different digits. Which ones do you see?


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    B = options.batch_size
    velocity = Parameters(*(np.zeros_like(block) for block in params))
    losses = []
    for t in range(options.max_iter):
        loss, gradient = loss_and_gradient(params, X[:, :B], y[:B])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(loss)
    return params, losses
