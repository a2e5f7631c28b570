"""Slips that were made by the grammar and run at build time, recognised by the numbers that they leave.

``slips.npz`` has a row for each mutant, one slip or two: three numbers for each of two inputs. ``slips.json`` has what
to say of each slip. Both are made by ``make fingerprints``; neither holds any code.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from ex3.check.calls import Problem

FOLDER = Path(__file__).parent
BLOCKS = ("dW1", "db1", "dW2", "db2")
RTOL = 3e-6  # single precision of the stored rows


@dataclass(frozen=True)
class Row:
    """A mutant that fits: its slips, and by what factor the value seen is larger on each input."""

    slips: tuple[str, ...]
    factors: np.ndarray


@cache
def texts() -> dict[str, dict]:
    """Return what to say of each slip, by its id: ``says``, ``more`` and the quantities that it ``spoils``."""
    return json.loads((FOLDER / "slips.json").read_text(encoding="utf-8"))


@cache
def _rows() -> dict[str, np.ndarray]:
    with np.load(FOLDER / "slips.npz", allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


@cache
def _ids() -> list[str]:
    return list(texts())


def marks_of(*values) -> np.ndarray:
    """Return three weighted sums of a value on each input, one after the other; nan where there is no number.

    They are linear, so that a factor, or a sign, of a value is one of its marks as well.
    """
    found = []
    for value in values:
        flat = None if value is None or isinstance(value, Problem) else np.ravel(value).astype(float)
        if flat is None or not np.isfinite(flat).all():
            found += [np.nan] * 3
            continue
        k = np.arange(1, flat.size + 1)
        found += [float(flat @ np.cos(k)), float(flat @ np.sin(2.3 * k)), float(flat @ np.cos(0.9 * k * k))]
    return np.array(found)


def matching(table: str, seen: np.ndarray, width: int = 3) -> list[Row]:
    """Return the mutants whose numbers are those seen, up to a factor for each input, the simplest first.

    Parameters
    ----------
    table : str
    seen : ndarray
        As many numbers for each input as ``width`` says; nan where nothing was seen.
    width : int
        1 for numbers, where the factors are all there is to compare.
    """
    rows, slips = _rows()[f"{table}.marks"].astype(float), _rows()[f"{table}.slips"]
    groups = seen.reshape(-1, width)
    rows = rows.reshape(len(rows), *groups.shape)
    known = np.isfinite(groups).all(axis=1)
    if not known.any():
        return []
    with np.errstate(all="ignore"):
        factors = np.einsum("gw,rgw->rg", groups, rows) / np.einsum("rgw,rgw->rg", rows, rows)
        off = np.linalg.norm(groups - factors[:, :, None] * rows, axis=2)
    size = np.linalg.norm(groups, axis=1)
    fits = (off <= RTOL * size + 1e-12) & np.isfinite(rows).all(axis=2) & (np.abs(factors) > 1e-9)
    zero = (size == 0) & ~rows.any(axis=2)  # both are 0 there, which tells nothing of a factor
    found = np.flatnonzero((fits | zero)[:, known].all(axis=1) & fits[:, known].any(axis=1))
    made = [
        Row(tuple(_ids()[i] for i in slips[r] if i >= 0), np.where(known, factors[r], np.nan)) for r in found
    ]
    return sorted(made, key=lambda row: len(row.slips))


def is_one(factors: np.ndarray) -> bool:
    known = factors[np.isfinite(factors)]
    return bool(known.size and np.all(np.abs(known - 1) <= RTOL))


def says(*ids: str) -> str:
    """Return what to say of these slips together."""
    sentences = [texts()[id_]["says"] for id_ in ids]
    return " ".join([*sentences[:1], *(f"Besides, {_inside(sentence)}" for sentence in sentences[1:])])


def _inside(sentence: str) -> str:
    """Return a sentence as it continues another; symbols such as W1 stay as they are."""
    return sentence[0].lower() + sentence[1:] if sentence[1:2].islower() else sentence


def more(*ids: str) -> tuple[str, ...]:
    return tuple(texts()[id_]["more"] for id_ in ids if texts()[id_].get("more"))
