"""Which of the student's earlier answers an answer calls, and whether it goes wrong there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import CodeType, FunctionType

from ex3.check.diagnosis.parts import Part
from ex3.check.wording import IDEAS
from ex3.contract import is_graded

PARTS = {
    "feed_forward": "C",
    "nn_loss": "D",
    "nn_loss_reg": "E",
    "nn_gradient": "F",
    "compute_numerical_gradient": "F",
    "gradient_step": "H",
}


def codes(function: Callable) -> Iterator[CodeType]:
    """Yield the code of a function and of the functions and comprehensions inside it."""
    left = [function.__code__] if type(function) is FunctionType else []
    while left:
        code = left.pop()
        yield code
        left += [each for each in code.co_consts if isinstance(each, CodeType)]


def called(name: str, answer: Callable) -> dict[str, Callable]:
    """Return the earlier answers that an answer mentions, as it sees them."""
    names = {each for code in codes(answer) for each in code.co_names} & PARTS.keys() - {name}
    found = {each: getattr(answer, "__globals__", {}).get(each) for each in names}
    return {each: function for each, function in found.items() if callable(function)}


def explain(name: str, answer: Callable) -> list[Part]:
    """Blame an earlier answer that this one calls and that does not pass its own checks.

    While marks are made, the reference takes the place of earlier answers, so there is nothing to look for.
    """
    if is_graded():
        return []
    from ex3.check import CheckFailed, passes

    for earlier in IDEAS:
        function = called(name, answer).get(earlier)
        if function is None:
            continue
        try:
            passes(earlier, function, on_digits=False)
        except CheckFailed as failure:
            text = (
                f"Your {name} calls {earlier} of Part {PARTS[earlier]}, and that does not pass its own checks. "
                f"Mend it there first. It says: {failure.hint}"
            )
            return [Part((f"carried: {earlier}",), text, failure.more)]
    return []
