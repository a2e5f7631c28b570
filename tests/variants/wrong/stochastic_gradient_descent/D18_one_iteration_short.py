# id: D18
# kind: wrong
# mistake: one iteration short
# fingerprint: value
# hint: You make one iteration too few: T - 1 rather than T. Line 2 of Alg. 4 counts t from 1 to T, both
#       included; a range in Python leaves out its end.
# hint2: The loop ends one turn too early. Compare the number of losses that you return with T, and print
#       the first and the last t of your loop.
# hint3: Run your function with T = 1. Line 2 makes exactly one iteration. Do the parameters change at all?


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    T = options.max_iter
    v = Parameters(*(np.zeros(block.shape) for block in params))
    losses = []
    for t in range(1, T):
        i = rng.choice(X.shape[1], size=options.batch_size, replace=False)
        J, grad = loss_and_gradient(params, X[:, i], y[i])
        params, v = gradient_step(params, v, grad, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses
