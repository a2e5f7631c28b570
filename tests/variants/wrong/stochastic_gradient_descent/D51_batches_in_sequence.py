# id: D51
# kind: wrong
# mistake: the batches are taken in a fixed order, one after the other, and start anew
# fingerprint: value
# hint: The same few batches come back again and again, as if the samples were cut into batches once, in
#       a fixed order. Line 3 of Alg. 4 draws a random subset anew in every iteration.
# hint2: Most samples do occur, but always in the same company. Look at how the numbers of your columns
#       come about: by line 3 of Alg. 4 they come from rng in each turn of the loop, not from counting
#       on with t.
# hint3: Take N = 20 and B = 5 and print the numbers of your columns over eight iterations. By line 3 it
#       is most unlikely that two batches are the same. Does your fifth repeat the first?


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    B = options.batch_size
    N = X.shape[1]
    velocity = Parameters(*(np.zeros_like(block) for block in params))
    losses = []
    for t in range(options.max_iter):
        start = (t * B) % N
        X_batch = X[:, start : start + B]
        y_batch = y[start : start + B]
        J, grad = loss_and_gradient(params, X_batch, y_batch)
        params, velocity = gradient_step(params, velocity, grad, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses
