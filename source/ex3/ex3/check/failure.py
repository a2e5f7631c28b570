"""What a failed check says: one hint first, then what was got and expected, more hints on request."""

from __future__ import annotations


class CheckFailed(AssertionError):
    """An answer does not do what the sheet asks.

    Attributes
    ----------
    hint : str
        One or two plain sentences: what is off, and where to look.
    message : str
        What was got and what was expected.
    more : tuple of str
        Further hints, each more explicit than the one before.
    mistake : str
        Identifier of the known mistake that the numbers point to, or "".

    If the answer itself raised, that exception is the ``__cause__``.
    """

    def __init__(self, hint: str, message: str = "", more: tuple[str, ...] = (), mistake: str = ""):
        super().__init__(hint, message)
        self.hint = hint
        self.message = message
        self.more = tuple(more)
        self.mistake = mistake

    def __str__(self) -> str:
        return f"{self.hint}\n{self.message}".strip()

    def _render_traceback_(self) -> list[str]:
        # IPython shows this in place of a traceback, which would speak of our code only.
        last.failure, last.shown = self, 0
        lines = ["\x1b[1;31mNot yet.\x1b[0m " + self.hint]
        if self.message:
            lines += ["", self.message]
        if self.more:
            lines += ["", "For a further hint, run check.hint() in a cell of its own."]
        return ["\n".join(lines)]


class last:
    """The failure shown last, and how many of its further hints have been given."""

    failure: CheckFailed | None = None
    shown = 0


def passed() -> None:
    """Forget the failure shown last: the check has been passed since."""
    last.failure = None


def hint() -> None:
    """Print the next, more explicit hint about the check that failed last."""
    if last.failure is None:
        print("There is no failed check to say more about.")
    elif last.shown < len(last.failure.more):
        print(last.failure.more[last.shown])
        last.shown += 1
    elif last.failure.more:
        print("That was the last hint. Read the equation once more, symbol by symbol, beside your code.")
    else:
        print("There is no further hint for this one: look at the quantity that the message names.")
