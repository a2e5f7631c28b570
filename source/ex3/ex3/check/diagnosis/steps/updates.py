"""What becomes of the gradients in stochastic gradient descent: how far each of them moves theta, and when."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from ex3.check import inputs
from ex3.check.diagnosis.parts import Part
from ex3.check.diagnosis.steps.runs import UPDATES, Run, flat
from ex3.check.inputs import ALPHA, BETA


def explain(run_: Run) -> list[Part]:
    """Follow each gradient: how far theta moves along it in its own step and in the two that follow."""
    if len(run_.thetas) < 6 or run_.theta is None:
        return []
    positions = [*run_.thetas[: run_.T], run_.theta]
    count = min(len(positions) - 3, 20)
    size = np.array([[positions[k + d][k] for d in range(4)] for k in range(count)])
    first, second, third = np.diff(size).T
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
    said = [*_first_step(e, run_), *_second_step(e, r, s)]
    if not said:
        if astray := _astray(run_):
            return astray
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
        return _other_end(run_)
    if abs(e + ALPHA * (2 + BETA)) < 1e-9:
        said = ["each step is made twice: gradient_step is called once more with the same gradient"]
    if (abs(e + BETA) < 1e-9) and abs(r / e - ALPHA) < 1e-9:
        said = [
            "alpha and beta have changed places: gradient_step is handed the learning rate first, then the momentum"
        ]
    if (abs(e - BETA) < 1e-9) and abs(r / e + ALPHA) < 1e-9:
        said = ["v and the gradient have changed places: gradient_step is handed theta, v and the gradient, in this order"]  # fmt: skip
    return [
        Part(
            ("update",),
            f"Following each gradient through the iterations: {'; and '.join(said)}. Lines 4 and 5 of Alg. 4 are one gradient_step with alpha = options.learning_rate and beta = options.momentum.",
            (),
            UPDATES,
        )
    ]


def _right_course(run_: Run) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return theta and v of Alg. 4 at the beginning of each iteration, and after the last."""
    v, theta, right = np.zeros_like(run_.thetas[0]), np.zeros_like(run_.thetas[0]), []
    for t in range(run_.T):
        right.append((theta, v))
        v = BETA * v
        v[t] -= ALPHA
        theta = theta + v
    return [*right, (theta, v)]


def _astray(run_: Run) -> list[Part]:
    """Name the first iteration whose gradient is taken elsewhere than Alg. 4 takes it."""
    at, right = np.array(run_.thetas), np.array([theta for theta, _ in _right_course(run_)[:-1]])
    astray = np.flatnonzero(np.any(np.abs(at - right) > 1e-5, axis=1))
    if not astray.size:
        return []
    first = int(astray[0]) + 1
    text = f"The gradients of iterations 1 to {first - 1} are taken at the right theta, that of iteration {first} is not. Lines 4 and 5 of Alg. 4 make every step in the same way: look for what in your loop depends on t or on the losses."
    return [Part(("astray",), text, (), UPDATES)]


def _other_end(run_: Run) -> list[Part]:
    """Say that another theta is returned than the one that the right steps have led to."""
    if run_.theta is None or np.allclose(run_.theta, _right_course(run_)[-1][0]):
        return []
    text = "Every gradient is taken at the right theta, and yet you return another one than that after the last step, such as a mean or the best so far. Alg. 4 ends with the last one, theta^(T)."
    return [Part(("other end",), text, (), UPDATES)]


def out_of_proportion(run_: Run, twice: Run) -> list[Part]:
    """Say that gradients twice as large do not move theta twice as far."""
    if all(np.allclose(2 * one, two) for one, two in zip(run_.thetas, twice.thetas, strict=False)):
        return []
    text = "A gradient twice as large does not move theta twice as far, as if it were clipped, rounded or made to one length. Line 3 of Alg. 3 has the gradient as it is."
    return [Part(("out of proportion",), text, (), UPDATES)]


def _look_ahead(run_: Run) -> list[Part]:
    """Say that the gradients are taken at theta + beta v, although theta itself goes where it should."""
    right, asked = _right_course(run_), run_.thetas[: run_.T]
    if all(np.allclose(at, theta + BETA * v) for at, (theta, v) in zip(asked, right, strict=False)):
        text = "Your gradients are taken at theta + beta v, a step ahead, as in Nesterov's method. Line 4 of Alg. 4 takes them at theta itself."
        return [Part(("look-ahead",), text, (), UPDATES)]
    return []


