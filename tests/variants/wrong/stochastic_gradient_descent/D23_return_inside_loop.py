# id: D23
# kind: wrong
# mistake: return inside the loop
# fingerprint: value
# hint: Your function stops after one iteration, as if it returned inside the loop. The result of Alg. 4
#       comes after the end of the loop.
# hint2: One step is made, then the function ends. In Python the indentation decides which lines belong
#       to the loop.
# hint3: Call your function with T = 5 and count the losses that you return. By line 2 of Alg. 4 there are
#       5. What would make it stop at 1?


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(block) for block in params))
    losses = []
    for t in range(options.max_iter):
        i = rng.choice(X.shape[1], options.batch_size, replace=False)
        J, grad = loss_and_gradient(params, X[:, i], y[i])
        params, velocity = gradient_step(params, velocity, grad, options.learning_rate, options.momentum)
        losses.append(J)
        return params, losses
