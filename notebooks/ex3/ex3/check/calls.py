"""Call a student's function and turn what comes back, or goes wrong, into plain values."""

from __future__ import annotations

import contextlib
import copy
import io
import linecache
import traceback
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType

import numpy as np

from ex3.network import Parameters

FIELDS = ("W1", "b1", "W2", "b2")


@dataclass(frozen=True)
class Problem:
    """Why there is no number to look at. ``step`` is "runs", "type" or "shape"; ``key`` tells alike ones apart."""

    step: str
    text: str
    key: str
    cause: BaseException | None = None


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep warnings and printed lines of an answer out of the cell that checks it.

    nbgrader gives no points to a cell with anything on standard error, so that one warning about log(0)
    would cost a right answer its marks.
    """
    with (
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
    ):
        warnings.simplefilter("ignore")
        yield


def call(function: Callable, *args):
    """Return ``function(*args)``, or a Problem if it raises."""
    try:
        with quiet():
            return function(*args)
    except Exception as error:
        # A grader's stand-in for a function says of itself that it is one, but its code is no code to read.
        code = function.__code__ if type(function) is FunctionType else None
        return Problem("runs", _where(error, code), _error_key(error), error)


def call_in_place(function: Callable, *args):
    """Return what `call` returns; what the function does to its arguments is done to ``args``.

    While grading, an answer lives in another process and gets copies, unless it is called this way.
    """
    return call(getattr(function, "in_place", function), *args)


def array(value, shape: tuple[int, ...], symbol: str, squeeze: bool = True):
    """Return ``value`` as a float array of the given shape, or a Problem.

    With ``squeeze``, axes of length one may be missing or added: (10,) is as good as (10, 1).
    """
    if isinstance(value, Problem):
        return value
    if value is None:
        return Problem("type", f"{symbol} is None: does every path through your function return?", "None")
    try:
        with quiet():
            found = np.asarray(value)
        if found.dtype.kind not in "biuf":  # the imaginary part of a complex number must not get lost
            raise TypeError(found.dtype)
    except Exception:  # an object may raise anything when it is asked for its numbers
        kind = kind_of(value)
        return Problem("type", f"{symbol} should be an array of numbers, and is {kind}.", kind)
    # The shape is compared before anything is copied: a view of one number can claim any size.
    squeezed = tuple(n for n in found.shape if n != 1) == tuple(n for n in shape if n != 1)
    if found.shape == shape or (squeeze and squeezed):
        return np.array(found, dtype=float).reshape(shape)
    expected = str(shape) if shape else "a single number"
    return Problem(
        "shape", f"{symbol} has shape {found.shape}, expected {expected}.", f"{symbol} {found.shape}"
    )


def pair(value, function: str, names: str) -> tuple:
    """Return the two results of a function, or a Problem in place of both."""
    if not isinstance(value, Problem) and not (isinstance(value, tuple | list) and len(value) == 2):
        kind = kind_of(value)
        value = Problem(
            "type",
            f"{function} should return two results, {names}, and returns {_counted(value, kind)}.",
            f"pair: {kind}",
        )
    return (value, value) if isinstance(value, Problem) else tuple(value)


def _counted(value, kind: str) -> str:
    return f"{kind} of {len(value)}" if isinstance(value, tuple | list) else kind


def parameters(value, like: Parameters, symbol: str) -> dict:
    """Return the four blocks of ``value`` by field name, each an array or a Problem."""
    if not isinstance(value, Problem) and not all(hasattr(value, field) for field in FIELDS):
        kind = kind_of(value)
        value = Problem(
            "type",
            f"{symbol} should be Parameters with the fields W1, b1, W2, b2, and is {kind}.",
            f"not Parameters: {kind}",
        )
    if isinstance(value, Problem):
        return dict.fromkeys(FIELDS, value)
    return {
        # the student's own object can stand in a field of ``like`` by now
        field: array(getattr(value, field), np.shape(block), f"{field} of {symbol}", squeeze=False)
        for field, block in zip(FIELDS, like, strict=True)
    }


def kind_of(value) -> str:
    """Name the kind of a value in a student's words; all kinds of numbers are one."""
    if value is None:
        return "nothing"
    if isinstance(value, int | float | np.number):
        return "a number"
    if isinstance(value, np.ndarray):
        return "an array"
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"


def changed(before, after) -> float:
    """Return how many of the arrays in ``after`` differ from their copies in ``before``."""
    old, new = _arrays(before), _arrays(after)
    pairs = zip(old, new, strict=False)
    return float(sum(not np.array_equal(b, a) for b, a in pairs) + abs(len(old) - len(new)))


def snapshot(args):
    """Return copies of the arguments, to see afterwards whether a function changed them."""
    return copy.deepcopy(args)


def _arrays(values) -> list:
    return [block for value in values for block in (value if isinstance(value, Parameters) else (value,))]


def _where(error: BaseException, code=None) -> str:
    """Name the error and the line of the student's own code that raised it; of an earlier answer, who called it too.

    ``code`` is that of the answer under check.
    """
    ours = Path(__file__).resolve().parent.parent
    text = f"{type(error).__name__}: {error}"
    lines = []
    for frame, number in traceback.walk_tb(error.__traceback__):
        path = Path(frame.f_code.co_filename)
        line = linecache.getline(frame.f_code.co_filename, number, frame.f_globals).strip()
        if "site-packages" in path.parts or (path.is_absolute() and ours in path.parents) or not line:
            continue
        lines.append((frame.f_code, f"in {frame.f_code.co_name}, line {number}:  {line}"))
    if not lines:
        return text
    last, said = lines[-1]
    own = [each for own_code, each in lines if own_code is code]
    if own and last is not code and last.co_name not in ("<listcomp>", "<genexpr>", "<lambda>", "<dictcomp>"):
        return f"{text}\n  {said}\n  called {own[-1]}"
    return f"{text}\n  {said}"


def _error_key(error: BaseException) -> str:
    """Tell errors of different causes apart: the type, and the shapes that NumPy mentions."""
    import re

    shapes = re.findall(r"\([\d, ]+\)|size \d+ is different from \d+", str(error))
    return " ".join([type(error).__name__, *shapes])
