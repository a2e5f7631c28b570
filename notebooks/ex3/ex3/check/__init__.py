"""Checks that a student runs beside each answer; they say what is off, in the sheet's symbols.

Each function takes the student's function and, if only one idea is to be looked at, its name. It prints a line
or raises `CheckFailed`. It holds reference numbers, and no way to compute them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ex3.check import inputs, random_tests
from ex3.check.calls import quiet
from ex3.check.failure import CheckFailed, failed, hint, passed
from ex3.check.message import show_passed
from ex3.check.notes import notes, points
from ex3.check.order import check as _check
from ex3.check.own_pieces import together
from ex3.check.picture import show_difference
from ex3.check.wording import IDEAS
from ex3.contract import is_graded

__all__ = [
    "CheckFailed",
    "compute_numerical_gradient",
    "feed_forward",
    "gradient_step",
    "hint",
    "nn_gradient",
    "nn_loss",
    "nn_loss_reg",
    "passes",
    "quiet",
    "random_tests",
    "require",
    "stochastic_gradient_descent",
    "together",
]


def passes(name: str, answer: Callable, idea: str | None = None, on_digits: bool = True) -> None:
    """Check the answer to the question that asks for function ``name``, without a word if it is right.

    Without ``on_digits`` it is called on small networks alone, which takes a few milliseconds.

    Raises
    ------
    CheckFailed
    """
    _check(name, answer, getattr(inputs, f"observe_{name}"), IDEAS[name], idea, on_digits)


def require(condition: bool, hint: str, message: str = "") -> None:
    """Raise CheckFailed with this hint unless the condition holds; for the tests that students do not see."""
    if not condition:
        raise CheckFailed(hint, message)


def _checker(name: str) -> Callable:
    def checker(answer: Callable, idea: str | None = None) -> None:
        try:
            passes(name, answer, idea)
        except CheckFailed as failure:
            failed(name, idea, failure)
            if name == "nn_gradient" and failure.shown is not None and failure.shown.name.startswith("dW1"):
                failure.picture = partial(show_difference, answer)
            raise
        passed(name, idea)
        what = idea or "all visible checks. The hidden tests use other sizes and other numbers."
        said = [] if is_graded() else [notes(name, answer), points(name, idea)]
        show_passed(name, what, [line for line in said if line])

    checker.__name__ = checker.__qualname__ = name
    checker.__doc__ = (
        f"Check ``{name}``; ideas: {', '.join(IDEAS[name])}.\n\n"
        "    Parameters\n    ----------\n    answer : callable\n    idea : str, optional\n\n"
        "    Raises\n    ------\n    CheckFailed\n    "
    )
    return checker


feed_forward = _checker("feed_forward")
nn_loss = _checker("nn_loss")
nn_loss_reg = _checker("nn_loss_reg")
nn_gradient = _checker("nn_gradient")
compute_numerical_gradient = _checker("compute_numerical_gradient")
gradient_step = _checker("gradient_step")
stochastic_gradient_descent = _checker("stochastic_gradient_descent")
