"""Reference implementations of the seven functions, the oracle of the tests; not part of what students get.

They are written against SciPy (``expit``, ``xlogy``) and not against the helper package's own sigmoid, so
that a mistake there shows.
"""

from __future__ import annotations

import numpy as np
from scipy.special import expit, xlogy

from ex3.network import Parameters


def targets(y, K):
    """Return the one-hot targets y_ik of Eq. 9 as a matrix of shape (K, N)."""
    return (np.arange(1, K + 1)[:, None] == np.asarray(y)).astype(float)


def feed_forward(params, X):
    """Return the likelihoods a3 of shape (K, N) (Eq. 2-6)."""
    W1, b1, W2, b2 = params
    return expit(W2 @ expit(W1 @ X + b1) + b2)


def nn_loss(params, X, y):
    """Return the log loss J, averaged over the N samples (Eq. 10)."""
    u = feed_forward(params, X)
    Y = targets(y, len(u))
    return float(-np.sum(xlogy(Y, u) + xlogy(1 - Y, 1 - u)) / u.shape[1])


def nn_loss_reg(params, X, y, lambda_):
    """Return the L2-regularised loss (Eq. 11)."""
    return float(nn_loss(params, X, y) + lambda_ / 2 * (np.sum(params.W1**2) + np.sum(params.W2**2)))


def nn_gradient(params, X, y, lambda_):
    """Return the regularised loss and its gradient (Alg. 1)."""
    W1, b1, W2, _ = params
    a2, a3 = expit(W1 @ X + b1), feed_forward(params, X)
    # Lines 5 and 8 of Alg. 1 simplify to this difference; 1/N is taken in here, once.
    delta3 = (a3 - targets(y, len(a3))) / X.shape[1]
    delta2 = (W2.T @ delta3) * a2 * (1 - a2)
    gradient = Parameters(
        W1=delta2 @ X.T + lambda_ * W1,
        b1=delta2.sum(axis=1, keepdims=True),
        W2=delta3 @ a2.T + lambda_ * W2,
        b2=delta3.sum(axis=1, keepdims=True),
    )
    return nn_loss_reg(params, X, y, lambda_), gradient


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    """Return the central differences of ``loss`` for each entry of ``params`` (Eq. 17)."""
    gradient = Parameters(*(np.zeros(block.shape) for block in params))
    for name, block in vars(params).items():
        for p in np.ndindex(block.shape):
            plus, minus = params.copy(), params.copy()
            getattr(plus, name)[p] += epsilon
            getattr(minus, name)[p] -= epsilon
            getattr(gradient, name)[p] = (loss(plus) - loss(minus)) / (2 * epsilon)
    return gradient


def gradient_step(params, velocity, gradient, alpha, beta):
    """Return the parameters and the velocity after one momentum step (Alg. 3, lines 3 and 4)."""
    new = Parameters(*(beta * v - alpha * g for v, g in zip(velocity, gradient, strict=True)))
    return Parameters(*(p + v for p, v in zip(params, new, strict=True))), new


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    """Return the trained parameters and the T losses of the mini-batches (Alg. 4)."""
    velocity = Parameters(*(np.zeros(block.shape) for block in params))
    losses = []
    for _ in range(options.max_iter):
        i = rng.choice(X.shape[1], size=options.batch_size, replace=False)
        loss, gradient = loss_and_gradient(params, X[:, i], y[i])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(loss)
    return params, losses
