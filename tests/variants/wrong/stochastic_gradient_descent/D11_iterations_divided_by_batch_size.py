# id: D11
# kind: wrong
# mistake: T is read as a number of samples, so only T/B iterations are made
# fingerprint: value
# hint: You make T/B iterations rather than T. In line 2 of Alg. 4 T counts the iterations, each with its
#       own batch of B samples.
# hint2: T is neither a number of samples nor of rounds through the data. Count how often the gradient is
#       computed and compare it with T.
# hint3: Call your function with T = 20 and B = 10 and look at how many losses you return. By line 2 there
#       are 20. Are there 2?


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(block) for block in params))
    losses = []
    for t in range(options.max_iter // options.batch_size):
        i = rng.choice(X.shape[1], size=options.batch_size, replace=False)
        J, grad = loss_and_gradient(params, X[:, i], y[i])
        params, velocity = gradient_step(params, velocity, grad, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses
