"""Do the student's own seven functions work together, without any reference in between?"""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import numpy as np

from ex3.check.calls import Problem, call
from ex3.check.wording import IDEAS
from ex3.contract import is_graded
from ex3.network import Parameters, TrainingOptions, rand_initialize_weights

STEPS = 300


def together(stochastic_gradient_descent: Callable) -> None:
    """Print how the seven functions of the series stand, and train a little with all of them. No marks depend on it.

    Parameters
    ----------
    stochastic_gradient_descent : callable
        The answer of this notebook; the other six are read from their notebooks.
    """
    if is_graded():
        print("While marks are made, each function is judged on its own; nothing is put together here.")
        return
    answers = {name: _own(name) for name in IDEAS if name != "stochastic_gradient_descent"}
    answers["stochastic_gradient_descent"] = stochastic_gradient_descent
    for name, answer in answers.items():
        print(f"{name:<28} {_verdict(name, answer)}")
    if None in answers.values():
        print("\nNot all seven are there yet, so there is nothing to put together.")
        return
    result = call(_train, answers)
    if isinstance(result, Problem):
        print(f"\nPut together they stop with an error: {result.text}")
    else:
        print(
            f"\nPut together, {STEPS} iterations on the digits: {100 * result:.0f} % right (expect 80 to 90 %)."
        )


def _own(name: str) -> Callable | None:
    from ex3.carry_over import CarryOverError, own

    with contextlib.suppress(CarryOverError):
        return own(name)
    return None


def _verdict(name: str, answer: Callable | None) -> str:
    from ex3.check import CheckFailed, passes

    if answer is None:
        return "open"
    try:
        passes(name, answer)
    except CheckFailed:
        return "does not pass its checks yet"
    return "passes its checks"


def _train(answers: dict[str, Callable]) -> float:
    """Return the accuracy after a short training run with these functions."""
    from ex3.data import load_digits

    X, y = load_digits()
    rng = np.random.default_rng(4)
    shapes = ((400, 25), (1, 25), (25, 10), (1, 10))
    theta = Parameters(*(rand_initialize_weights(fan_in, fan_out, rng) for fan_in, fan_out in shapes))
    theta, _ = answers["stochastic_gradient_descent"](
        lambda params, X_batch, y_batch: answers["nn_gradient"](params, X_batch, y_batch, 0.0002),
        X,
        y,
        theta,
        TrainingOptions(STEPS, 0.1, 0.9, 10),
        rng,
    )
    return float(np.mean(np.argmax(answers["feed_forward"](theta, X), axis=0) + 1 == y))
