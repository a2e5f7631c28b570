"""What a diagnosis is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

SAMPLES = ("", ", 4 samples of 3 classes", ", 1 sample", ", second call")  # where a gradient is looked at
WHOLE = "as in an array made with dtype=int, which cuts off what comes after the point"


@dataclass(frozen=True)
class Part:
    """One thing that is wrong with an answer.

    Attributes
    ----------
    ids : tuple of str
        The slips that it names.
    says : str
        One or two sentences for the student.
    more : tuple of str
        Further hints.
    about : frozenset of str
        The quantities that it explains; empty for what concerns all of them.
    """

    ids: tuple[str, ...]
    says: str
    more: tuple[str, ...] = ()
    about: frozenset[str] = frozenset()


def about(fields: Iterable[str], cases: Iterable[str] = SAMPLES) -> frozenset[str]:
    """Return the names of these blocks of a gradient in these cases."""
    return frozenset(f"d{field}{case}" for field, case in product(fields, cases))


def joined(words: list[str]) -> str:
    """Return "a, b and c"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""
