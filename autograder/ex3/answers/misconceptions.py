"""Wrong in typical ways, one slip in each function but the first. Ids are those of the list of mistakes."""

import numpy as np

from ex3 import Parameters, sigmoid


def feed_forward(params, X):
    a2 = sigmoid(params.W1 @ X + params.b1)
    return sigmoid(params.W2 @ a2 + params.b2)


def nn_loss(params, X, y):
    # L02: the mean over samples and classes
    u = feed_forward(params, X)
    Y = (np.arange(1, len(u) + 1)[:, None] == y).astype(float)
    return np.mean(-Y * np.log(u) - (1 - Y) * np.log(1 - u))


def nn_loss_reg(params, X, y, lambda_):
    # R01: the biases are regularised too
    return nn_loss(params, X, y) + lambda_ / 2 * sum(np.sum(block**2) for block in params)


def nn_gradient(params, X, y, lambda_):
    # G12: the slope of the sigmoid is taken at the activation, not at z
    N = X.shape[1]
    a2 = sigmoid(params.W1 @ X + params.b1)
    a3 = sigmoid(params.W2 @ a2 + params.b2)
    Y = np.arange(1, len(a3) + 1)[:, None] == y
    delta3 = a3 - Y
    s2 = sigmoid(a2)
    delta2 = (params.W2.T @ delta3) * s2 * (1 - s2)
    dW1 = delta2 @ X.T / N + lambda_ * params.W1
    dW2 = delta3 @ a2.T / N + lambda_ * params.W2
    db1 = np.sum(delta2, axis=1, keepdims=True) / N
    db2 = np.sum(delta3, axis=1, keepdims=True) / N
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    # N01: a one-sided difference
    theta = params.copy()
    gradient = Parameters(*(np.zeros_like(block) for block in theta))
    J = loss(theta)
    for block, slopes in zip(theta, gradient, strict=True):
        for index in np.ndindex(block.shape):
            block[index] += epsilon
            slopes[index] = (loss(theta) - J) / epsilon
            block[index] -= epsilon
    return gradient


def gradient_step(params, velocity, gradient, alpha, beta):
    # S02: the minus sign is used twice
    v = Parameters(*(beta * old - alpha * slope for old, slope in zip(velocity, gradient, strict=True)))
    return Parameters(*(block - step for block, step in zip(params, v, strict=True))), v


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    # D07: the velocity starts from zero in every iteration
    losses = []
    for _ in range(options.max_iter):
        chosen = rng.choice(X.shape[1], options.batch_size, replace=False)
        J, gradient = loss_and_gradient(params, X[:, chosen], y[chosen])
        velocity = [np.zeros_like(block) for block in params]
        velocity = [
            options.momentum * v - options.learning_rate * g for v, g in zip(velocity, gradient, strict=True)
        ]
        params = Parameters(*(block + v for block, v in zip(params, velocity, strict=True)))
        losses.append(J)
    return params, losses
