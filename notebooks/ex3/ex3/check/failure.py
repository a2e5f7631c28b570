"""What a failed check says: what is off first, then what was got and expected, more hints on request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np


@dataclass(frozen=True)
class Shown:
    """The quantity that shows what is off.

    Attributes
    ----------
    name : str
        Such as "dW2, 1 sample".
    place : str
        Which entry, "" for a number.
    got, expected, note : str
        The two numbers, and in what they differ.
    text : str
        What is said where there are no numbers: an error and its line, a shape.
    blocks : tuple of (str, bool)
        The blocks of the gradient, v or theta, and whether each is right.
    setting : str
        What it was computed with.
    arrays : tuple of ndarray
        The whole of what was got and of what was expected, for a picture; or nothing.
    """

    name: str = ""
    place: str = ""
    got: str = ""
    expected: str = ""
    note: str = ""
    text: str = ""
    blocks: tuple[tuple[str, bool], ...] = ()
    setting: str = ""
    arrays: tuple[np.ndarray, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        lines = [self.text]
        if self.got:
            lines = [
                f"{self.name}, entry [{self.place}], where the difference is largest"
                if self.place
                else self.name
            ]
            lines += [f"  got       {self.got}", f"  expected  {self.expected}"]
            lines += [f"  {self.note}"] if self.note else []
        if self.blocks:
            states = ", ".join(f"{name} {'right' if is_right else 'off'}" for name, is_right in self.blocks)
            lines.append(f"  in all    {states}")
        if self.setting:
            lines.append(f"  with      {self.setting}")
        return "\n".join(lines)


class CheckFailed(AssertionError):
    """An answer does not do what the sheet asks.

    Attributes
    ----------
    hint : str
        A few plain sentences: what is off, and where to look.
    message : str
        What was got and what was expected.
    more : tuple of str
        Further hints, each more explicit than the one before.
    mistake : str
        Identifiers of the slips that the numbers point to, joined by "+", or "".
    shown : Shown or None
        The message in its parts.
    step : int or None
        The step of the explorer where the quantity is made.
    line : str
        The line of Alg. 1 that gives it, as the explorer calls it, or "" if the network of the check is not the first one.

    If the answer itself raised, that exception is the ``__cause__``.
    """

    def __init__(
        self,
        hint: str,
        message: str = "",
        more: tuple[str, ...] = (),
        mistake: str = "",
        shown: Shown | None = None,
        step: int | None = None,
        line: str = "",
    ):
        super().__init__(hint, message)
        self.hint = hint
        self.message = message
        self.more = tuple(more)
        self.mistake = mistake
        self.shown = shown
        self.step = step
        self.line = line
        self.picture: Callable[[], None] | None = None
        self.is_displayed = False

    def __str__(self) -> str:
        return f"{self.hint}\n{self.message}".strip()

    def _render_traceback_(self) -> list[str]:
        # IPython shows this in place of a traceback, which would speak of our code only.
        from ex3.check import message

        return message.show(self)


class memory:
    """The checks that have failed and not been passed since, by function and idea, the last one at the end."""

    failures: ClassVar[dict[tuple[str, str | None], CheckFailed]] = {}
    shown: ClassVar[dict[int, int]] = {}  # how many further hints of each failure have been given


def failed(function: str, idea: str | None, failure: CheckFailed) -> None:
    """Remember a failure for `hint`."""
    memory.failures.pop((function, idea), None)
    memory.failures[function, idea] = failure


def passed(function: str, idea: str | None) -> None:
    """Forget the failures of a check that has been passed since; of all ideas, if all have been looked at."""
    for key in list(memory.failures):
        if key[0] == function and idea in (None, key[1]):
            del memory.failures[key]


def hint() -> None:
    """Print the next, more explicit hint about the check that failed last and has not been passed since."""
    from ex3.check.message import wrapped

    if not memory.failures:
        print("There is no failed check to say more about.")
        return
    (function, _), failure = list(memory.failures.items())[-1]
    given = memory.shown.get(id(failure), 0)
    if given < len(failure.more):
        print(wrapped(f"{function}: {failure.more[given]}"))
        memory.shown[id(failure)] = given + 1
    elif failure.more:
        print("That was the last hint. Read the equation once more, symbol by symbol, beside your code.")
    else:
        print("There is no further hint for this one: look at the quantity that the message names.")
