"""A loop that never ends: the condition says the opposite of what was meant, so no column is ever chosen."""

import numpy as np

from ex3 import Parameters


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(block) for block in params))
    losses = []
    for _ in range(options.max_iter):
        chosen = []
        while len(chosen) < options.batch_size:
            column = rng.integers(X.shape[1])
            if column in chosen:
                chosen.append(column)
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
