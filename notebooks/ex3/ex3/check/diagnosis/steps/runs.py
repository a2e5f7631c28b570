"""A record of stochastic gradient descent at work: every call of its loss, and what it returns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ex3.check import inputs
from ex3.check.calls import Problem, call, pair, parameters
from ex3.network import TrainingOptions

ELSEWHERE = frozenset({"calls, N = 11", "batch shape, N = 11"})
BATCHES = ELSEWHERE | {
    "calls",
    "batch shape",
    "labels",
    "batches",
    "always the first",
    "samples",
    "each sample",
}
UPDATES = frozenset({"start", "current theta", "theta of each call", "theta(T) - theta(0)", "losses"})


@dataclass
class Run:
    """One run: what each call was handed, and what came back.

    Attributes
    ----------
    thetas : list of ndarray
        Of each call, how far theta is from the start, flat. Gradient number k is 1, or ``size``, in entry k alone, so entry k
        tells what has become of it.
    """

    T: int
    B: int
    N: int
    thetas: list[np.ndarray]
    batches: list[np.ndarray]
    labels: list[np.ndarray]
    theta: np.ndarray | None
    losses: object
    error: Problem | None
    most: int


def run(
    answer: Callable,
    T: int = inputs.T,
    B: int = inputs.B,
    N: int = inputs.N,
    seed: int = 7,
    loss: Callable[[int], float] = inputs.loss_of_call,
    size: float = 1.0,
) -> Run:
    params = inputs.network(6, 5, 10)
    start = flat(params)
    X, y = inputs.samples(6, [1 + j % 10 for j in range(N)])
    seen = Run(T, B, N, [], [], [], None, None, None, 12 * T)

    def loss_and_gradient(theta, X_batch, y_batch):
        if len(seen.thetas) >= seen.most:
            raise RuntimeError("too many calls")
        seen.thetas.append(flat(theta) - start)
        seen.batches.append(np.array(X_batch))
        seen.labels.append(np.array(y_batch))
        gradient = np.zeros(start.size)
        if len(seen.thetas) <= start.size:
            gradient[len(seen.thetas) - 1] = size
        return loss(len(seen.thetas)), inputs.split(gradient, params)

    result = call(
        answer,
        loss_and_gradient,
        X,
        y,
        params,
        TrainingOptions(T, inputs.ALPHA, inputs.BETA, B),
        np.random.default_rng(seed),
    )
    if isinstance(result, Problem):
        seen.error = result
        return seen
    theta, seen.losses = pair(result, "stochastic_gradient_descent", "(params, losses)")
    blocks = parameters(theta, inputs.network(6, 5, 10), "theta")
    if not any(isinstance(block, Problem) for block in blocks.values()):
        seen.theta = np.concatenate([block.ravel() for block in blocks.values()]) - start
    return seen


def flat(params) -> np.ndarray:
    return np.concatenate([np.ravel(np.asarray(block, dtype=float)) for block in params])
