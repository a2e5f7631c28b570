# id: D24
# kind: wrong
# mistake: rows are indexed instead of columns
# fingerprint: error
# hint: Your batch takes rows of X, which are pixels. Samples are the columns: in line 3 of Alg. 4 a batch
#       X' has all the pixels of B samples.
# hint2: X' must have as many rows as X and B columns. Yours has B rows. Check which of the two indices of X
#       you fill with the drawn numbers, and from which length you draw them.
# hint3: Print the shape of your batch for B = 10: it should be 400 by 10. Then check that column j of X'
#       and entry j of y' come from the same sample.


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(block) for block in params))
    losses = []
    for t in range(options.max_iter):
        i = rng.choice(X.shape[0], options.batch_size, replace=False)
        J, grad = loss_and_gradient(params, X[i, :], y[i])
        params, velocity = gradient_step(params, velocity, grad, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses
