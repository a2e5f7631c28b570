"""All right, but each function warns, logs or prints on stderr: none of this may cost a mark."""

import numpy as np

from ex3 import Parameters


def feed_forward(params, X):
    import warnings

    warnings.warn("still to be made faster", UserWarning, stacklevel=2)
    a2 = 1 / (1 + np.exp(-(params.W1 @ X + params.b1)))  # warns of an overflow for large negative numbers
    return 1 / (1 + np.exp(-(params.W2 @ a2 + params.b2)))


def nn_loss(params, X, y):
    import sys

    u = feed_forward(params, X)
    print("shape of u:", u.shape, file=sys.stderr)
    Y = np.arange(1, len(u) + 1)[:, None] == y
    np.log(np.zeros(1))  # warns of a division by zero
    return -np.sum(np.log(np.where(Y, u, 1 - u))) / X.shape[1]


def nn_loss_reg(params, X, y, lambda_):
    import logging

    logging.warning("lambda is %s", lambda_)
    return nn_loss(params, X, y) + 0.5 * lambda_ * (np.sum(params.W1**2) + np.sum(params.W2**2))


def nn_gradient(params, X, y, lambda_):
    import sys

    print("backpropagation ...", file=sys.stderr)
    N = X.shape[1]
    a2 = 1 / (1 + np.exp(-(params.W1 @ X + params.b1)))
    a3 = 1 / (1 + np.exp(-(params.W2 @ a2 + params.b2)))
    delta3 = a3 - (np.arange(1, len(a3) + 1)[:, None] == y)
    delta2 = params.W2.T @ delta3 * a2 * (1 - a2)
    gradient = Parameters(
        delta2 @ X.T / N + lambda_ * params.W1,
        delta2.sum(axis=1, keepdims=True) / N,
        delta3 @ a2.T / N + lambda_ * params.W2,
        delta3.sum(axis=1, keepdims=True) / N,
    )
    return nn_loss_reg(params, X, y, lambda_), gradient


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    import warnings

    warnings.warn("this takes a moment", RuntimeWarning, stacklevel=2)
    theta = params.copy()
    gradient = Parameters(*(np.zeros_like(block) for block in theta))
    for block, slopes in zip(theta, gradient, strict=True):
        for index in np.ndindex(block.shape):
            value = block[index]
            block[index] = value + epsilon
            above = loss(theta)
            block[index] = value - epsilon
            below = loss(theta)
            block[index] = value
            slopes[index] = (above - below) / (2 * epsilon)
    return gradient


def gradient_step(params, velocity, gradient, alpha, beta):
    import sys

    sys.stderr.write("step\n")
    v = Parameters(*(beta * old - alpha * slope for old, slope in zip(velocity, gradient, strict=True)))
    return Parameters(*(block + step for block, step in zip(params, v, strict=True))), v


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    from tqdm import tqdm

    velocity = Parameters(*(np.zeros_like(block) for block in params))
    losses = []
    for _ in tqdm(range(options.max_iter)):  # a progress bar on stderr
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
