# id: D07
# kind: wrong
# mistake: the velocity is set to zero in every iteration
# fingerprint: value
# hint: Your beta has no effect. Either v is zero again at the beginning of every iteration, where line 1 of
#       Alg. 4 stands before the loop, or something else takes the place of options.momentum in line 4.
# hint2: Training works, but it is slower than it should be, as with beta = 0. Look at whether there is a v in
#       your loop at all, and whether it is handed on from one iteration to the next.
# hint3: Run your function with beta = 0 and with beta = 0.9, with two generators made from the same number.
#       By line 4 the two results must differ. Do yours?


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N = X.shape[1]
    losses = []
    for t in range(options.max_iter):
        v = Parameters(*(np.zeros_like(block) for block in params))
        i = rng.choice(N, options.batch_size, replace=False)
        J, grad = loss_and_gradient(params, X[:, i], y[i])
        params, v = gradient_step(params, v, grad, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses
