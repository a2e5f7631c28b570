# id: D58
# kind: wrong
# mistake: one number is returned in place of the list of losses
# fingerprint: value
# hint: One single number comes back as the losses. There should be T of them: the loss of the batch in
#       each iteration of Alg. 4.
# hint2: In each turn of the loop, lines 2 to 6 of Alg. 4, a new loss comes in. Look at whether it joins
#       those before it or takes their place, and at which name your last line gives back.
# hint3: Run your function with T = 3 and print what you give back as losses: three numbers, one for
#       each turn of the loop. If it is one number, which of the three turns does it come from?


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(block) for block in params))
    for t in range(options.max_iter):
        i = rng.choice(X.shape[1], options.batch_size, replace=False)
        J, grad = loss_and_gradient(params, X[:, i], y[i])
        params, velocity = gradient_step(params, velocity, grad, options.learning_rate, options.momentum)
    return params, J
