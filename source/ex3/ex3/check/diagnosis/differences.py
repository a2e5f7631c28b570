"""What is wrong with a numerical gradient, from a record of where it evaluates the loss, and from what it makes of that."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ex3.check import inputs
from ex3.check.calls import FIELDS, Problem, call, parameters
from ex3.check.diagnosis import quotients
from ex3.check.diagnosis.parts import Part, joined
from ex3.check.diagnosis.quotients import EPSILON, Record, block_sizes, flat

MOST_CALLS = 2000
_EQ17 = "Eq. 17 takes the loss at theta with epsilon added to one single entry, and once more with epsilon subtracted from it."


def record(answer: Callable, epsilon: float) -> Record:
    params = inputs.network(3, 2, 4)
    start = flat(params)
    moves: list[np.ndarray] = []
    handed: list[str] = []
    losses: list[float] = []

    def loss(theta) -> float:
        if len(moves) >= MOST_CALLS:
            raise RuntimeError("The loss was evaluated too often.")
        if not all(hasattr(theta, field) for field in FIELDS):
            handed.append(type(theta).__name__)
            raise TypeError("The loss wants Parameters.")
        moves.append(flat(theta) - start)
        losses.append(inputs.cubic(theta))
        return losses[-1]

    blocks = parameters(call(answer, loss, params, epsilon), inputs.network(3, 2, 4), "the gradient")
    broken = any(isinstance(block, Problem) for block in blocks.values())
    result = None if broken else np.concatenate([blocks[field].ravel() for field in FIELDS])
    return Record(np.array(moves).reshape(len(moves), start.size), np.array(losses), result, handed)


def explain(answer: Callable, seen: dict, wrong: set[str]) -> list[Part]:
    try:
        seen_at = record(answer, EPSILON)
    except Exception:  # an answer may hand anything to the loss
        return []
    if seen_at.handed:
        text = f"The loss is handed a {seen_at.handed[0]}, such as a single block, where it wants Parameters: all four blocks, one entry of which is nudged."
        return [Part(("not Parameters",), text)]
    if not len(seen_at.moves):
        return [Part(("never",), f"The loss is never evaluated. {_EQ17}")]
    where = _where(seen_at)
    if where:
        return where
    return quotients.explain(seen_at)


def _moved(record_: Record) -> np.ndarray:
    return np.abs(record_.moves) > 1e-13


def _where(record_: Record) -> list[Part]:
    """Explain evaluations at other places than those of Eq. 17."""
    moved = _moved(record_)
    counts = moved.sum(axis=1)
    n = moved.shape[1]
    if not moved.any():
        return [Part(("not nudged",), "Every evaluation of the loss is at theta itself, as if a copy were nudged and the loss taken of the "
                     f"original. {_EQ17}")]  # fmt: skip
    theta = np.abs(flat(inputs.network(3, 2, 4)))
    small = np.abs(record_.moves) < 1e-6 * np.maximum(theta, 0.1)
    if np.any(moved & small):
        return [Part(("single precision",), "The parameters that come to the loss are rounded to about seven digits, as in float32. A nudge of epsilon "
                     "leaves too few of them: keep float64.")]  # fmt: skip
    if counts.max() > 1:
        return _several(record_, moved, counts, n)
    single = record_.moves[counts == 1]
    sizes = np.abs(single).max(axis=1)
    at = np.abs(single).argmax(axis=1)
    if np.allclose(sizes, EPSILON * theta[at], rtol=1e-6):
        return [Part(("relative",), "The nudge is epsilon times the parameter, so it differs from entry to entry, and a parameter of 0 never moves. "
                     f"{_EQ17}")]  # fmt: skip
    if not np.allclose(sizes, EPSILON, rtol=1e-6):
        return _other_nudge(sizes)
    skipped = _skipped(moved)
    if skipped:
        return skipped
    return _sides(record_, moved, counts)


def _several(record_: Record, moved: np.ndarray, counts: np.ndarray, n: int) -> list[Part]:
    if np.all(counts[counts > 0] == n):
        return [Part(("all at once",), f"All entries of theta are nudged at once. {_EQ17}")]
    left = np.abs(record_.moves[-1])[moved[-1]]
    if counts[-1] > counts[0] or counts[-1] == n:
        if not np.allclose(left[left < np.max(left)], EPSILON, rtol=1e-6) and counts[-1] > 2:
            text = "The quotients are written into the very parameters that are nudged, as if the result and theta were one object. Begin with arrays of zeros."
            return [Part(("result is theta",), f"{text} {_EQ17}")]
        text = "Entries that were nudged before are still off when the next one is nudged: each must get its own value back first."
        return [Part(("not put back",), f"{text} {_EQ17}")]
    whole, rows, columns = [], [], []
    for field, block, shape in block_sizes():
        alone = moved[moved[:, block].any(axis=1) & (counts == moved[:, block].sum(axis=1))][
            :, block
        ].reshape(-1, *shape)
        if len(alone) and np.all(alone) and shape != (1, 1):
            whole.append(field)
        elif (
            len(alone)
            and np.all(alone.all(axis=2).sum(axis=1) == 1)
            and np.all(alone.sum(axis=(1, 2)) == shape[1])
            and shape[1] > 1
        ):
            rows.append(field)
        elif (
            len(alone)
            and np.all(alone.all(axis=1).sum(axis=1) == 1)
            and np.all(alone.sum(axis=(1, 2)) == shape[0])
            and shape[1] > 1
        ):
            columns.append(field)
    if rows:
        return [
            Part(
                ("whole row",),
                f"A whole row of {joined(rows)} is nudged at once: block[p] with a single number is a row, not an entry. {_EQ17}",
            )
        ]
    if columns:
        return [Part(("whole column",), f"A whole column of {joined(columns)} is nudged at once. {_EQ17}")]
    if whole:
        return [
            Part(
                ("whole block",),
                f"All entries of {joined(whole)} are nudged at once, a whole block in one go. {_EQ17}",
            )
        ]
    return [Part(("several",), f"Several entries of theta are off in one evaluation. {_EQ17}")]


def _other_nudge(sizes: np.ndarray) -> list[Part]:
    size = float(sizes[0])
    if not np.allclose(sizes, size, rtol=1e-6):
        ratio = np.unique(np.round(sizes / EPSILON, 6))
        if set(ratio) <= {1.0, 2.0}:
            return [
                Part(
                    ("nudge 2 epsilon",),
                    f"Some nudges are epsilon and some 2 epsilon away from theta. {_EQ17}",
                )
            ]
        text = f"The nudges differ in size, from {sizes.min():.8g} to {sizes.max():.8g} with epsilon = {EPSILON}. {_EQ17}"
        return [Part(("nudges differ",), text)]
    for factor, said in ((0.5, "half of epsilon"), (2.0, "2 epsilon"), (EPSILON, "epsilon squared")):
        if np.isclose(size, factor * EPSILON, rtol=1e-6):
            return [Part((f"nudge {said}",), f"The nudge is {said}. {_EQ17}")]
    return [
        Part(
            ("fixed epsilon",),
            f"The nudge is {size:.6g} although epsilon = {EPSILON} was handed in: use the epsilon of the argument. {_EQ17}",
        )
    ]


def _skipped(moved: np.ndarray) -> list[Part]:
    ever = moved.any(axis=0)
    if ever.all():
        return []
    missing = [field for field, block, _ in block_sizes() if not ever[block].any()]
    if missing:
        who = "the biases b1 and b2" if missing == ["b1", "b2"] else joined(missing)
        return [
            Part(
                ("skipped block",),
                f"No entry of {who} is ever nudged. In Eq. 17 the index p runs over all of theta: W1, b1, W2 and b2.",
            )
        ]
    places = []
    for field, block, shape in block_sizes():
        entries = ever[block].reshape(shape)
        if entries.all():
            continue
        for place, left_out in (
            ("last column", entries[:, :-1].all() and not entries[:, -1].any()),
            ("last row", entries[:-1].all() and not entries[-1].any()),
            ("first column", entries[:, 1:].all() and not entries[:, 0].any()),
            ("first row", entries[1:].all() and not entries[0].any()),
        ):
            if left_out:
                places.append(f"the {place} of {field}")
                break
        else:
            places.append(f"{int((~entries).sum())} of the {entries.size} entries of {field}")
    return [
        Part(
            ("skipped entries",),
            f"Never nudged: {joined(places)}. In Eq. 17 the index p runs over all entries of all four blocks.",
        )
    ]


def _sides(record_: Record, moved: np.ndarray, counts: np.ndarray) -> list[Part]:
    """Explain entries that are nudged to one side only."""
    plus, minus = (record_.moves > 1e-13).any(axis=0), (record_.moves < -1e-13).any(axis=0)
    if plus.all() and minus.all():
        return []
    if plus.any() and minus.any():
        return []
    base = record_.losses[counts == 0]
    side = "plus" if plus.any() else "minus"
    other = "minus" if plus.any() else "plus"
    if not base.size:
        return [
            Part(
                (f"only {side}",),
                f"The loss is taken on the {side} side only, at theta {side} epsilon. {_EQ17}",
            )
        ]
    text = f"The loss is taken at theta {side} epsilon and at theta itself, never at theta {other} epsilon. {_EQ17}"
    per_entry = (counts == 0).sum() >= moved.shape[1]
    if per_entry:
        text += " The two lie 2 epsilon apart, and by that their difference is divided."
    return [Part(("one side", side), text)]
