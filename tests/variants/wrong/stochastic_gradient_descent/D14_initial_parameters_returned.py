# id: D14
# kind: wrong
# mistake: the initial parameters are returned
# fingerprint: value
# hint: The parameters that you return are the initial ones. The result of Alg. 4 is theta after T
#       iterations, each of which changes it in line 5.
# hint2: Either the new theta of line 5 is not kept, or it is kept under another name than the one that
#       you return. Compare the names in your loop with your last line.
# hint3: Compare W1 before the training with the W1 that you return. If they are equal, follow the updated
#       value from line 5 of Alg. 4 to the end of your function.


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    theta = params.copy()
    velocity = Parameters(*(np.zeros_like(block) for block in params))
    losses = []
    for t in range(options.max_iter):
        i = rng.choice(X.shape[1], options.batch_size, replace=False)
        J, grad = loss_and_gradient(theta, X[:, i], y[i])
        theta, velocity = gradient_step(theta, velocity, grad, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses
