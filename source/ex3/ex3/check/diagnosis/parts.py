"""What a diagnosis is made of."""

from __future__ import annotations

from dataclasses import dataclass

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


def joined(words: list[str]) -> str:
    """Return "a, b and c"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""
