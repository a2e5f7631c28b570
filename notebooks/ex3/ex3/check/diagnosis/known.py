"""Mistakes that somebody has written down, recognised by the marks that they leave on each quantity.

``expected.json`` is made from the bank of wrong answers in ``tests/variants/wrong`` (``make fingerprints``). It
holds hints and marks: no code, and no mark leads back to one.
"""

from __future__ import annotations

from dataclasses import dataclass

from ex3.check.diagnosis.parts import Part
from ex3.check.values import ON_REAL_DATA, mark, same_mark, table


@dataclass(frozen=True)
class Mistake:
    id: str
    hint: str
    more: tuple[str, ...]
    marks: dict


def mistakes(function: str) -> list[Mistake]:
    return [Mistake(m["id"], m["hint"], tuple(m["more"]), m["marks"]) for m in table()[function]["mistakes"]]


def known_mistake(function: str, seen: dict, wrong: set[str]) -> list[Part]:
    """Return the known mistake that explains all that is wrong, or nothing."""
    told = wrong - set(ON_REAL_DATA)
    marks = {name: mark(seen[name]) for name in told}
    for m in mistakes(function):
        if m.marks and m.marks.keys() == told and all(same_mark(marks[n], m.marks[n]) for n in told):
            return [Part((m.id,), m.hint, m.more, frozenset(m.marks))]
    return []
