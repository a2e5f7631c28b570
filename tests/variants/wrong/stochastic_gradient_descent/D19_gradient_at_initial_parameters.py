# id: D19
# kind: wrong
# mistake: the gradient is always computed at the initial parameters
# fingerprint: value
# hint: After the first step your gradient is still computed at the initial parameters. Line 4 of Alg. 4
#       needs it at the theta of the iteration before, so that it reacts to the updates.
# hint2: Each step is aimed from the start, as if nothing had moved. Look at which parameters you hand
#       over in each turn of the loop, and whether line 5 has changed them.
# hint3: Print the loss over the iterations with the same batch each time: by line 4 it must change.
#       Compare the name that line 5 updates with the name that you hand over in line 4.


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    theta = params.copy()
    velocity = Parameters(*(np.zeros_like(block) for block in params))
    losses = []
    for t in range(options.max_iter):
        i = rng.choice(X.shape[1], options.batch_size, replace=False)
        J, grad = loss_and_gradient(params, X[:, i], y[i])
        theta, velocity = gradient_step(theta, velocity, grad, options.learning_rate, options.momentum)
        losses.append(J)
    return theta, losses
