"""All right, written with loops over samples and units where others use matrices."""

import numpy as np

from ex3 import Parameters, sigmoid


def feed_forward(params, X):
    hidden, outputs, samples = len(params.b1), len(params.b2), X.shape[1]
    a3 = np.zeros((outputs, samples))
    for i in range(samples):
        a2 = np.zeros(hidden)
        for j in range(hidden):
            a2[j] = sigmoid(np.dot(params.W1[j], X[:, i]) + params.b1[j, 0])
        for k in range(outputs):
            a3[k, i] = sigmoid(np.dot(params.W2[k], a2) + params.b2[k, 0])
    return a3


def nn_loss(params, X, y):
    u = feed_forward(params, X)
    J = 0.0
    for i in range(X.shape[1]):
        for k in range(u.shape[0]):
            if y[i] == k + 1:
                J -= np.log(u[k, i])
            else:
                J -= np.log(1 - u[k, i])
    return J / X.shape[1]


def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    for W in (params.W1, params.W2):
        for row in W:
            for weight in row:
                J += lambda_ / 2 * weight**2
    return J


def nn_gradient(params, X, y, lambda_):
    N = X.shape[1]
    dW1, db1 = np.zeros(params.W1.shape), np.zeros(params.b1.shape)
    dW2, db2 = np.zeros(params.W2.shape), np.zeros(params.b2.shape)
    for i in range(N):
        x = X[:, i : i + 1]
        a2 = sigmoid(params.W1 @ x + params.b1)
        a3 = sigmoid(params.W2 @ a2 + params.b2)
        target = np.zeros(a3.shape)
        if 1 <= y[i] <= len(target):
            target[int(y[i]) - 1, 0] = 1
        delta3 = a3 - target
        dW2 += delta3 @ a2.T / N
        db2 += delta3 / N
        delta2 = (params.W2.T @ delta3) * a2 * (1 - a2)
        dW1 += delta2 @ x.T / N
        db1 += delta2 / N
    dW1 += lambda_ * params.W1
    dW2 += lambda_ * params.W2
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    slopes = []
    for number in range(4):
        slope = np.zeros(list(params)[number].shape)
        for row in range(slope.shape[0]):
            for column in range(slope.shape[1]):
                above, below = params.copy(), params.copy()
                list(above)[number][row, column] += epsilon
                list(below)[number][row, column] -= epsilon
                slope[row, column] = (loss(above) - loss(below)) / (2 * epsilon)
        slopes.append(slope)
    return Parameters(*slopes)


def gradient_step(params, velocity, gradient, alpha, beta):
    new_params, new_velocity = params.copy(), velocity.copy()
    for block, v, old, slope in zip(new_params, new_velocity, velocity, gradient, strict=True):
        for index in np.ndindex(block.shape):
            v[index] = beta * old[index] - alpha * slope[index]
            block[index] = block[index] + v[index]
    return new_params, new_velocity


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    theta = params.copy()
    velocity = Parameters(*(np.zeros(block.shape) for block in params))
    losses = np.zeros(options.max_iter)
    for t in range(options.max_iter):
        columns = list(rng.permutation(X.shape[1])[: options.batch_size])
        losses[t], gradient = loss_and_gradient(theta, X[:, columns], y[columns])
        for block, v, slope in zip(theta, velocity, gradient, strict=True):
            v[:] = options.momentum * v - options.learning_rate * slope
            block += v
    return theta, losses
