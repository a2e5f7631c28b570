# id: D10
# kind: wrong
# mistake: the batch gradient is scaled by B/N
# fingerprint: value
# hint: Your steps are too small by the factor B/N, as if the gradient of the batch were averaged once
#       more. Eq. 18 averages over the B samples of the batch already.
# hint2: Between the gradient that comes back and the step that you make, another factor has slipped in.
#       Line 4 of Alg. 4 multiplies the gradient by alpha only.
# hint3: Make one iteration from v = 0 and divide the change of W1 by the gradient for W1. By line 4 the
#       result is -alpha everywhere. How much smaller is yours?


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N = X.shape[1]
    B = options.batch_size
    velocity = Parameters(*(np.zeros_like(block) for block in params))
    losses = []
    for t in range(options.max_iter):
        i = rng.choice(N, B, replace=False)
        J, grad = loss_and_gradient(params, X[:, i], y[i])
        grad = Parameters(*(block * B / N for block in grad))
        params, velocity = gradient_step(params, velocity, grad, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses
