# id: D54
# kind: conditional
# mistake: alpha and beta are fixed at 0.1 and 0.9
# fingerprint: value
# hint: Your result is that of alpha = 0.1 and beta = 0.9, although other values were handed in. Line 4
#       of Alg. 4 takes both from the options.
# hint2: The numbers 0.1 and 0.9 of Part I are one choice of many. Look at what you hand to
#       gradient_step as its last two arguments: each of them has a field in options.
# hint3: Set the learning rate in the options to 0. By lines 4 and 5 of Alg. 4 the parameters then stay
#       where they are. Do yours move?


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    alpha = 0.1
    beta = 0.9
    velocity = Parameters(*(np.zeros_like(block) for block in params))
    losses = []
    for t in range(options.max_iter):
        i = rng.choice(X.shape[1], options.batch_size, replace=False)
        J, grad = loss_and_gradient(params, X[:, i], y[i])
        params, velocity = gradient_step(params, velocity, grad, alpha, beta)
        losses.append(J)
    return params, losses
