"""Recognise known mistakes by the numbers that they leave behind.

``expected.json`` is made from the bank of wrong answers in ``tests/variants/wrong`` (``make fingerprints``). For each
mistake it holds hints and, for each quantity that the mistake spoils, a mark: a norm and two weighted sums, or what kind of error
it was. It holds no code, and no mark leads back to one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from ex3.check.calls import Problem

RTOL = 1e-5  # right answers differ by 1e-13, float32 by 1e-7, the smallest known mistake by 4e-4

# The given weights may be the shipped or the original ones, so these tell right from wrong but not which mistake.
ON_REAL_DATA = ("accuracy", "J on the digits")


@dataclass(frozen=True)
class Mistake:
    id: str
    hint: str
    more: tuple[str, ...]
    marks: dict


@cache
def _table() -> dict:
    return json.loads((Path(__file__).parent / "expected.json").read_text(encoding="utf-8"))


def right_values(function: str) -> dict:
    """Return the value of each quantity that a right answer gives, by name."""
    return {name: np.array(value) for name, value in _table()[function]["right"].items()}


def mistakes(function: str) -> list[Mistake]:
    return [Mistake(m["id"], m["hint"], tuple(m["more"]), m["marks"]) for m in _table()[function]["mistakes"]]


def is_right(value, expected: np.ndarray) -> bool:
    if isinstance(value, Problem) or not np.all(np.isfinite(value)):
        return False
    return bool(np.linalg.norm(value - expected) <= RTOL * np.linalg.norm(expected) + 1e-12)


def mark(value) -> str | list[float]:
    """Reduce a value to what tells one mistake from another."""
    if isinstance(value, Problem):
        return f"{value.step}: {value.key}"
    flat = np.ravel(value).astype(float)
    if not np.all(np.isfinite(flat)):
        return f"not finite: {int(np.isnan(flat).sum())} nan, {int(np.isinf(flat).sum())} infinite"
    k = np.arange(1, flat.size + 1)
    return [float(np.linalg.norm(flat)), float(flat @ np.cos(k)), float(flat @ np.sin(2.3 * k))]


def same_mark(one: str | list[float], other: str | list[float]) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    a, b = np.array(one), np.array(other)
    return bool(np.max(np.abs(a - b)) <= RTOL * max(a[0], b[0]) + 1e-12)


def name_mistake(function: str, seen: dict, wrong: set[str]) -> Mistake | None:
    """Return the known mistake that explains what was seen, or None.

    A mistake is named only if it shows in every quantity that it would spoil, so that of several mistakes
    at once one that is really there is named. Of several candidates, the one that explains most is taken.
    """
    marks = {name: mark(seen[name]) for name in wrong}
    found = [
        m
        for m in mistakes(function)
        if m.marks and all(name in marks and same_mark(marks[name], value) for name, value in m.marks.items())
    ]
    return max(found, key=lambda m: len(m.marks), default=None)
