"""Tools for tests on fresh random inputs: hand the same ones to an answer and to the reference, and compare."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ex3.check.calls import FIELDS, Problem, array, call, changed, kind_of, parameters, snapshot
from ex3.check.failure import CheckFailed
from ex3.check.order import got_and_expected, step_of
from ex3.check.values import columns_of
from ex3.network import Parameters

RTOL = {np.float64: 1e-5, np.float32: 1e-3}


def random_network(
    rng: np.random.Generator, sizes: tuple[int, int, int], n: int, labels: list[int] | None = None
) -> tuple[Parameters, np.ndarray, np.ndarray]:
    """Draw a network and samples that belong together.

    Parameters
    ----------
    rng : numpy.random.Generator
    sizes : tuple of int
        Units in the input, hidden and output layer.
    n : int
        Number of samples N.
    labels : list of int, optional
        The only labels that may occur; default: any from 1 to K.

    Returns
    -------
    params : Parameters
    X : ndarray of shape (inputs, N)
    y : ndarray of shape (N,)
    """
    d, h, k = sizes
    params = Parameters(
        rng.normal(size=(h, d)) / np.sqrt(d),
        rng.normal(size=(h, 1)),
        rng.normal(size=(k, h)) / np.sqrt(h),
        rng.normal(size=(k, 1)),
    )
    return params, rng.normal(size=(d, n)), rng.choice(labels or np.arange(1, k + 1), size=n)


def recast(value, dtype: type = np.float64, order: str = "C"):
    """Return the same numbers in another precision or memory order."""
    if isinstance(value, Parameters):
        return Parameters(*(np.array(block, dtype=dtype, order=order) for block in value))
    return np.array(value, dtype=dtype, order=order)


def compare(
    names: str | tuple[str, ...],
    answer: Callable,
    reference: Callable,
    args: tuple,
    hint: str,
    only: tuple[str, ...] | None = None,
    rtol: float = 1e-5,
) -> None:
    """Raise CheckFailed unless the answer gives what the reference gives.

    Parameters
    ----------
    names : str or tuple of str
        What the function returns: one symbol, or one for each entry of the tuple. A `Parameters` entry
        called "d" has the parts dW1, db1, dW2, db2.
    answer, reference : callable
    args : tuple
        Both get copies of these.
    hint : str
        For a value that is off.
    only : tuple of str, optional
        The parts to look at; default all.
    rtol : float
        Largest norm of the difference, relative to the norm of the expected part.
    """
    right = reference(*snapshot(args))
    expected = _parts(names, right, right)
    got = _parts(names, call(answer, *snapshot(args)), right)
    for part, right in expected.items():
        if only is not None and part not in only:
            continue
        value = got[part]
        close = not isinstance(value, Problem) and bool(
            np.linalg.norm(value - right) <= rtol * np.linalg.norm(right) + 1e-12
        )
        if not close:
            step = step_of(part, value)
            failure = CheckFailed(_HINTS.get(step, hint), got_and_expected(part, value, right))
            raise failure from (value.cause if isinstance(value, Problem) else None)


_HINTS = {
    "runs": "It stops with an error on inputs of another size than the ones shown. Look for sizes and labels that are written into the code.",
    "type": "It returns another kind of thing for some inputs. Compare with the docstring.",
    "shape": "The result has the wrong shape for inputs of another size than the ones shown. Look for sizes that are written into the code.",
}


def unchanged(answer: Callable, args: tuple, hint: str) -> None:
    """Raise CheckFailed if calling the answer changes the arrays that it is given."""
    before = snapshot(args)
    # While grading, only this way comes back what the answer has done to its arguments.
    result = call(getattr(answer, "in_place", answer), *args)
    if isinstance(result, Problem):
        raise CheckFailed(_HINTS["runs"], result.text) from result.cause
    if changed(before, args):
        raise CheckFailed(hint)


def _parts(names, result, like) -> dict:
    """Take a result apart into named arrays, shaped like those of the reference; Problems where it cannot be."""
    if isinstance(names, tuple):
        if not isinstance(result, Problem) and not (
            isinstance(result, tuple | list) and len(result) == len(names)
        ):
            kind = kind_of(result)
            result = Problem("type", f"Expected a tuple of {len(names)} results, got {kind}.", kind)
        each = [result] * len(names) if isinstance(result, Problem) else result
        parts: dict = {}
        for name, value, right in zip(names, each, like, strict=True):
            parts |= _parts(name, value, right)
        return parts
    if isinstance(like, Parameters):
        blocks = parameters(result, like, names)
        return {f"{names}{field}": blocks[field] for field in FIELDS}
    if not isinstance(result, Problem) and hasattr(result, "W1"):
        result = Problem("type", f"{names} should be a number or an array, and is Parameters.", "Parameters")
    return {names: array(result, np.shape(like), names)}


def run(answer: Callable, *args):
    """Return what the answer returns, without its warnings and printed lines; CheckFailed if it raises."""
    result = call(answer, *args)
    if isinstance(result, Problem):
        raise CheckFailed(_HINTS["runs"], result.text) from result.cause
    return result


def same(symbol: str, got, expected, hint: str, rtol: float = 1e-5) -> None:
    """Raise CheckFailed unless two results are equal up to rounding."""
    compare(symbol, lambda: got, lambda: expected, (), hint, rtol=rtol)


class Recorder:
    """A loss for stochastic gradient descent that keeps a record of its calls.

    Attributes
    ----------
    parameters, gradients : list of Parameters
        Where each call asked for the gradient, and what it got.
    losses : list of float
    """

    def __init__(self, like: Parameters, loss_and_gradient: Callable | None = None):
        self.parameters: list[Parameters] = []
        self.gradients: list[Parameters] = []
        self.losses: list[float] = []
        self._batches: list[tuple[np.ndarray, np.ndarray]] = []
        self._loss_and_gradient = loss_and_gradient or (lambda *_: (0.0, recast(like)))

    def __call__(self, params, X_batch, y_batch):
        params, X_batch, y_batch = snapshot((params, np.asarray(X_batch), np.asarray(y_batch)))
        loss, gradient = self._loss_and_gradient(params, X_batch, y_batch)
        self.parameters.append(params)
        self.gradients.append(recast(gradient))
        self.losses.append(float(loss))
        self._batches.append((X_batch, y_batch))
        return loss, gradient

    def columns(self, X: np.ndarray, y: np.ndarray) -> list[list[int]]:
        """Return which columns of X each batch holds; -1 for one that X has not, or with another's label."""
        return [
            [
                j if j >= 0 and y[j] == label else -1
                for j, label in zip(columns_of(X_batch, X), np.ravel(y_batch), strict=False)
            ]
            for X_batch, y_batch in self._batches
        ]
