"""What is wrong with likelihoods: slips that the grammar knows, or at least the layer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ex3.check import inputs
from ex3.check.calls import Problem, array, call
from ex3.check.diagnosis import made
from ex3.check.diagnosis.parts import WHOLE, Part
from ex3.network import sigmoid

LIKELIHOODS = frozenset({"a3", "a3, 4 samples", "a3, 1 sample", "accuracy"})


def explain(answer: Callable, seen: dict, wrong: set[str]) -> list[Part]:
    """Name the slips that make a feed_forward's likelihoods on two small networks what they are."""
    cases = ("a3", "a3, 4 samples")
    if not wrong & LIKELIHOODS or all(isinstance(seen[name], Problem) for name in cases):
        return []
    both = [np.ravel(seen[name]) for name in cases if not isinstance(seen[name], Problem)]
    if len(both) == 2 and np.ptp(np.concatenate(both)) == 0:
        same = both[0][0]
        why = (
            f"{WHOLE}, or one that is made and never filled"
            if same == 0
            else "whatever comes in: they do not come from params and X"
        )
        return [Part(("a3 same",), f"Your likelihoods are all {same:.6g}, {why}.", (), LIKELIHOODS)]
    rows = made.matching("feed_forward", made.marks_of(*(seen[name] for name in cases)))
    rows = [row for row in rows if made.is_one(row.factors)]
    if rows:
        return [Part(rows[0].slips, made.says(*rows[0].slips), made.more(*rows[0].slips), LIKELIHOODS)]
    return _layer(answer)


def _layer(answer: Callable) -> list[Part]:
    """Say which layer is off, from networks in which a layer has nothing to do."""
    params, X, _ = inputs.main()
    zero = {field: 0 * block for field, block in inputs.by_field(params)}

    def is_right(likelihoods: np.ndarray, **blocks) -> bool | None:
        seen = array(call(answer, replace(params, **blocks), X.copy()), (10, 13), "a3")
        if isinstance(seen, Problem) or not np.isfinite(seen).all():
            return None
        return np.allclose(seen, likelihoods, rtol=1e-7)

    without_W2 = is_right(sigmoid(params.b2), W2=zero["W2"])
    half = params.W2.sum(axis=1, keepdims=True) / 2  # each a2 is sigmoid(0)
    without_hidden = is_right(sigmoid(half + params.b2), W1=zero["W1"], b1=zero["b1"])
    if without_W2 is None or without_hidden is None:
        return []
    if not without_W2:
        text = "With zeros in W2, every column of your a3 should be sigmoid(b2), and it is not: the slip is in the output layer, Eq. 2 and 3, or in what is returned."
        return [Part(("layer 3",), text, (), LIKELIHOODS)]
    if without_hidden:
        text = "With zeros in W1 and b1 your a3 is right. So look at z2 and what goes into it, Eq. 5 and 6, at the sigmoid of Eq. 4 for other numbers than 0, and at the order of the samples."
        return [Part(("layer 2",), text, (), LIKELIHOODS)]
    text = "With zeros in W2 your a3 is right. With zeros in W1 and b1 each a2 should be 0.5, and a3 does not follow from that: look at a2, Eq. 4, at how it comes into z3, Eq. 3, and at the sigmoid of Eq. 2 for larger numbers."
    return [Part(("a2",), text, (), LIKELIHOODS)]
