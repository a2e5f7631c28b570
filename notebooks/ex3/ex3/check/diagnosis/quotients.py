"""What a numerical gradient makes of the losses that it has evaluated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ex3.check import inputs
from ex3.check.calls import FIELDS
from ex3.check.diagnosis.parts import WHOLE, Part, joined

EPSILON = 0.25


@dataclass(frozen=True)
class Record:
    """All evaluations of the loss during one call.

    Attributes
    ----------
    moves : ndarray of shape (calls, parameters)
        How far each evaluation is from the parameters that were handed in.
    losses : ndarray of shape (calls,)
    result : ndarray of shape (parameters,), or None
    handed : list of str
        What was handed to the loss in place of Parameters.
    """

    moves: np.ndarray
    losses: np.ndarray
    result: np.ndarray | None
    handed: list[str]


def flat(params) -> np.ndarray:
    return np.concatenate([np.ravel(np.asarray(block, dtype=float)) for block in params])


def block_sizes() -> list[tuple[str, slice, tuple[int, int]]]:
    found, start = [], 0
    for field, block in zip(FIELDS, inputs.network(3, 2, 4), strict=True):
        found.append((field, slice(start, start + block.size), block.shape))
        start += block.size
    return found


def explain(record_: Record) -> list[Part]:
    """Explain what is made of the right evaluations."""
    if record_.result is None or not np.isfinite(record_.result).all():
        return []
    n = record_.result.size
    difference, above, below = (np.full(n, np.nan) for _ in range(3))
    for p in range(n):
        up = record_.losses[(record_.moves[:, p] > 1e-13)]
        down = record_.losses[(record_.moves[:, p] < -1e-13)]
        if len(up) and len(down):
            above[p], below[p] = up[0], down[0]
            difference[p] = up[0] - down[0]
    if not np.isfinite(difference).all():
        return []
    right = difference / (2 * EPSILON)
    result = record_.result
    if np.allclose(result, right, rtol=1e-9, atol=1e-12):
        text = f"With epsilon = {EPSILON} and no parameter at 0 your values are right. Look at what your lines make of a parameter that is 0, and of another epsilon."
        return [Part(("right elsewhere",), text)]
    e = EPSILON
    quotients = [
        (1 / e, "the difference divided by epsilon. The two points are 2 epsilon apart, so Eq. 17 divides by 2 epsilon"),
        (1.0, "the difference of the two losses itself, not divided by 2 epsilon"),
        (0.5, "half of the difference, not divided by epsilon"),
        (e / 2, "the difference divided by 2 and then multiplied by epsilon: / 2 * epsilon is not / (2 * epsilon)"),
        (2 * e, "the difference multiplied by 2 epsilon, where Eq. 17 divides"),
        (e, "the difference multiplied by epsilon, where Eq. 17 divides by 2 epsilon"),
        (-1 / (2 * e), "the right quotient with the opposite sign: the loss on the minus side is subtracted from that on the plus side"),
        (-1 / e, "the difference divided by epsilon and with the opposite sign"),
        (1 / (2 * e) ** 2, "the difference divided by 2 epsilon twice"),
        (1 / (2 * e**2), "the difference divided by 2 epsilon squared"),
        (1 / e**2, "the difference divided by epsilon squared"),
        (1 / (4 * e), "the difference divided by 4 epsilon"),
        (1 / 2e-4, "the difference divided by 0.0002, whatever epsilon is"),
        (1 / 1e-4, "the difference divided by 0.0001, whatever epsilon is"),
    ]  # fmt: skip
    for factor, said in quotients:
        if np.allclose(result, factor * difference, rtol=1e-9, atol=1e-12):
            return [Part((f"quotient {said[:30]}",), f"What you return is {said}.")]
    at_theta = record_.losses[np.all(np.abs(record_.moves) < 1e-13, axis=1)][:1]
    return (
        _misplaced(result, right)
        or _combined(result, above, below, at_theta)
        or [_other(result, right, above, below)]
    )


def _other(result: np.ndarray, right: np.ndarray, above: np.ndarray, below: np.ndarray) -> Part:
    worst = int(np.argmax(np.abs(result - right)))
    field, block, shape = next(each for each in block_sizes() if worst < each[1].stop)
    at = ", ".join(map(str, np.unravel_index(worst - block.start, shape)))
    text = f"The loss is taken at all the right places, but the result is made of it in another way. With epsilon = {EPSILON} at {field}[{at}] it is {above[worst]:.6g} above "
    text += (
        f"and {below[worst]:.6g} below, so Eq. 17 gives {right[worst]:.6g}; you return {result[worst]:.6g}."
    )
    return Part(("quotient",), text)


def _combined(result: np.ndarray, above: np.ndarray, below: np.ndarray, at_theta: np.ndarray) -> list[Part]:
    """Say how the two losses come in, and that at theta if it was taken, if it is the same way for all entries."""
    basis = np.array([above, below, *(np.full_like(above, loss) for loss in at_theta)]).T
    amounts, *_ = np.linalg.lstsq(basis, result, rcond=None)
    if np.linalg.norm(basis @ amounts - result) > 1e-8 * np.linalg.norm(result):
        return []
    e = EPSILON
    if at_theta.size and np.allclose(amounts[:2] * 2 * e * at_theta[0], [1, -1]):
        return [Part(("over the loss",), "What you return is the right quotient, divided by the loss at theta besides. Eq. 17 divides by 2 epsilon alone.")]  # fmt: skip
    if len(amounts) == 3 and np.allclose(amounts * e**2, [1, 1, -2], rtol=1e-6):
        return [Part(("second derivative",), "What you return is the loss above minus twice the loss at theta plus the loss below, over epsilon squared: the second "
                     "derivative. Eq. 17 is the first.")]  # fmt: skip
    if np.allclose(amounts[0], amounts[1], rtol=1e-6) and abs(amounts[0]) > 1e-9:
        return [Part(("sum of the losses",), "What you return is made of the sum of the two losses. Eq. 17 takes the loss above minus the loss below.")]  # fmt: skip
    names = {0: "0", 1: "1", -1: "-1", 0.5: "1/2", -0.5: "-1/2", 1 / e: "1/epsilon", -1 / e: "-1/epsilon", 0.5 / e: "1/(2 epsilon)",
             -0.5 / e: "-1/(2 epsilon)", e: "epsilon", -e: "-epsilon", e / 2: "epsilon/2", -e / 2: "-epsilon/2", 2 * e: "2 epsilon", -2 * e: "-2 epsilon"}  # fmt: skip
    said = [
        next((name for value, name in names.items() if abs(amount - value) < 1e-6), f"{amount:.4g}")
        for amount in amounts
    ]
    third = f", the loss at theta itself {said[2]}" if said[2:] and said[2] != "0" else ""
    text = f"In what you return, the loss above has the factor {said[0]} and the loss below {said[1]}{third}. In Eq. 17 they have 1/(2 epsilon) and -1/(2 epsilon): is a bracket missing, or a sign?"
    return [Part(("factors of the losses", *said), text)]


def _misplaced(result: np.ndarray, right: np.ndarray) -> list[Part]:
    if np.allclose(np.sort(result), np.sort(right), rtol=1e-9):
        return [Part(("permuted",), "All values are right but stand in the wrong places, as if entries were read row by row and written column by "
                     "column. Use one order for both.")]  # fmt: skip
    theta = flat(inputs.network(3, 2, 4))
    if np.allclose(result, right + theta, rtol=1e-9):
        return [
            Part(
                ("plus theta",),
                "Your values are the right ones plus theta itself, as if they were added to a copy of the parameters and not to zeros.",
            )
        ]
    wrong = ~np.isclose(result, right, rtol=1e-9, atol=1e-12)
    if np.allclose(result[wrong], theta[wrong], rtol=1e-9):
        return [
            Part(
                ("left as theta",),
                "Some entries still hold the parameters themselves, as if the result were a copy of params that is only partly filled.",
            )
        ]
    if np.all(result[wrong] == 0):
        fields = [field for field, block, _ in block_sizes() if wrong[block].any()]
        return [
            Part(
                ("left at 0",),
                f"Some entries of {joined(['d' + field for field in fields])} are 0, as if the quotient were not written to all of them.",
            )
        ]
    for decimals in range(1, 7):
        if np.allclose(result, np.round(right, decimals), rtol=0, atol=1e-12):
            return [
                Part(
                    ("rounded",),
                    f"Your values are rounded to {decimals} decimal{'s' * (decimals > 1)}. Return them as they are.",
                )
            ]
    if np.allclose(result, np.trunc(right)):
        return [Part(("whole numbers",), f"Your values have lost their decimals, {WHOLE}.")]
    by_block = np.concatenate([np.cumsum(right[block]) for _, block, _ in block_sizes()])
    if any(np.allclose(result, sums, rtol=1e-9) for sums in (np.cumsum(right), by_block)):
        return [
            Part(
                ("accumulated",),
                "Your values add up from entry to entry. Each entry gets its own quotient, with = and not +=.",
            )
        ]
    if np.allclose(result, np.abs(right), rtol=1e-9):
        return [
            Part(
                ("absolute",), "Your values have lost their signs: Eq. 17 takes the difference, not its size."
            )
        ]
    if np.ptp(result) < 1e-12:
        return [
            Part(
                ("all equal",),
                "All entries of your result are equal, as if one quotient were written to all of them.",
            )
        ]
    fields = [field for field, block, _ in block_sizes() if wrong[block].any()]
    blocks = [block for field, block, _ in block_sizes() if field in fields]
    if all(np.ptp(result[block]) < 1e-12 for block in blocks):
        return [
            Part(
                ("block equal",),
                f"All entries of {joined(['d' + f for f in fields])} are equal, as if one quotient were written to the whole block.",
            )
        ]
    return []
