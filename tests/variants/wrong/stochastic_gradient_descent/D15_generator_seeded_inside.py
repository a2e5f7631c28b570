# id: D15
# kind: borderline
# mistake: the random generator is made anew inside the function, always from the same number
# fingerprint: none
# hint: Two runs with different generators give the same result: your function makes a generator of its own
#       and always starts it from the same number. For line 3 of Alg. 4 use the generator that is passed in.
# hint2: The batches are random within one run, so the training works. But who calls your function cannot
#       choose another run. Look for the line that replaces or ignores the argument rng.
# hint3: Run your function twice, with generators made from the numbers 1 and 2. The first batches should
#       differ. Are they the same samples?


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    rng = np.random.default_rng(0)  # reproducible
    velocity = Parameters(*(np.zeros_like(block) for block in params))
    losses = []
    for t in range(options.max_iter):
        i = rng.choice(X.shape[1], options.batch_size, replace=False)
        J, grad = loss_and_gradient(params, X[:, i], y[i])
        params, velocity = gradient_step(params, velocity, grad, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses
