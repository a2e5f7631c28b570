"""Text as it may be shown: points as a person writes them, and names that steer neither a terminal nor a spreadsheet."""

from __future__ import annotations

import re


def printable(text: str) -> str:
    """Return text that cannot steer the terminal."""
    # SECURITY: names and messages come from students, and escape sequences can rewrite what is on the screen.
    # So can signs that turn the direction of writing, without an end: what stands behind them is read backwards.
    steering = r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]"
    return re.sub(steering, "\N{REPLACEMENT CHARACTER}", text)


def number(value: float) -> str:
    """Return points as a person writes them: 4, 2.5, 0.33."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def amount(count: float, one: str, many: str = "") -> str:
    """Return "1 student has" or "3 students have": ``many`` is ``one`` with an s if left out."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def plain(text: str) -> str:
    """Return text with Unix line ends and without halves of surrogate pairs, which no file could hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-8", "replace").decode("utf-8")


# What Excel and LibreOffice run at the start of a cell. A semicolon starts one too where the system's language
# has a comma in its numbers.
_FORMULA = re.compile(r"(^|(?<=[;\t\r\n]))(?='*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])")


def as_text(name: str) -> str:
    """Return a name that no spreadsheet takes for a formula: without the signs ' that were added it is as it was."""
    # SECURITY: a student chooses the name.
    return _FORMULA.sub("'", name)
