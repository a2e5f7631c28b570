"""The counter of the loop is never counted up."""

import numpy as np

from ex3 import Parameters


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(block) for block in params))
    losses = []
    t = 0
    while t < options.max_iter:
        chosen = rng.choice(X.shape[1], options.batch_size, replace=False)
        J, gradient = loss_and_gradient(params, X[:, chosen], y[chosen])
        velocity = Parameters(
            *(
                options.momentum * v - options.learning_rate * g
                for v, g in zip(velocity, gradient, strict=True)
            )
        )
        params = Parameters(*(block + v for block, v in zip(params, velocity, strict=True)))
        losses.append(J)
    return params, losses
