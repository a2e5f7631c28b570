# id: D56
# kind: wrong
# mistake: the loop is never entered
# fingerprint: value
# hint: Your function never calls loss_and_gradient and gives back the initial parameters. The loop of
#       Alg. 4, lines 2 to 6, makes T iterations with one gradient each.
# hint2: It looks as if the loop ended before its first turn. Look at where your t starts and at the
#       condition that ends the loop, and compare both with line 2 of Alg. 4.
# hint3: Print t at the top of your loop and run your function with T = 3. By line 2 you see three
#       values. If you see none, work out your condition by hand for the first t.


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(block) for block in params))
    losses = []
    t = 0
    while t > options.max_iter:
        i = rng.choice(X.shape[1], options.batch_size, replace=False)
        J, grad = loss_and_gradient(params, X[:, i], y[i])
        params, velocity = gradient_step(params, velocity, grad, options.learning_rate, options.momentum)
        losses.append(J)
        t += 1
    return params, losses
