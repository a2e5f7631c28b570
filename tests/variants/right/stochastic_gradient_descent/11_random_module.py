# id: right-stochastic_gradient_descent-11
# way: random.sample of the standard library, seeded from the given generator
import random


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    dice = random.Random(int(rng.integers(2**31)))
    velocity = Parameters(*[np.zeros(block.shape) for block in params])
    losses = []
    for _ in range(options.max_iter):
        subset = dice.sample(range(X.shape[1]), options.batch_size)
        J, gradient = loss_and_gradient(params, X[:, subset], y[subset])
        losses.append(J)
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
    return params, losses
