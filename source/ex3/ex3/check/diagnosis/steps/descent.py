"""What is wrong with stochastic gradient descent, from a record of every call of the loss."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ex3.check import inputs
from ex3.check.diagnosis.parts import Part
from ex3.check.diagnosis.steps import batches
from ex3.check.diagnosis.steps.runs import ALPHA, BATCHES, BETA, UPDATES, Run, flat, run


def explain(answer: Callable, seen: dict, wrong: set[str]) -> list[Part]:
    try:
        run_ = run(answer)
    except Exception:  # an answer may hand anything to the loss
        return []
    if run_.error is not None and run_.error.text.startswith("RuntimeError: too many calls"):
        return [_too_many(answer, run_)]
    found = (
        (_count(answer, run_) if run_.error is None else [])
        or batches.shapes(run_)
        or batches.exchanged(run_)
    )
    if not found and run_.error is None:
        draws = batches.draws(run_) or batches.never_drawn(run(answer, T=400))
        found = [*batches.labels(run_), *draws, *_updates(run_), *batches.returned(run_)]
    return found


def _too_many(answer: Callable, run_: Run) -> Part:
    text = f"loss_and_gradient was called more than {run_.most} times, with T = {run_.T}. T is options.max_iter; look for a number that is written in, or a loop that does not end."
    return Part(("too many calls",), text, (), BATCHES)


# How often --------------------------------------------------------------------------------------------


def _count(answer: Callable, run_: Run) -> list[Part]:
    T, B, N, calls = run_.T, run_.B, run_.N, len(run_.thetas)
    if calls == T:
        return []
    said = f"loss_and_gradient was called {calls} time{'s' * (calls != 1)}, where T = {T}"
    ends = "Line 2 of Alg. 4 runs T times, T is options.max_iter, and each iteration has one batch and one gradient."
    epochs = -(-N // B)
    reasons = {
        0: "the loop is never entered",
        1: "the loop ends after its first round, as if the return stood inside it",
        2 * T: "twice in each iteration, for the loss and for the gradient, or once more after the step. One call gives both",
        3 * T: "three times in each iteration. One call gives loss and gradient",
        T + 1: "one iteration too many, or one call besides those of the iterations",
        T - 1: "one iteration short",
        T * epochs: f"each iteration goes through all {N} samples in batches, as if T counted epochs. One iteration is one batch",
        T * B: "once for each sample of a batch. One call is handed the whole batch",
        T * N: "once for each sample in each iteration. One call is handed a batch",
        T // B: "as if T were a number of samples and were divided by the batch size",
        N // B: "as often as there are batches in all samples: one epoch, whatever T is",
        epochs: "as often as there are batches in all samples: one epoch, whatever T is",
        N: "once for each sample, whatever T is",
        B: "as often as a batch has samples: the loop runs over B, not over T",
        T * (N // B): f"each iteration goes through all {N} samples in batches, as if T counted epochs. One iteration is one batch",
    }  # fmt: skip
    other = len(run(answer, T=28, B=4).thetas)
    why = reasons.get(calls)
    if other == calls and calls not in (0, 1):
        why = (
            why
            if why and "whatever T" in why
            else "and just as often for another T: the number is written in"
        )
    if why is None:
        return [Part(("calls",), f"{said}. {ends}", (), BATCHES | UPDATES)]
    return [Part((f"calls: {why[:20]}",), f"{said}: {why}. {ends}", (), BATCHES | UPDATES)]


# What becomes of the gradients ------------------------------------------------------------------------


def _updates(run_: Run) -> list[Part]:
    """Follow each gradient: how far theta moves along it after one step, two and three."""
    if len(run_.thetas) < 6 or run_.theta is None:
        return []
    positions = [*run_.thetas[: run_.T], run_.theta]
    count = min(len(positions) - 4, 20)
    size = np.array([[positions[k + d][k] for d in range(4)] for k in range(count)])
    first, second, third = size[:, 1] - size[:, 0], size[:, 2] - size[:, 1], size[:, 3] - size[:, 2]
    if ahead := _look_ahead(run_):
        return ahead
    moved = [bool(np.any(np.abs(theta) > 1e-12)) for theta in run_.thetas[1:]]
    if any(np.abs(run_.thetas[0]) > 1e-12):
        return [
            Part(
                ("other start",),
                "The first gradient is not taken at the parameters that were handed in, as if theta were drawn or changed before the loop.",
                (),
                UPDATES,
            )
        ]
    if not any(moved):
        if np.allclose(run_.theta, 0):
            return [
                Part(
                    ("never moves",),
                    "theta never changes: the result of gradient_step is made and not kept. Lines 4 and 5 of Alg. 4 give new v and theta for the next iteration.",
                    (),
                    UPDATES,
                )
            ]
        return [
            Part(
                ("initial theta",),
                "Every gradient is taken at the initial parameters. Line 4 of Alg. 4 takes it at the current theta.",
                (),
                UPDATES,
            )
        ]
    if np.allclose(run_.theta, 0):
        return [
            Part(
                ("returns start",),
                "What you return is the initial theta. Return the one after the last step.",
                (),
                UPDATES,
            )
        ]
    start = flat(inputs.network(6, 5, 10))
    unused = np.arange(start.size) >= run_.T  # entries that no gradient has
    drift = run_.thetas[1][unused] - run_.thetas[0][unused]
    if np.any(np.abs(drift) > 1e-12):
        kept = float(np.sum(drift * start[unused]) / np.sum(start[unused] ** 2))
        if np.allclose(drift, kept * start[unused]):
            return [_first_drift(kept)]
        return [
            Part(
                ("v not zero",),
                "In the first step theta moves by more than the gradient, as if v did not begin with zeros (line 1 of Alg. 4).",
                (),
                UPDATES,
            )
        ]
    if not (np.ptp(first) < 1e-9 and np.ptp(second) < 1e-9):
        return _uneven(run_, positions)
    returned = run_.theta + start
    if np.count_nonzero(np.abs(returned) > 1e-12) <= run_.T:
        what = "the last gradient" if np.count_nonzero(np.abs(returned) > 1e-12) == 1 else "v"
        return [
            Part(
                ("returns v",),
                f"What you return in place of theta is {what}. Return theta after the last step.",
                (),
                UPDATES,
            )
        ]
    e, r, s = float(first[0]), float(second[0]), float(third[0])
    if abs(e) < 1e-12 and abs(r + ALPHA) < 1e-9:
        return [
            Part(
                ("late",),
                "Each gradient moves theta one iteration late, as if the old v were added and not the new one.",
                (),
                UPDATES,
            )
        ]
    said = [*_first_step(e), *_second_step(e, r, s)]
    if not said:
        last = positions[-1] - positions[-2]
        if np.allclose(last, 0):
            return [
                Part(
                    ("last step",),
                    "The last step is missing in what you return: theta is that of the last gradient, before its step. Line 5 of Alg. 4 comes after line 4 in every iteration.",
                    (),
                    UPDATES,
                )
            ]
        return []
    if abs(e + ALPHA * (2 + BETA)) < 1e-9:
        said = ["each step is made twice: gradient_step is called once more with the same gradient"]
    if (abs(e + BETA) < 1e-9) and abs(r / e - ALPHA) < 1e-9:
        said = [
            "alpha and beta have changed places: gradient_step is handed the learning rate first, then the momentum"
        ]
    return [
        Part(
            ("update",),
            f"Following each gradient through the iterations: {'; and '.join(said)}. Lines 4 and 5 of Alg. 4 are one gradient_step with alpha = options.learning_rate and beta = options.momentum.",
            (),
            UPDATES,
        )
    ]


def _look_ahead(run_: Run) -> list[Part]:
    """Say that the gradients are taken at theta + beta v, although theta itself goes where it should."""
    v, theta, right = np.zeros_like(run_.thetas[0]), np.zeros_like(run_.thetas[0]), []
    for t in range(run_.T):
        right.append((theta, v))
        v = BETA * v
        v[t] -= ALPHA
        theta = theta + v
    asked = run_.thetas[: run_.T]
    if all(np.allclose(at, theta + BETA * v) for at, (theta, v) in zip(asked, right, strict=False)):
        text = "Your gradients are taken at theta + beta v, a step ahead, as in Nesterov's method. Line 4 of Alg. 4 takes them at theta itself."
        return [Part(("look-ahead",), text, (), UPDATES)]
    return []


def _first_step(e: float) -> list[str]:
    values = {
        ALPHA: "theta moves along the gradient, uphill, where line 4 has a minus",
        -1.0: "theta moves by the whole gradient: alpha is missing",
        1.0: "theta moves by the whole gradient, uphill: alpha and its minus are missing",
        -ALPHA * (1 - BETA): "the gradient has the factor alpha (1 - beta) where alpha belongs",
        -ALPHA**2: "alpha is applied twice",
        -2 * ALPHA: "each step is made twice",
        -ALPHA * (1 + BETA): "each step is made twice, with momentum",
        -ALPHA * 5: "the gradient is multiplied by B once more; loss_and_gradient has averaged already",
        -ALPHA / 5: "the gradient is divided by B once more; loss_and_gradient has averaged already",
        -ALPHA / 45: "the gradient is divided by N once more",
        -ALPHA * 5 / 45: "the gradient is multiplied by B/N; loss_and_gradient has averaged already",
        -ALPHA * 45 / 5: "the gradient is multiplied by N/B; loss_and_gradient has averaged already",
        -ALPHA / 40: "the gradient is divided by T",
        -BETA: "the gradient has the factor beta where alpha belongs",
        -ALPHA * BETA: "the gradient has the factor alpha beta where alpha belongs",
    }  # fmt: skip
    if abs(e + ALPHA) < 1e-9:
        return []
    for value, text in values.items():
        if abs(e - value) < 1e-9:
            return [text]
    for value in (0.1, 0.01, 0.001, 0.5, 0.2, 0.05):
        if abs(e + value) < 1e-9:
            return [f"alpha is always {value}, where {ALPHA} was handed in"]
    return [f"after one step theta has moved by {e:.4g} times the gradient, expected -alpha"]


def _second_step(e: float, r: float, s: float) -> list[str]:
    if abs(e) < 1e-12:
        return []
    kept = r / e
    if abs(kept - BETA) < 1e-9:
        return []
    if abs(kept) < 1e-9:
        return [
            "in the next step nothing is left of it, as if v were zero at the beginning of every iteration: the momentum is lost. Line 1 stands before the loop, and v is kept from one iteration to the next"
        ]
    if abs(kept - 1) < 1e-9:
        return ["it acts again and again with full strength: beta is missing"]
    for value in (0.9, 0.99, 0.5, 0.95, 0.8):
        if abs(kept - value) < 1e-9:
            return [f"beta is always {value}, where {BETA} was handed in"]
    named = {
        1 - BETA: "v is kept with the factor 1 - beta where beta belongs",
        -BETA: "v is kept with the factor -beta where beta belongs",
        ALPHA: "v is kept with the factor alpha where beta belongs",
        BETA**2: "v is kept with beta squared where beta belongs",
        ALPHA * BETA: "v is kept with the factor alpha beta where beta belongs",
        2 * BETA: "v is kept with the factor 2 beta where beta belongs",
        1 + BETA: "v is kept with the factor 1 + beta where beta belongs",
    }
    for value, text in named.items():
        if abs(kept - value) < 1e-9:
            return [text]
    return [f"of v, {kept:.4g} is kept from one step to the next, expected beta"]


def _uneven(run_: Run, positions: list[np.ndarray]) -> list[Part]:
    size = np.array([positions[k + 1][k] - positions[k][k] for k in range(min(20, len(positions) - 1))])
    if np.allclose(size[1:], size[:-1] * BETA):
        return [
            Part(
                ("alpha decays",),
                "The steps get smaller by the factor beta from one iteration to the next. alpha stays the same in Alg. 4.",
                (),
                UPDATES,
            )
        ]
    if np.allclose(size * np.arange(1, size.size + 1), size[0]):
        return [
            Part(
                ("alpha decays",),
                "The step number t is 1/t of the first one: the learning rate is divided by t. alpha stays the same in Alg. 4.",
                (),
                UPDATES,
            )
        ]
    return []


def _first_drift(kept: float) -> Part:
    """Say why the first step moves theta by a multiple of theta besides the gradient."""
    if np.isclose(kept, BETA):
        return Part(
            ("v is theta",),
            "In the first step theta moves by beta theta besides the gradient, as if v began as a copy of theta. Line 1 of Alg. 4 begins with zeros.",
            (),
            UPDATES,
        )
    if np.isclose(kept, -1):
        return Part(
            ("v for theta",),
            "After the first step theta holds what v should be. gradient_step returns the pair (theta, v): take its two results in this order.",
            (),
            UPDATES,
        )
    return Part(
        ("theta scaled",),
        f"In the first step theta is multiplied by {1 + kept:.4g}, besides what the gradient does. Line 5 of Alg. 4 adds v alone, and v begins with zeros (line 1).",
        (),
        UPDATES,
    )
