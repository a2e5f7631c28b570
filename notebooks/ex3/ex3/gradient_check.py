"""The gradient check of Part F: backpropagation against finite differences on a small network."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ex3.network import Parameters


def debug_network() -> tuple[Parameters, np.ndarray, np.ndarray]:
    """Return a network of 3-5-3 units and five samples, filled with sines instead of random numbers.

    It is the same on every machine, small enough for Eq. 17 to be quick, and no two weights are alike.

    Returns
    -------
    params : Parameters
        W1 (5, 3), b1 (5, 1), W2 (3, 5), b2 (3, 1)
    X : ndarray of shape (3, 5)
    y : ndarray of shape (5,)
        Labels 2, 3, 1, 2, 3.
    """

    def sines(rows: int, columns: int) -> np.ndarray:
        return np.sin(np.arange(1, rows * columns + 1)).reshape(columns, rows).T / 10

    theta1, theta2 = sines(5, 4), sines(3, 6)
    params = Parameters(theta1[:, 1:], theta1[:, :1], theta2[:, 1:], theta2[:, :1])
    return params, sines(5, 3).T, 1 + np.arange(1, 6) % 3


def check_nn_gradients(
    nn_gradient: Callable,
    compute_numerical_gradient: Callable,
    nn_loss_reg: Callable,
    lambda_: float = 0.0,
    epsilon: float = 1e-4,
    plot: bool = False,
) -> float:
    """Compare backpropagation with the numerical gradient (Question 3b).

    Parameters
    ----------
    nn_gradient, compute_numerical_gradient, nn_loss_reg : callable
        The functions of Questions 2a, 3a and 1d.
    lambda_ : float
        Weight of the regulariser. The sheet's check runs with 0; try 3 as well, or a slip in the
        regulariser stays unseen.
    epsilon : float
        Step of Eq. 17.
    plot : bool
        Draw the two gradients against each other.

    Returns
    -------
    float
        Normalised L2 distance ||g_num - g|| / ||g_num + g|| over all four blocks together.
    """
    params, X, y = debug_network()
    _, analytic = nn_gradient(params.copy(), X, y, lambda_)
    numerical = compute_numerical_gradient(lambda p: nn_loss_reg(p, X, y, lambda_), params.copy(), epsilon)
    a, n = (np.concatenate([np.ravel(block) for block in gradient]) for gradient in (analytic, numerical))
    if plot:
        from ex3.plots import plot_gradient_check

        plot_gradient_check(analytic, numerical)
    return float(np.linalg.norm(n - a) / np.linalg.norm(n + a))
