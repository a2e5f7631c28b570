# id: D09
# kind: borderline
# mistake: sampling with replacement, a batch may hold a sample twice
# fingerprint: none
# hint: Your batches may contain the same sample twice. Line 3 of Alg. 4 speaks of a subset, where every
#       sample occurs at most once. For training this makes hardly any difference, and it is accepted.
# hint2: The random draw has a setting that decides if a sample goes back after it was drawn. For a subset
#       it does not.
# hint3: Draw 10 of only 10 samples. Without putting them back you get each exactly once. Do you see
#       repeated indices?


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros(block.shape) for block in params))
    losses = []
    for t in range(options.max_iter):
        idx = rng.integers(0, X.shape[1], size=options.batch_size)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses
