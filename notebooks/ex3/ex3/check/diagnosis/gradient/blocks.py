"""What is wrong with a gradient, block by block: the part from the samples, the part from lambda, and the loss beside it.

Each block is looked up by itself. The explanation is the smallest set of slips that yields every block that was seen,
so that two slips in two blocks need no entry of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from ex3.check import inputs
from ex3.check.calls import FIELDS, Problem, call, pair, parameters
from ex3.check.diagnosis import factors, loss, made
from ex3.check.diagnosis.factors import Factor
from ex3.check.diagnosis.gradient import lines, regulariser
from ex3.check.diagnosis.numbers import sizes_of
from ex3.check.diagnosis.parts import SAMPLES, Part, about, joined
from ex3.check.values import is_right, right_values, table
from ex3.network import Parameters

LINES = {"W1": 20, "b1": 22, "W2": 11, "b2": 13}
MOST = 12  # candidates of a block that are compared with those of others


@dataclass(frozen=True)
class Candidate:
    """Slips and a factor that together give the numbers of one block."""

    slips: frozenset[str]
    factor: Factor | None

    @property
    def cost(self) -> int:
        return len(self.slips) + (self.factor is not None)


def explain(answer: Callable, seen: dict, wrong: set[str]) -> list[Part]:
    if all(isinstance(seen[f"d{field}"], Problem) for field in FIELDS):
        return []
    cases = [inputs.main(), inputs.batch()]
    data = [blocks(call(answer, *case, 0.0), case[0]) for case in cases]
    with_lambda = [
        blocks(call(answer, *case, lambda_), case[0]) for case, lambda_ in zip(cases, (0.7, 0.3), strict=True)
    ]
    if all(
        np.array_equal(values[field], getattr(case[0], field))
        for values, case in zip(data, cases, strict=True)
        for field in FIELDS
    ):
        text = "What you return as the gradient is params. Return the four blocks of Alg. 1: look at the last line."
        return [Part(("params returned",), text, (), about(FIELDS))]
    found = _data_parts(answer, data, cases)
    fixed = {id_.split(" + ")[0] for part in found for id_ in part.ids if id_.endswith("itself")}
    if len(fixed) == 2:  # both weights have a lambda of their own: said once
        first = next(part for part in found if part.ids[0].endswith("itself"))
        text = (
            first.says.replace(
                f"your {first.ids[0].split(' + ')[0]} is the right one", "your dW1 and dW2 are the right ones"
            )
            .replace("times W1", "times W1 and W2")
            .replace("times W2:", "times W1 and W2:")
        )
        found = [Part(("fixed-lambda",), text, (), about(("W1", "W2"), (*SAMPLES, *regulariser.CASES)))]
    else:
        ids = {id_ for part in found for id_ in part.ids}
        for part in regulariser.explain(data, with_lambda, cases):
            away = [id_.endswith("|-1") and f"g:{id_.split(' ')[0]}-minus-start" in ids for id_ in part.ids]
            at_zero = [
                id_.endswith((": nothing", ": alone")) and f"{id_.split(' ')[0]} zero" in ids
                for id_ in part.ids
            ]
            if all(away) or all(at_zero):
                # Of params minus the gradient, which has minus lambda W too, all is said.
                found = [replace(each, about=each.about | part.about) for each in found]
            else:
                found.append(part)
    return [*_loss_part(answer, seen, wrong), *found]


def blocks(result, params) -> dict:
    """Return the four blocks of the gradient that an answer returned, each an array or a Problem."""
    return parameters(pair(result, "nn_gradient", "(J, gradient)")[1], params, "the gradient")


# The part from the samples ---------------------------------------------------------------------------


def _data_parts(answer: Callable, data: list[dict], cases: list) -> list[Part]:
    sizes = [sizes_of(params, X) for params, X, _ in cases]
    right = [
        right_values("nn_gradient"),
        {f"d{f}": np.array(v) for f, v in table()["nn_gradient"]["batch"].items()},
    ]
    off = [
        field
        for field in FIELDS
        if not all(
            is_right(values[field], expected[f"d{field}"])
            for values, expected in zip(data, right, strict=True)
        )
    ]
    if not off:
        return []

    def of_samples(params: Parameters, X: np.ndarray, y: np.ndarray) -> dict:
        return blocks(call(answer, params, X, y, 0.0), params)

    options: dict[str, list[Candidate]] = {}
    zero: list[str] = []
    for field in off:
        if all(not isinstance(values[field], Problem) and not np.any(values[field]) for values in data):
            zero.append(field)
            continue
        marks = made.marks_of(*(values[field] for values in data))
        found = []
        for row in made.matching(f"d{field}", marks):
            factor = None if made.is_one(row.factors) else factors.named(row.factors, sizes)
            if factor is not None or made.is_one(row.factors):
                found.append(Candidate(frozenset(row.slips), factor))
        options[field] = _possible(found, off)
    off = [field for field in off if field not in zero]
    explained = [field for field in off if options[field]]
    parts = _smallest({field: options[field] for field in explained}) if explained else []
    if len(parts) > 2:  # one thing that is off is more likely than three slips that amount to it
        first = lines.explain(of_samples, data, right, off)
        if first and first[0].about >= about(off):
            return [*_zeros(zero), *first]
    for field in off:
        if field not in explained:
            parts += _fitted(field, data[0][field], right[0][f"d{field}"], cases[0][0])
    said = frozenset().union(*(part.about for part in parts))
    off = [field for field in off if f"d{field}" not in said]
    if off:
        parts += lines.explain(of_samples, data, right, off)
    return [*_zeros(zero), *parts]


def _zeros(fields: list[str]) -> list[Part]:
    if not fields:
        return []
    who = joined([f"d{field}" for field in fields])
    text = f"With lambda = 0, your {who} {'is' if len(fields) == 1 else 'are'} 0 everywhere, as if nothing were added to the zeros of line 2, the result went to another name, or lambda multiplied all of it."
    return [Part(tuple(f"d{field} zero" for field in fields), text, (), about(fields))]


def _possible(found: list[Candidate], off: list[str]) -> list[Candidate]:
    """Leave out slips that would show in a block that is right."""
    spoilt = {f"d{field}" for field in off}
    kept = [c for c in found if all(set(made.texts()[id_]["spoils"]) <= spoilt for id_ in c.slips)]
    least = min((c.cost for c in kept), default=0)
    return [c for c in kept if c.cost <= least + 1][:MOST]


def _smallest(options: dict[str, list[Candidate]]) -> list[Part]:
    """Return the fewest slips and factors that explain all blocks."""
    fields = list(options)
    best, least = [], 99
    for chosen in product(*options.values()):
        slips = frozenset().union(*(c.slips for c in chosen))
        kinds = {c.factor.name for c in chosen if c.factor}
        cost = 2 * len(slips) + 2 * len(kinds) + sum(c.factor is not None for c in chosen) / 10
        if cost < least - 1e-9:
            best, least = [], cost
        if cost <= least + 1e-9:
            best.append((slips, chosen))
    if len({slips for slips, _ in best}) > 1:
        common = frozenset.intersection(*(slips for slips, _ in best))
        alternatives = [sorted(slips - common) for slips, _ in best]
        if not (len(best) == 2 and all(len(each) == 1 for each in alternatives)):
            return _parts_of_slips(common, fields)
        one, other = alternatives[0][0], alternatives[1][0]
        either = Part(
            (one, other),
            f"Two slips give the same numbers here. One: {made.says(one)} The other: {made.says(other)}",
            made.more(one, other),
            about(fields),
        )
        return [*_parts_of_slips(common, fields), either]
    slips, chosen = best[0]
    return [
        *_parts_of_slips(slips, fields),
        *_parts_of_factors(dict(zip(fields, chosen, strict=True)), slips),
    ]


def _parts_of_slips(slips: frozenset[str], fields: list[str]) -> list[Part]:
    order = list(made.texts())
    found = []
    kinds: dict[str, list[str]] = {}  # the same slip in several blocks is told once
    for id_ in sorted(slips, key=order.index):
        block, _, kind = id_.removeprefix("g:").partition("-")
        kinds.setdefault(kind if block in made.BLOCKS else id_, []).append(id_)
    for alike in kinds.values():
        if len(alike) > 1:
            found.append(_alike(alike))
            continue
        id_ = alike[0]
        spoils = [field for field in fields if f"d{field}" in made.texts()[id_]["spoils"]]
        found.append(Part((id_,), made.texts()[id_]["says"], made.more(id_), about(spoils)))
    return found


def _alike(ids: list[str]) -> Part:
    blocks_ = [id_.removeprefix("g:").partition("-")[0] for id_ in ids]
    says = made.texts()[ids[0]]["says"]
    text = f"{says} The same is true of {joined(blocks_[1:])}."
    return Part(tuple(ids), text, made.more(*ids), about(block[1:] for block in blocks_))


def _parts_of_factors(chosen: dict[str, Candidate], slips: frozenset[str]) -> list[Part]:
    groups: dict[Factor, list[str]] = {}
    for field, candidate in chosen.items():
        if candidate.factor:
            groups.setdefault(candidate.factor, []).append(field)
    found = []
    for factor, fields in groups.items():
        name = factor.name
        who = joined([f"d{field}" for field in fields])
        one = len(fields) == 1
        at_zero = "at lambda = 0 your" if {"W1", "W2"} & set(fields) else "your"
        besides = f"Besides, {at_zero}" if slips else at_zero[0].upper() + at_zero[1:]
        if set(fields) == set(FIELDS):
            who, one = "gradient, in all four blocks,", True
        where = joined([str(LINES[field]) for field in sorted(fields, key=lambda f: LINES[f])])
        text = f"{besides} {who} {'is' if one else 'are'} {factor.says if one else _plural(factor.says)}. "
        text += f"Compare with line{'s' * (len(fields) > 1)} {where} of Alg. 1." if name != "-1" else (
            "A sign is turned in delta3: lines 5 and 8 come to a3 - y." if "b2" in fields else
            "A sign is turned on the way back, in lines 15 to 17 of Alg. 1." if {"W1", "b1"} <= set(fields) else
            f"Look for the sign in line{'s' * (len(fields) > 1)} {where} of Alg. 1."
        )  # fmt: skip
        found.append(Part(tuple(f"d{f} x {name}" for f in fields), text, (), about(fields)))
    return found


def _plural(says: str) -> str:
    return (
        says.replace("as if it were", "as if they were")
        .replace("what it should be", "what they should be")
        .replace("than it should be", "than they should be")
        .replace("where it should", "where they should")
        .replace("it is ", "they are ")
        .replace("the right one ", "the right ones ")
    )


def _fitted(field: str, seen, right: np.ndarray, params) -> list[Part]:
    """Say what a block is made of, if it is the right one and a multiple of a known array."""
    if isinstance(seen, Problem) or not np.isfinite(seen).all():
        return []
    if np.ptp(seen) == 0 and seen.size > 1:
        text = f"All entries of your d{field} are the same number, as if a sum or a mean went over all of it. Line {LINES[field]} of Alg. 1 gives each entry its own."
        return [Part((f"d{field} one number",), text, (), about([field]))]
    block = getattr(params, field)
    known = {
        f"times {field} itself": block,
        "in every entry": np.ones_like(block),
        f"times the squares of {field}": block**2,
    }
    for what, array in known.items():
        rest = seen - right
        amount = float(np.sum(rest * array) / np.sum(array * array))
        if abs(amount) > 1e-9 and np.linalg.norm(rest - amount * array) <= 1e-8 * np.linalg.norm(rest):
            says = f"With lambda = 0, your d{field} is the right one plus {amount:.6g} {what}."
            if what.endswith("itself") and field in ("W1", "W2"):
                says = f"With lambda = 0, your d{field} is the right one plus {amount:.6g} times {field}: lambda is written in as {amount:.6g}, where the argument should be used."
            return [Part((f"d{field} + {what}",), says, (), about([field]))]
    return []


# The loss beside the gradient -------------------------------------------------------------------------

_J = frozenset({"J", "J, lambda = 0.7", "J, 4 samples of 3 classes", "J, 1 sample", "J, second call"})


def _loss_part(answer: Callable, seen: dict, wrong: set[str]) -> list[Part]:
    if not wrong & _J or isinstance(seen["J"], Problem):
        return []
    found = loss.explain_regularised(lambda *args: answer(*args)[0], _J, "Your J")
    if any("no-penalty" in part.ids for part in found):
        text = "The J that you return does not react to lambda: it is that of Eq. 10. The gradient belongs to the loss of Eq. 11, with the penalty."
        found = [Part(part.ids, text, (), _J) if "no-penalty" in part.ids else part for part in found]
    return found
