# id: D55
# kind: wrong
# mistake: the gradient is evaluated on all samples
# fingerprint: value
# hint: All N samples are handed to loss_and_gradient in every iteration, as in Alg. 3. Line 4 of Alg. 4
#       takes the gradient on the B samples that line 3 has drawn.
# hint2: Look at the two arrays that you hand over in the loop, and at what becomes of the subset that
#       you draw: X and y themselves are not the mini-batch of line 3.
# hint3: Take N = 20 and B = 5 and print the number of columns that you hand to loss_and_gradient. By
#       lines 3 and 4 it is 5. Is it 20?


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(block) for block in params))
    losses = []
    for t in range(options.max_iter):
        i = rng.choice(X.shape[1], options.batch_size, replace=False)
        J, grad = loss_and_gradient(params, X, y)
        params, velocity = gradient_step(params, velocity, grad, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses
