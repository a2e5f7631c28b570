"""Which line of Alg. 1 is the first that is off, where no slip is known that gives the numbers.

With one sample db2 is delta3 and db1 is delta2, so what was returned tells which of them is right, and whether the
gradient of the weights was made from it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ex3.check import inputs
from ex3.check.calls import FIELDS, Problem
from ex3.check.diagnosis import factors
from ex3.check.diagnosis.numbers import sizes_of
from ex3.check.diagnosis.parts import Part, about, joined
from ex3.check.values import is_right, right_values

Blocks = dict[str, np.ndarray]


def explain(
    gradient: Callable[..., dict], data: list[dict], right: list[Blocks], off: list[str]
) -> list[Part]:
    """Say where the blocks begin to be off.

    Parameters
    ----------
    gradient : callable
        Gives the blocks that the answer returns for params, X and y, with lambda = 0.
    data, right : list of dict
        Its blocks on the two networks of the checks, and what they should be, by the names d + field.
    off : list of str
        The fields that have no explanation.
    """
    if any(
        isinstance(values[f], Problem) or not np.isfinite(values[f]).all() for values in data for f in off
    ):
        return []
    found = _of_targets(data, right) if "b2" in off else []
    if found:
        return found
    params, X, y = inputs.main()
    alone = [gradient(params, X[:, [i]], y[[i]]) for i in range(X.shape[1])]
    if any(isinstance(values[field], Problem) for values in alone for field in FIELDS):
        return []
    if all(is_right(np.mean([each[f] for each in alone], axis=0), right[0][f"d{f}"]) for f in off):
        who = joined([f"d{field}" for field in off])
        verb = "is" if len(off) == 1 else "are"
        text = f"Your {who} {verb} right for each sample by itself, and off for several together. Look at what differs then: the sum over the samples, the factor 1/N, and whether anything is left over from the sample before or mixes it with others."
        return [Part(tuple(f"d{field} of several" for field in off), text, (), about(off))]
    one = gradient(*inputs.single())
    if any(isinstance(one[field], Problem) for field in FIELDS):
        return []
    return _first_line(one, off)


def _of_targets(data: list[dict], right: list[Blocks]) -> list[Part]:
    """Say that y has another factor than a3, if db2 is made of the means of the two."""
    amounts, sizes = [], []
    for (params, X, y), values, expected in zip((inputs.main(), inputs.batch()), data, right, strict=True):
        Y = np.mean(np.arange(1, len(params.b2) + 1)[:, None] == y, axis=1)
        a3, seen = np.ravel(expected["db2"]) + Y, np.ravel(values["b2"])
        basis = np.array([a3, Y]).T
        solution, *_ = np.linalg.lstsq(basis, seen, rcond=None)
        if np.linalg.norm(basis @ solution - seen) > 1e-8 * np.linalg.norm(seen) or abs(solution[0]) < 1e-9:
            return []
        amounts.append(-solution[1] / solution[0])
        sizes.append(sizes_of(params, X))
    factor = factors.named(np.array(amounts), sizes)
    if factor is None and (np.ptp(amounts) > 1e-7 or abs(amounts[0] - 1) < 1e-7):
        return []
    name, says = (factor.name, factor.says) if factor else ("", f"{amounts[0]:.6g} times what it should be")
    words = {
        "1/N": "divided by N and a3 is not: a bracket is missing around the difference that is averaged",
        "N": "not divided by N and a3 is: a bracket is missing around the difference that is averaged",
    }
    text = (
        f"Beside the a3 in your delta3, y is {words.get(name, says)}. Lines 5 and 8 of Alg. 1 come to a3 - y."
    )
    return [Part((f"delta3: y x {name or 'another number'}",), text, (), about(FIELDS))]


def _first_line(one: dict, off: list[str]) -> list[Part]:
    """Say which line is the first that is off, from the blocks for one sample."""
    right = {field: right_values("nn_gradient")[f"d{field}, 1 sample"] for field in FIELDS}
    is_off = {field for field in FIELDS if not is_right(one[field], right[field])}
    if not is_off & set(off):
        return []
    _, X, _ = inputs.single()
    a2 = right["W2"][:1] / right["b2"][:1]
    if is_off & {"W2", "b2"} & set(off):
        return _of_layer(
            one,
            right,
            is_off,
            ("W2", "b2"),
            a2,
            ("delta3", "a2", "lines 5 to 8, with the a3 and y that go in", 11, 13),
        )
    if "b2" in is_off or not is_off & {"W1", "b1"} & set(off):
        return []  # something has been said of it, and what follows depends on it
    return _of_layer(one, right, is_off, ("W1", "b1"), X.T, ("delta2", "x", "lines 15 to 17", 20, 22))


def _of_layer(
    one: dict, right: Blocks, is_off: set[str], fields: tuple[str, str], before: np.ndarray, words: tuple
) -> list[Part]:
    W, b = fields
    delta, activation, lines, line_W, line_b = words
    earlier = "Your db2 is right for one sample, and so is delta3. " if W == "W1" else ""
    if W not in is_off:
        text = f"For one sample your d{W} is right, and so is {delta}; your d{b} is off. Look at line {line_b} of Alg. 1, which makes it, and at what comes after."
        return [Part((f"line {line_b}",), text, (), about([b]))]
    if b not in is_off:
        text = f"For one sample your d{b} is right, and so is {delta}; your d{W} is off. Look at line {line_W} of Alg. 1, which makes it from {delta} and {activation}, and at what comes after."
        return [Part((f"line {line_W}",), text, (), about([W]))]
    times = np.vdot(one[b], right[b]) / np.vdot(right[b], right[b])
    if times and is_right(one[b] / times, right[b]) and is_right(one[W] / times, right[W]):
        text = f"{earlier}For one sample your d{W} and d{b} are {times:.6g} times what they should be: a factor has got in, in {delta} or in lines {line_W} and {line_b} of Alg. 1."
        return [Part((f"factor in {b}",), text, (), about(fields))]
    if is_right(one[W], one[b] @ before):
        text = f"{earlier}For one sample your d{W} is your d{b} times {activation} transposed, as lines {line_W} and {line_b} of Alg. 1 have it. Both are off, so what is off is the {delta} that they are made of: {lines}."
        return [Part((delta,), text, (), about(fields if W == "W1" else FIELDS))]
    if W == "W1":
        text = f"{earlier}The first thing that is off comes after it, in lines 15 to 22 of Alg. 1."
        return [Part(("lines 15 to 22",), text, (), about(fields))]
    row = one[b].T @ one[W] / np.vdot(one[b], one[b]) if one[b].any() else before
    if row.any() and is_right(one[W], one[b] @ row):
        text = "For one sample your dW2 is your db2 times a row that is not a2 transposed, and db2 is off too. If both are made of the same delta3, your a2 is off, and all that follows: look at the forward pass first."
        return [Part(("a2",), text, (), about(FIELDS))]
    return []
