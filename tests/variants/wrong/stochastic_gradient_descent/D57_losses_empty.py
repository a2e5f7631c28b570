# id: D57
# kind: wrong
# mistake: no loss is stored
# fingerprint: value
# hint: Your list of losses is empty. It should hold T numbers: the loss of the batch in each iteration
#       of Alg. 4.
# hint2: In line 4 of Alg. 4 loss_and_gradient gives two results, the loss and the gradient. Look at
#       what happens to the first one inside your loop.
# hint3: Run your function with T = 3 and count what you give back as losses: there should be three
#       numbers, one for each turn of the loop in Alg. 4. Print the loss in each turn; where do these
#       three go?


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(block) for block in params))
    losses = []
    for t in range(options.max_iter):
        i = rng.choice(X.shape[1], options.batch_size, replace=False)
        _, grad = loss_and_gradient(params, X[:, i], y[i])
        params, velocity = gradient_step(params, velocity, grad, options.learning_rate, options.momentum)
    return params, losses
