# id: D04
# kind: wrong
# mistake: N is read from the wrong axis, so only the first columns are drawn
# fingerprint: value
# hint: More than half of the samples never occur in your batches. In line 3 of Alg. 4 the subset comes
#       from all N samples, the columns of X: check below which number you draw.
# hint2: The data are sorted by label, so the first few hundred columns all show the same digit. Check which
#       of the two lengths of X you draw from.
# hint3: Collect the labels of your batches over a hundred iterations and count the different ones. Then
#       print the largest index that you ever draw and compare it with N, the number of columns of X.


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N = X.shape[0]
    v = Parameters(*(np.zeros(block.shape) for block in params))
    losses = []
    for t in range(options.max_iter):
        batch = rng.choice(N, size=options.batch_size, replace=False)
        J, grad = loss_and_gradient(params, X[:, batch], y[batch])
        params, v = gradient_step(params, v, grad, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses
