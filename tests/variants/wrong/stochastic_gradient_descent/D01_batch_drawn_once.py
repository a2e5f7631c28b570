# id: D01
# kind: wrong
# mistake: the batch is drawn once, before the loop
# fingerprint: value
# hint: Your iterations see the same batch again and again. Line 3 of Alg. 4 stands inside the loop over
#       t, and draws another random subset in every iteration.
# hint2: The network learns a few images by heart and nothing about the others. Compare the order of your
#       lines with lines 2 and 3 of Alg. 4, and look whether rng is used as it was handed in.
# hint3: Print the chosen indices in the first three iterations. By line 3 of Alg. 4 they are drawn anew
#       each time. Are yours the same three times?


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(block) for block in params))
    losses = []
    i = rng.choice(X.shape[1], options.batch_size, replace=False)
    X_batch, y_batch = X[:, i], y[i]
    for t in range(options.max_iter):
        J, grad = loss_and_gradient(params, X_batch, y_batch)
        params, velocity = gradient_step(params, velocity, grad, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses
