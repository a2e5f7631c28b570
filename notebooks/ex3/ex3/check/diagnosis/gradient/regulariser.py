"""What lambda adds to the blocks of a gradient, if it is not lambda times the weights, once."""

from __future__ import annotations

import re

import numpy as np

from ex3.check.calls import FIELDS, Problem
from ex3.check.diagnosis import factors
from ex3.check.diagnosis.numbers import ROUNDING, sizes_of
from ex3.check.diagnosis.parts import Part, about, joined

CASES = (", lambda = 0.7 minus lambda = 0", ", 4 samples of 3 classes")
BESIDES = ", and lambda times what the samples give to {dW} besides"
UNNAMED = ("alone", BESIDES)


def explain(data: list[dict], with_lambda: list[dict], cases: list) -> list[Part]:
    added: dict[str, str] = {}
    for field in FIELDS:
        shares = []
        for without, with_, case, lambda_ in zip(data, with_lambda, cases, (0.7, 0.3), strict=True):
            bad = isinstance(without[field], Problem) or isinstance(with_[field], Problem)
            shares.append(
                None
                if bad
                else (with_[field] - without[field], getattr(case[0], field), without[field], lambda_)
            )
        if any(share is None or not np.isfinite(share[0]).all() for share in shares):
            continue
        says = _share(field, shares, [sizes_of(params, X) for params, X, _ in cases])
        if says is not None:
            added[field] = says
    reached = _reached(added)
    groups: dict[str, list[str]] = {}
    for field, says in added.items():
        if not (reached and f"d{field}, 4 samples of 3 classes" in reached[0].about):
            groups.setdefault(says, []).append(field)
    return reached + [_lambda_part(says, fields) for says, fields in groups.items()]


def _reached(added: dict[str, str]) -> list[Part]:
    """Say that lambda has got into delta3 or delta2, if it changes both blocks of a layer and adds no bias to db."""
    for W, b, fields, delta, lines_ in (
        ("W2", "b2", FIELDS, "delta3", "5 to 8"),
        ("W1", "b1", ("W1", "b1"), "delta2", "15 to 17"),
    ):
        if added.get(W, "").endswith(UNNAMED) and b in added and not _is_of_bias(added[b]):
            text = f"Your d{b} changes with lambda and so does what is not lambda W in your d{W}, as if lambda had got into {delta}. Lines {lines_} of Alg. 1, which make it, have no lambda; it comes in with line 26 alone."
            return [Part((f"lambda in {delta}",), text, (), about(fields, CASES))]
    return []


def _is_of_bias(says: str) -> bool:
    return "{W}" in says and "the samples give" not in says


def _share(field: str, shares: list, sizes: list) -> str | None:
    """Name what lambda adds to a block; None if it is right, "alone" if it has no name."""
    is_weight = field in ("W1", "W2")
    sums = [share for share, *_ in shares]
    if all(np.linalg.norm(share) < 1e-9 for share in sums):
        return "nothing" if is_weight else None
    known = {
        "{W}": lambda W, D: W,
        "the squares of {W}": lambda W, D: W**2,
        "the absolute values of {W}": lambda W, D: np.abs(W),
        "the signs of {W}": lambda W, D: np.sign(W),
        "the sum of {W}, in every entry": lambda W, D: np.full_like(W, W.sum()),
        "the sum of the squares of {W}, in every entry": lambda W, D: np.full_like(W, np.sum(W**2)),
        "1 in every entry": lambda W, D: np.ones_like(W),
        "what the samples give to {dW}, where {W} should stand": lambda W, D: D,
        "{W} without the first column; no column is special here": lambda W, D: np.where(np.arange(W.shape[1]) > 0, W, 0),
        "{W} without the first row": lambda W, D: np.where(np.arange(W.shape[0])[:, None] > 0, W, 0),
        "{W} without the last column": lambda W, D: np.where(np.arange(W.shape[1]) < W.shape[1] - 1, W, 0),
        "the cubes of {W}": lambda W, D: W**3,
    }  # fmt: skip
    vague = ""  # what fits up to a factor that has no name
    for name, make in known.items():
        amounts = []
        for share, W, D, _ in shares:
            array = make(W, D)
            amount = float(np.sum(share * array) / max(np.sum(array * array), 1e-300))
            if np.linalg.norm(share - amount * array) > 1e-8 * np.linalg.norm(share):
                break
            amounts.append(amount)
        if len(amounts) < len(shares):
            continue
        lambdas = np.array([lambda_ for *_, lambda_ in shares])
        for power, said in (
            (1, "lambda"),
            (2, "the square of lambda"),
            (0, "a number that does not depend on lambda, times"),
        ):
            seen = np.array(amounts) / lambdas**power
            if np.all(np.abs(seen - 1) < 1e-7):
                if name == "{W}" and power == 1 and is_weight:
                    return None
                return f"{said} {name}"
            factor = factors.named(seen, sizes)
            if factor is not None:
                return f"{said} {name}|{factor.name}"
        everywhere = "the same number in every entry" if "in every entry" in name else ""
        vague = vague or everywhere or f"a multiple of {re.split('[,;]', name)[0]}"
    if vague or _has_data(shares):
        return vague or "lambda times {W}" + BESIDES
    rounded = is_weight and all(
        np.linalg.norm(share - lambda_ * W) <= ROUNDING * np.linalg.norm(lambda_ * W)
        for share, W, _, lambda_ in shares
    )
    return None if rounded else "alone"


def _has_data(shares: list) -> bool:
    """Return whether lambda multiplies the sum of the weights and of what the samples give."""
    return all(
        np.linalg.norm(share - lambda_ * (W + D)) <= 1e-8 * np.linalg.norm(share)
        for share, W, D, lambda_ in shares
    )


def _lambda_part(says: str, fields: list[str]) -> Part:
    who = joined([f"d{field}" for field in fields])
    explained = about(fields, CASES)
    ids = tuple(f"d{field} lambda: {says}" for field in fields)
    line = "Line 26 of Alg. 1 adds lambda times W, once, to dW1 and to dW2, and nothing to db1 and db2."
    does = "does" if len(fields) == 1 else "do"
    if says == "nothing":
        return Part(ids, f"Your {who} {does} not react to lambda. {line}", (), explained)
    if says == "alone" and fields[0] in ("W1", "W2"):
        text = f"What comes from lambda in your {who} is not lambda times {joined(fields)}, nor a multiple of it. {line}"
        return Part(ids, text, (), explained)
    what, _, name = says.partition("|")
    what = what.format(W=joined(fields), dW=who)
    if fields[0].startswith("b"):
        return Part(
            ids,
            f"Lambda adds something to your {who}{', as if the biases were regularised too' * _is_of_bias(says)}. {line}",
            (),
            explained,
        )
    factor = factors.by_name(name)
    what = re.sub("lambda (?=the |what |1 )", "lambda times ", what, count=1)
    if factor is None:
        return Part(ids, f"What comes from lambda in your {who} is {what}. {line}", (), explained)
    words = {
        "N": f"Lambda times W is added N times to your {who}, as if once for each sample: line 26 comes after the end of the loop over i",
        "1/N": f"Your {who} {'has' if len(fields) == 1 else 'have'} lambda/N times W: the part from lambda is N times too small, as if it were divided by N with the rest",
        "1/2": f"Your {who} {'has' if len(fields) == 1 else 'have'} lambda/2 times W. The 1/2 of the penalty cancels against the 2 of the derivative",
        "2": f"Your {who} {'has' if len(fields) == 1 else 'have'} 2 lambda times W. The penalty has lambda/2, so its derivative is lambda W",
        "-1": f"The part from lambda in your {who} has the wrong sign: lambda W is subtracted",
    }  # fmt: skip
    text = words.get(name) if what == f"lambda {joined(fields)}" else None
    text = text or f"What comes from lambda in your {who} is {what}; besides, it is {factor.says}"
    return Part(ids, f"{text}. {line}", (), explained)
