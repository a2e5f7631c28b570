"""What is wrong with a loss, from its values on a few small networks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ex3.check import inputs
from ex3.check.calls import Problem, call
from ex3.check.diagnosis import factors, made
from ex3.check.diagnosis.numbers import close, number, sizes_of, squares
from ex3.check.diagnosis.parts import Part, joined
from ex3.check.diagnosis.penalty import Penalty, explain_penalty, product_of
from ex3.check.values import table
from ex3.network import Parameters

LOSS = frozenset(
    {"J", "J, 4 samples of 3 classes", "J, 1 sample", "J, likelihoods near 0 and 1", "J on the digits"}
)
LOSS_REG = frozenset({"J", "J, lambda = 0", "J, 4 samples of 3 classes", "J on the digits"})


def explain(answer: Callable, seen: dict, wrong: set[str]) -> list[Part]:
    """Explain a wrong nn_loss."""
    if not wrong & LOSS or isinstance(seen["J"], Problem):
        return []
    return explain_data(lambda params, X, y: answer(params, X, y), LOSS)


def explain_data(loss: Callable, about: frozenset[str]) -> list[Part]:
    """Explain the part of a loss that comes from the samples; ``loss`` maps params, X, y to a number."""
    cases = inputs.losses()
    seen = np.array([number(call(loss, *case)) for case in cases])
    right = np.array(table()["nn_loss"]["losses"])
    sizes = [sizes_of(params, X) for params, X, _ in cases]
    if close(seen, right):
        return []
    if np.isfinite(seen).sum() < 2:
        return []
    if np.all(seen[np.isfinite(seen)] == 0):
        return [
            Part(
                ("J-zero",),
                "Your J is 0, whatever comes in: nothing of the loss gets into what you return.",
                (),
                about,
            )
        ]
    ratio = seen / right
    factor = factors.named(ratio, sizes)
    if factor is not None:
        return [
            Part(
                (f"J x {factor.name}",),
                f"Your J is {factor.says}. {'Eq. 10 has the natural logarithm, np.log.' if 'log' in factor.name else 'Compare with the factor in front of Eq. 10.'}",
                (),
                about,
            )
        ]
    for decimals in range(5):
        if not close(seen, right) and np.allclose(
            seen, np.round(right, decimals), rtol=0, atol=1e-12, equal_nan=True
        ):
            how = (
                f"rounded to {decimals} decimal{'s' * (decimals > 1)}"
                if decimals
                else "rounded to a whole number"
            )
            text = f"Your J is the right one, {how}. Return the number as it is."
            return [Part(("J rounded",), text, (), about)]
    rows = made.matching("nn_loss", seen, width=1)
    exact = [row for row in rows if made.is_one(row.factors)]
    if exact:
        return [Part(exact[0].slips, made.says(*exact[0].slips), made.more(*exact[0].slips), about)]
    if np.ptp(seen[np.isfinite(seen)]) == 0:
        text = f"Your J is {seen[np.isfinite(seen)][0]:.6g}, whatever comes in: what you return does not come from params, X and y."
        return [Part(("J-same",), text, (), about)]
    for row in rows:
        if len(row.slips) == 1 and (factor := factors.named(row.factors, sizes)) is not None:
            text = f"{made.says(*row.slips)} Besides, J is {factor.says}."
            return [Part((*row.slips, f"J x {factor.name}"), text, made.more(*row.slips), about)]
    return _extra(seen - right, [params for params, _, _ in cases], about) or _of_one_sample(
        seen, right, about
    )


def _of_one_sample(seen: np.ndarray, right: np.ndarray, about: frozenset[str]) -> list[Part]:
    """Say whether the loss of a single sample is right, which tells the terms of Eq. 10 from the sums over them."""
    of_one = 2  # the place of single() in inputs.losses()
    if not np.isfinite(seen[of_one]):
        return []
    if close(seen[[of_one]], right[[of_one]]):
        text = "For a single sample, of label 4, your J is right, and for several it is not: look at the other labels, at what goes from one sample to the next, and at the sum over them."
        return [Part(("several samples",), text, (), about)]
    text = f"Even for a single sample your J is {seen[of_one]:.6g}, where Eq. 10 gives {right[of_one]:.6g}. So look at y_ik and the two terms first, and at the sum over k; 1/N plays no role there."
    return [Part(("one sample",), text, (), about)]


def _extra(extra: np.ndarray, params: list[Parameters], about: frozenset[str]) -> list[Part]:
    """Say what stands in a loss besides the right one, if it is the same multiple of sums of squares on all networks."""
    known = np.isfinite(extra)
    if known.sum() < 3:
        return []
    if np.ptp(extra[known]) < 1e-9:
        return [
            Part(
                ("J-plus",),
                f"Your J is too large by {extra[known][0]:.6g} everywhere, whatever comes in.",
                (),
                about,
            )
        ]
    sums = {
        field: np.array([squares(getattr(p, field)) for p in params]) for field in ("W1", "b1", "W2", "b2")
    }
    for fields in (("W1",), ("W2",), ("W1", "W2"), ("b1", "b2"), ("W1", "b1", "W2", "b2"), ("b1",), ("b2",)):
        amounts = extra[known] / sum(sums[field] for field in fields)[known]
        if np.ptp(amounts) <= 1e-8 * abs(amounts[0]):
            who = joined(fields if isinstance(fields, list) else list(fields))
            text = f"Whatever lambda is, your J has {amounts[0]:.6g} times the sum of the squares of {who} in it besides the loss of Eq. 10."
            return [Part((f"J + squares of {who}",), text, (), about)]
    return []


def explain_reg(answer: Callable, seen: dict, wrong: set[str]) -> list[Part]:
    """Explain a wrong nn_loss_reg."""
    if not wrong & LOSS_REG or isinstance(seen["J"], Problem):
        return []
    return explain_regularised(answer, LOSS_REG)


def explain_regularised(
    loss: Callable, about: frozenset[str], whose: str = "Your regularised loss"
) -> list[Part]:
    """Explain a wrong regularised loss; ``loss`` maps params, X, y, lambda to a number."""
    found = explain_penalty(loss, about)
    if any("fixed-lambda" in part.ids for part in found):
        return found
    if any("no-lambda" in part.ids for part in found):
        found = []
    data = explain_data(lambda params, X, y: loss(params, X, y, 0.0), about)
    penalty = Penalty(loss)
    cases = inputs.losses()
    norms = [squares(params.W1) + squares(params.W2) for params, _, _ in cases]
    at_zero = np.array([number(call(loss, *case, 0.0)) for case in cases])
    if close(at_zero, np.array(table()["nn_loss"]["losses"]) * norms):
        text = f"{whose} is multiplied by the squared norms: with lambda = 0 they are still there. A bracket stands around the loss and lambda/2; in Eq. 11 it stands around the norms."
        return [Part(("bracket around J",), text, (), about)]
    if any("J-zero" in part.ids for part in data) and not penalty.is_constant:
        if said := product_of(penalty):
            return [Part(("product",), said, (), about)]
        params, X, y = cases[0]
        if close(np.array(penalty.at((params, X, np.roll(y, 1)))), np.array(penalty.base[0])):
            text = f"{whose} is the penalty alone: with lambda = 0 it is 0. Eq. 11 adds the penalty to the loss J."
            data = [Part(("only-penalty",), text, (), about)]
        else:
            text = f"With lambda = 0 {whose[0].lower()}{whose[1:]} is 0, and otherwise the labels play a role: lambda multiplies J too. Is there a bracket around more than the two norms of Eq. 11?"
            return [Part(("lambda times J",), text, (), about)]
    if not (data or penalty.is_constant) and product_of(penalty):
        text = f"{whose} is J plus J times the penalty: J multiplies what Eq. 11 adds to it. Is there a bracket around more than it should be?"
        return [Part(("J times penalty",), text, (), about)]
    both = [part for part in data if part.ids[0].startswith("J + squares of W")]
    if both and len(found) == 1 and "missing" in " ".join(found[0].ids):
        who = both[0].ids[0].removeprefix("J + squares of ")
        text = f"lambda does not multiply the squares of {who}: with lambda = 0 they are still there. A bracket is missing around the two norms of Eq. 11."
        return [Part(("bracket",), text, (), about)]
    return [*data, *found]
