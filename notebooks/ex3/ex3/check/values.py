"""When two values are the same, and the few numbers that tell one value from another."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np

from ex3.check.calls import Problem

RTOL = 1e-5  # right answers differ by 1e-13, float32 by 1e-7, the smallest known mistake by 4e-4

# The given weights may be the shipped or the original ones, so these tell right from wrong but not which mistake.
ON_REAL_DATA = ("accuracy", "J on the digits")


@cache
def table() -> dict:
    return json.loads((Path(__file__).parent / "expected.json").read_text(encoding="utf-8"))


def right_values(function: str) -> dict:
    """Return the value of each quantity that a right answer gives, by name."""
    return {name: np.array(value) for name, value in table()[function]["right"].items()}


def is_right(value, expected: np.ndarray) -> bool:
    if isinstance(value, Problem) or not np.all(np.isfinite(value)):
        return False
    return bool(np.linalg.norm(value - expected) <= RTOL * np.linalg.norm(expected) + 1e-12)


def mark(value) -> str | list[float]:
    """Reduce a value to what tells one mistake from another: a norm and two weighted sums, or the kind of error."""
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


def columns_of(X_batch: np.ndarray, X: np.ndarray) -> list[int]:
    """Return which column of X each column of a batch is; -1 where it is none."""
    if X_batch.ndim != 2 or X_batch.shape[0] != X.shape[0]:
        return []
    same_entries = (X_batch[:, :, None] == X[:, None, :]).all(axis=0)
    return [int(np.argmax(row)) if row.any() else -1 for row in same_entries]
