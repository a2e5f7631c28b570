# id: D50
# kind: wrong
# mistake: the labels are not those of the columns: another draw, or not drawn at all
# fingerprint: value
# hint: The labels y' of your batches are not those of the columns X', as if they were chosen in
#       another way. In line 3 of Alg. 4 each pair of an image and its label stays together.
# hint2: Look at how you pick the labels: the same B numbers that choose the columns of X must choose
#       the entries of y, and no other draw, nor all of y.
# hint3: Print the B numbers that choose your columns, say 7, 2 and 9, and those that choose your
#       labels. They must be 7, 2 and 9 again. How many labels do you hand over, and which?


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(block) for block in params))
    losses = []
    for t in range(options.max_iter):
        X_batch = X[:, rng.choice(X.shape[1], options.batch_size, replace=False)]
        y_batch = y[rng.choice(X.shape[1], options.batch_size, replace=False)]
        J, grad = loss_and_gradient(params, X_batch, y_batch)
        params, velocity = gradient_step(params, velocity, grad, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses
