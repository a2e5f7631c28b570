"""In what order a check looks at an answer: runs, type, shape, finite, value, property."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ex3.check.calls import FIELDS, Problem, kind_of
from ex3.check.failure import CheckFailed, Shown
from ex3.check.values import ON_REAL_DATA, is_right, right_values
from ex3.check.wording import EXPERIMENT, SAID, UNCHANGED, setting

if TYPE_CHECKING:
    from ex3.check.diagnosis import Part

# Of the forward and the backward pass, as the explorer counts them.
EXPLORER_STEPS = {
    "x": 0, "z2": 1, "a2": 2, "z3": 3, "a3": 4, "out": 4, "u": 5, "Y": 5, "entries": 5, "J": 5, "eta3": 6, "delta3": 7,
    "dW2": 8, "db2": 9, "eta2": 10, "delta2": 11, "dW1": 12, "db1": 13, "lambda": 14,
}  # fmt: skip
EXPLORER_LINES = frozenset(EXPLORER_STEPS) - {"x", "out", "u", "Y", "entries", "lambda"}
STEPS = ("runs", "type", "shape", "finite", "value", "property")

GENERIC = {
    "runs": "{function} stopped with an error before it could return anything. The message below names the line to look "
    "at first. If it speaks of shapes, print the shape of each array in that line.",
    "type": "{function} does not return what its description promises. Compare its last line with what stands under "
    "Returns at the top of the function.",
    "shape": "{symbol} has the wrong shape. Write down the shape of everything that goes into it, and see which product or "
    "sum makes another one. Samples are columns, and a gradient has the shape of its parameter.",
    "finite": "{symbol} holds nan (not a number) or infinity. The logarithm of 0 or of a negative number, or a division "
    "by 0, does that: print the smallest and the largest value that goes into each.",
    "property": UNCHANGED,
}


LOOK = {
    "runs": "Put print(name, np.shape(name)) for each name of the line just above it, and run the check again: the last thing printed "
    "is what the line works with.",
    "type": "Print type(...) of what you return, in the line before the return, and compare with Returns in the description.",
    "shape": "Go through your lines from the top and write the shape behind each, as a comment. The first one that differs from the "
    "description is where to look.",
    "property": "Give every line that writes into an argument a new name on its left, or begin with params.copy(), X.copy() or y.copy().",
}


def check(
    function: str,
    answer: Callable,
    observe: Callable,
    ideas: dict[str, tuple[tuple[str, ...], str]],
    idea: str | None,
    on_digits: bool = True,
) -> None:
    """Raise CheckFailed for the first step that ``answer`` fails at.

    Parameters
    ----------
    function : str
        Name of the function that is asked for.
    answer : callable
        The student's function.
    observe : callable
        Maps the answer to a dictionary of quantities.
    ideas : dict
        For each idea the names of its quantities and a hint for a value that no known mistake explains.
    idea : str, optional
        Look at the quantities of this idea only.
    on_digits : bool
        Whether to look at all 5000 digits too, if the idea asks for it.
    """
    if idea is not None and idea not in ideas:
        raise ValueError(f"check.{function} knows the ideas {', '.join(ideas)}; got {idea!r}")
    if not callable(answer):
        kind = kind_of(answer)
        raise CheckFailed(
            f"{function} should be a function, and is {kind}. Run the cell that defines it again."
        )
    asked = {name: hint for key, (names, hint) in ideas.items() if idea in (None, key) for name in names}
    seen = observe(answer, on_digits=on_digits and not asked.keys().isdisjoint(ON_REAL_DATA))
    expected = right_values(function)
    for value in seen.values():
        if isinstance(value, Problem) and isinstance(value.cause, NotImplementedError):
            raise _unwritten(function, answer) from value.cause
    wrong = {name for name in seen if not is_right(seen[name], expected[name])}
    failing = [name for name in asked if name in wrong]
    if not failing:
        return

    def is_right_with(other: Callable) -> bool:
        found = observe(other, on_digits=False)
        return all(is_right(found[name], expected[name]) for name in found)

    parts = explained(function, answer, seen, wrong, is_right_with)
    parts = [part for part in parts if not part.about or part.about & set(failing)]
    told = [name for name in failing if any(name in part.about for part in parts)]
    # What shows in the first run of stochastic gradient descent is shown from there.
    first = min(told or failing, key=lambda name: ("N = 11" in name, STEPS.index(step_of(name, seen[name]))))
    raise _failure(function, first, seen, expected, parts, asked) from getattr(seen[first], "cause", None)


def explained(function: str, answer: Callable, *observed) -> list[Part]:
    """Return what is wrong with an answer, or nothing if looking more closely crashes: an answer may do anything.

    The tests put the bare diagnosis in this place, so that they see it crash.
    """
    from ex3.check.diagnosis import explain  # only where there is something to explain

    try:
        return explain(function, answer, *observed)
    except Exception:
        return []  # that it is wrong is known


def _unwritten(function: str, answer: Callable) -> CheckFailed:
    from ex3.check.diagnosis.code.reading import is_begun

    if is_begun(answer):
        text = f"Your {function} still has the line that raises NotImplementedError, and stops there: delete that line."
        return CheckFailed(text, mistake="stub left")
    return CheckFailed(
        f"{function} is not written yet: put your own lines in place of the one that raises NotImplementedError."
    )


def _failure(
    function: str, first: str, seen: dict, expected: dict, parts: list[Part], asked: dict
) -> CheckFailed:
    """Put together what a failed check says: what is wrong as far as it can be told, and one quantity that shows it."""
    step, value = step_of(first, seen[first]), seen[first]
    if parts:
        hint = "\n".join(part.says for part in parts[:3])
        more = tuple(text for part in parts[:3] for text in part.more) or _more(function, step)
    elif step == "value" or first.split(",")[0] in ("batch shape", "losses"):
        hint, more = asked[first], _more(function, step)
    else:
        hint = GENERIC[step].format(function=function, symbol=first.split(",")[0])
        more = _more(function, step)
    shown = shown_of(first, value, expected[first])
    extras: dict = {}
    if step == "runs" and isinstance(value, Problem) and (clash := _clash(value)):
        extras["text"] = f"{value.text}\n  {clash}"
    if step not in ("runs", "type"):
        extras["blocks"] = _blocks(first, seen, expected)
    if step != "property":
        extras["setting"] = setting(function, first)
    shown = replace(shown, **extras)
    slips = "+".join(id_ for part in parts for id_ in part.ids)
    step_shown = explorer_step(function, first, parts)
    return CheckFailed(hint, str(shown), more, slips, shown, step_shown, explorer_line(first, step_shown))


def _clash(problem: Problem) -> str:
    """Return the shapes on both sides of the operation that stopped, or ""."""
    from ex3.check.diagnosis.code import errors, shapes

    found = shapes.clash(problem.cause.__traceback__, errors.OURS) if problem.cause else None
    return str(found) if found else ""


def _more(function: str, step: str) -> tuple[str, ...]:
    """Return a further hint: an experiment for wrong numbers, and how to look for errors and shapes else."""
    return (EXPERIMENT[function],) if step in ("value", "finite") else (LOOK[step],)


def step_of(name: str, value) -> str:
    """Return the step that a wrong value fails at."""
    if isinstance(value, Problem):
        return value.step
    if "changed" in name:
        return "property"
    return "value" if np.all(np.isfinite(value)) else "finite"


def shown_of(name: str, value, expected: np.ndarray) -> Shown:
    """Say what was got and what was expected, a number each."""
    if isinstance(value, Problem):
        return Shown(name, text=value.text)
    noticed = name.split(",")[0]
    if noticed in SAID:
        return Shown(name, text=SAID[noticed].format(got=int(value), expected=int(expected)))
    note = _factor(value, expected)
    if expected.ndim == 0:
        return Shown(name, "", _number(value), _number(expected), note)
    difference = np.abs(np.nan_to_num(value, nan=np.inf) - expected)
    at = np.unravel_index(np.argmax(difference), difference.shape)
    place = ", ".join(str(int(i)) for i in at)
    arrays = (value, expected) if 4 <= expected.size <= 150 and np.isfinite(value).all() else ()
    return Shown(name, place, _number(value[at]), _number(expected[at]), note, arrays=arrays)


def got_and_expected(name: str, value, expected: np.ndarray) -> str:
    """Return the same as text."""
    return str(shown_of(name, value, expected))


def explorer_step(function: str, quantity: str, parts: list[Part]) -> int | None:
    """Return the step of the explorer where the quantity in question is made."""
    if function not in ("feed_forward", "nn_loss", "nn_gradient"):
        return None
    from ex3.check.diagnosis.made import texts

    steps = [texts()[id_]["step"] for part in parts for id_ in part.ids if id_ in texts()]
    if "lambda = 0.7" in quantity:
        return EXPLORER_STEPS["lambda"]
    return EXPLORER_STEPS.get(steps[0] if steps else quantity.split(",")[0])


def explorer_line(quantity: str, step: int | None) -> str:
    """Return the line that the explorer shows of a step, if the quantity is of the network that it can be told of."""
    if step is None or "," in quantity:
        return ""
    lines = [name for name, number in EXPLORER_STEPS.items() if number == step and name in EXPLORER_LINES]
    return lines[0] if lines else ""


def _blocks(name: str, seen: dict, expected: dict) -> tuple[tuple[str, bool], ...]:
    """Say which of the four blocks that a quantity belongs to are right, and which are off."""
    found = re.fullmatch(r"(d|theta\.|v\.)(W1|b1|W2|b2)(, .*)?", name)
    if found is None:
        return ()
    prefix, _, case = found.groups(default="")
    blocks = (f"{prefix}{field}{case}" for field in FIELDS)
    return tuple((block.split(",")[0], is_right(seen[block], expected[block])) for block in blocks)


def _number(value) -> str:
    return f"{float(value):.6f}" if 1e-3 <= abs(float(value)) < 1e4 else f"{float(value):.6g}"


def _factor(value: np.ndarray, expected: np.ndarray) -> str:
    """Say by what factor all entries are off, if it is one and the same."""
    size = float(np.sum(expected * expected))
    if not size or not np.all(np.isfinite(value)):
        return ""
    factor = float(np.sum(value * expected)) / size
    if abs(factor) < 1e-9 or not is_right(value / factor, expected):
        return ""
    larger = max(abs(factor), 1 / abs(factor))
    if expected.ndim == 0 and abs(larger / round(larger) - 1) > 1e-6:
        return ""  # of a single number any ratio could be said; only a whole one tells something
    if np.isclose(factor, -1):
        return "the same size, the opposite sign"
    return f"{_written(factor)} times what is expected"


def _written(factor: float) -> str:
    """Return a number, or the fraction that it is."""
    from fractions import Fraction

    fraction = Fraction(factor).limit_denominator(60)
    if abs(float(fraction) - factor) > 1e-6 * abs(factor):
        return f"{factor:.6g}"
    return f"exactly {fraction}"