def _first_step(e: float, run_: Run) -> list[str]:
    T, B, N = run_.T, run_.B, run_.N
    values = {
        ALPHA: "theta moves along the gradient, uphill, where line 4 has a minus",
        -1.0: "theta moves by the whole gradient: alpha is missing",
        1.0: "theta moves by the whole gradient, uphill: alpha and its minus are missing",
        -ALPHA * (1 - BETA): "the gradient has the factor alpha (1 - beta) where alpha belongs",
        -ALPHA**2: "alpha is applied twice",
        -2 * ALPHA: "each step is made twice",
        -ALPHA * (1 + BETA): "each step is made twice, with momentum",
        -ALPHA * B: "the gradient is multiplied by B once more; loss_and_gradient has averaged already",
        -ALPHA / B: "the gradient is divided by B once more; loss_and_gradient has averaged already",
        -ALPHA / N: "the gradient is divided by N once more",
        -ALPHA * B / N: "the gradient is multiplied by B/N; loss_and_gradient has averaged already",
        -ALPHA * N / B: "the gradient is multiplied by N/B; loss_and_gradient has averaged already",
        -ALPHA / T: "the gradient is divided by T",
        -BETA: "the gradient has the factor beta where alpha belongs",
        -ALPHA * BETA: "the gradient has the factor alpha beta where alpha belongs",
    }  # fmt: skip
    if abs(e + ALPHA) < 1e-5 * ALPHA:  # less may come of dividing by a norm plus 1e-8
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
    if abs(kept - (BETA - 1)) < 1e-9:
        return ["each theta is the initial one plus v. Line 5 adds v to the theta of the iteration before"]
    if abs(s - kept * r) > 1e-9:  # then it is not v alone that keeps it
        return [
            f"in the two steps after its own it moves theta by {r:.4g} and {s:.4g} times itself, where {BETA * e:.4g} and {BETA**2 * e:.4g} would follow from the first, as if something besides v were carried from one iteration to the next"
        ]
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
    begins = abs(size[0]) > 1e-12
    if begins and np.allclose(size[1:], size[:-1] * BETA):
        return [
            Part(
                ("alpha decays",),
                "The steps get smaller by the factor beta from one iteration to the next. alpha stays the same in Alg. 4.",
                (),
                UPDATES,
            )
        ]
    if begins and np.allclose(size * np.arange(1, size.size + 1), size[0]):
        return [
            Part(
                ("alpha decays",),
                "The step number t is 1/t of the first one: the learning rate is divided by t. alpha stays the same in Alg. 4.",
                (),
                UPDATES,
            )
        ]
    pairs = pairwise(positions[: run_.T])
    rests = [t for t, (one, other) in enumerate(pairs) if np.array_equal(one, other)]
    if rests and rests != [0]:
        text = f"In {len(rests)} of the first {run_.T - 1} iterations theta does not move, as if a step were made in some of them only. Lines 4 and 5 of Alg. 4 make one in each."
        return [Part(("rests",), text, (), UPDATES)]
    other = np.flatnonzero(np.abs(size - size[0]) > 1e-9)
    if other.size:
        what = f"moves theta by {size[0]:.4g} times the gradient at first, and by {size[other[0]]:.4g} times in iteration {other[0] + 1}: alpha"
        return [_differing(what)]
    if not begins:
        return _astray(run_)
    kept = np.array([positions[k + 2][k] - positions[k + 1][k] for k in range(size.size - 1)]) / size[0]
    kept = np.round(kept, 9) + 0.0  # no -0
    if np.ptp(kept) > 1e-9:
        at = int(np.argmax(np.abs(kept - kept[0]) > 1e-9))
        what = f"keeps {kept[0]:.4g} of v at first, and {kept[at]:.4g} in iteration {at + 2}: beta"
        if abs(kept[at]) < 1e-9:
            what = f"keeps {kept[0]:.4g} of v at first, and nothing in iteration {at + 2}, as if v were set to zero there: what is kept"
        return [_differing(what)]
    return _astray(run_)


def _differing(what: str) -> Part:
    return Part(("steps differ",), f"A step {what} is the same in all iterations of Alg. 4.", (), UPDATES)


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
