# id: D52
# kind: wrong
# mistake: the batches are taken in sequence and run out at the end of X
# fingerprint: value
# hint: From some iteration on your batches are empty, as if you went through X once and then beyond its
#       last column. Line 3 of Alg. 4 draws B samples at random from all N in every iteration.
# hint2: T times B is larger than N, so counting on with t leaves X after N/B iterations. Look at how
#       the numbers of your columns come about: by line 3 they are drawn anew in each turn, from all N.
# hint3: Take N = 20 and B = 5 and print how many columns your batch has in each of the first six
#       iterations. By line 3 it is 5 each time. Is it 0 in the fifth?


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    B = options.batch_size
    velocity = Parameters(*(np.zeros_like(block) for block in params))
    losses = []
    for t in range(options.max_iter):
        X_batch = X[:, t * B : (t + 1) * B]
        y_batch = y[t * B : (t + 1) * B]
        J, grad = loss_and_gradient(params, X_batch, y_batch)
        params, velocity = gradient_step(params, velocity, grad, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses
