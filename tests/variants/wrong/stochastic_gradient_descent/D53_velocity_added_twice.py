# id: D53
# kind: wrong
# mistake: v is added to the parameters twice
# fingerprint: value
# hint: Your parameters move exactly twice as far as they should, as if v were added to theta twice in
#       every iteration. Line 5 of Alg. 4 adds it once.
# hint2: What gradient_step gives back is theta after line 5 already. Look at what you do with the
#       parameters between that call and the next turn of the loop, and at the alpha that you hand over.
# hint3: Make one iteration, T = 1, and divide the change of W1 by the gradient for W1. With alpha = 0.1
#       line 4 makes this -0.1 everywhere. Do you get -0.2?


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(block) for block in params))
    losses = []
    for t in range(options.max_iter):
        i = rng.choice(X.shape[1], options.batch_size, replace=False)
        J, grad = loss_and_gradient(params, X[:, i], y[i])
        params, velocity = gradient_step(params, velocity, grad, options.learning_rate, options.momentum)
        params = Parameters(*(p + v for p, v in zip(params, velocity)))
        losses.append(J)
    return params, losses
