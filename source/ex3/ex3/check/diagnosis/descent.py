"""What is wrong with stochastic gradient descent, from a record of every call of the loss."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ex3.check import inputs
from ex3.check.calls import Problem, call, pair, parameters
from ex3.check.diagnosis.parts import Part
from ex3.network import TrainingOptions

ALPHA, BETA = 0.31, 0.57  # no two of the formulas below give the same number
BATCHES = frozenset({"calls", "batch shape", "labels", "batches", "always the first", "samples"})
UPDATES = frozenset({"start", "current theta", "theta(T) - theta(0)", "losses"})


@dataclass
class Run:
    """One run: what each call was handed, and what came back.

    Attributes
    ----------
    thetas : list of ndarray
        Of each call, how far theta is from the start, flat. Gradient number k is 1 in entry k alone, so entry k
        tells what has become of it.
    """

    T: int
    B: int
    N: int
    thetas: list[np.ndarray]
    batches: list[np.ndarray]
    labels: list[np.ndarray]
    theta: np.ndarray | None
    losses: object
    error: Problem | None
    most: int


def run(answer: Callable, T: int = 40, B: int = 5, N: int = 45, seed: int = 7) -> Run:
    params = inputs.network(6, 5, 10)
    start = _flat(params)
    X, y = inputs.samples(6, [1 + j % 10 for j in range(N)])
    seen = Run(T, B, N, [], [], [], None, None, None, 12 * T)

    def loss_and_gradient(theta, X_batch, y_batch):
        if len(seen.thetas) >= seen.most:
            raise RuntimeError("too many calls")
        seen.thetas.append(_flat(theta) - start)
        seen.batches.append(np.array(X_batch))
        seen.labels.append(np.ravel(np.array(y_batch)))
        gradient = np.zeros(start.size)
        if len(seen.thetas) <= start.size:
            gradient[len(seen.thetas) - 1] = 1.0
        return 10.0 - 0.1 * len(seen.thetas), inputs.split(gradient, params)

    result = call(
        answer,
        loss_and_gradient,
        X,
        y,
        params,
        TrainingOptions(T, ALPHA, BETA, B),
        np.random.default_rng(seed),
    )
    if isinstance(result, Problem):
        seen.error = result
        return seen
    theta, seen.losses = pair(result, "stochastic_gradient_descent", "(params, losses)")
    blocks = parameters(theta, inputs.network(6, 5, 10), "theta")
    if not any(isinstance(block, Problem) for block in blocks.values()):
        seen.theta = np.concatenate([block.ravel() for block in blocks.values()]) - start
    return seen


def _flat(params) -> np.ndarray:
    return np.concatenate([np.ravel(np.asarray(block, dtype=float)) for block in params])


def explain(answer: Callable, seen: dict, wrong: set[str]) -> list[Part]:
    try:
        run_ = run(answer)
    except Exception:  # an answer may hand anything to the loss
        return []
    if run_.error is not None and run_.error.text.startswith("RuntimeError: too many calls"):
        return [_too_many(answer, run_)]
    found = (_count(answer, run_) if run_.error is None else []) or _shapes(run_) or _exchanged(run_)
    if not found and run_.error is None:
        found = [*_labels(run_), *_draws(run_), *_updates(run_), *_returned(run_)]
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


# What is handed over ----------------------------------------------------------------------------------


def _shapes(run_: Run) -> list[Part]:
    if not run_.batches:
        return []
    B, N, shape = run_.B, run_.N, run_.batches[0].shape
    line = f"A batch is B columns of X with their labels: X' of shape (6, {B}) and y' of shape ({B},) here."
    reasons = {
        (6, N): "is handed all of X. The batch is to be made of the columns that were drawn",
        (B,): "is handed the numbers of the columns, and not the columns themselves: X[:, those]",
        (B, 6): "is handed a transposed batch",
        (B, N): "is handed rows of X, which are pixels. Samples are columns: X[:, those]",
        (6, 1): "is handed a single sample",
        (6,): "is handed a single sample",
        (N, 6): "is handed all of X, transposed",
        (6, N - B): "is handed all samples but those that were drawn",
        (6, 10): "is handed 10 samples: B is options.batch_size, and not always 10",
    }
    if shape == (6, B):
        if run_.labels[0].size != B:
            sizes = {N: "all labels", 1: "a single label", 0: "no label"}
            what = sizes.get(run_.labels[0].size, f"{run_.labels[0].size} labels")
            return [
                Part(
                    ("labels size",),
                    f"loss_and_gradient is handed {B} columns and {what}. {line} Take the labels of the same columns: y[those].",
                    (),
                    BATCHES,
                )
            ]
        odd = {batch.shape for batch in run_.batches} - {(6, B)}
        if odd:
            return [
                Part(
                    ("odd batches",),
                    f"Some batches have another shape: {min(odd)}. {line} If batches are cut from one order of the samples, the last one is cut short.",
                    (),
                    BATCHES,
                )
            ]
        return []
    why = reasons.get(shape, f"is handed an array of shape {shape}")
    return [Part((f"batch: {why[:24]}",), f"loss_and_gradient {why}. {line}", (), BATCHES | UPDATES)]


def _columns(run_: Run) -> list[list[int]]:
    X, _ = inputs.samples(6, [1 + j % 10 for j in range(run_.N)])
    return [inputs.columns_of(batch, X) for batch in run_.batches]


def _labels(run_: Run) -> list[Part]:
    y = np.array([1 + j % 10 for j in range(run_.N)])
    drawn = _columns(run_)
    if any(-1 in columns for columns in drawn):
        return [
            Part(
                ("changed columns",),
                "Some columns that loss_and_gradient gets are no columns of X: their entries have been changed or mixed. A batch holds columns of X as they are.",
                (),
                BATCHES,
            )
        ]
    off = sum(
        not np.array_equal(labels, y[columns]) for columns, labels in zip(drawn, run_.labels, strict=True)
    )
    if not off:
        return []
    how = "In line 3 of Alg. 4 each image keeps its own label: index X and y with the same numbers."
    first = all(np.array_equal(labels, y[: run_.B]) for labels in run_.labels)
    same = all(
        np.array_equal(np.sort(labels), np.sort(y[columns]))
        for columns, labels in zip(drawn, run_.labels, strict=True)
    )
    minus = all(
        np.array_equal(labels + 1, y[columns]) for columns, labels in zip(drawn, run_.labels, strict=True)
    )
    rest = all(
        np.array_equal(labels, y[columns] % 10) for columns, labels in zip(drawn, run_.labels, strict=True)
    )
    if first:
        why = "The labels are always the first B of y, whatever columns were drawn."
    elif minus:
        why = "The labels are smaller by 1 than those of the columns. Labels are handed on as they are, 1 to 10."
    elif rest:
        why = "Label 10 is handed on as 0. Labels are handed on as they are, 1 to 10."
    elif same:
        why = "The labels are those of the right columns, in another order."
    elif off == len(drawn):
        why = f"In all of the {len(drawn)} batches the labels are not those of the columns, as if they were drawn anew or shuffled on their own."
    else:
        why = f"In {off} of the {len(drawn)} batches the labels are not those of the columns, as if they were drawn anew or shuffled on their own."
    return [Part(("labels",), f"{why} {how}", (), frozenset({"labels"}))]


def _draws(run_: Run) -> list[Part]:
    drawn = [tuple(columns) for columns in _columns(run_)]
    T, B, N = run_.T, run_.B, run_.N
    if len(drawn) < 4:
        return []
    line = "Line 3 of Alg. 4 draws a random subset anew in every iteration."
    used = sorted({j for columns in drawn for j in columns})
    if all(columns == tuple(range(B)) for columns in drawn):
        return [Part(("first B",), f"Every batch holds the first B columns of X. {line}", (), BATCHES)]
    if all(columns == tuple(range(N - B, N)) for columns in drawn):
        return [Part(("last B",), f"Every batch holds the last B columns of X. {line}", (), BATCHES)]
    if len(set(drawn)) == 1:
        return [
            Part(
                ("drawn once",),
                f"Every iteration has the same batch, as if it were drawn before the loop, or with a generator that starts anew each time. {line}",
                (),
                BATCHES,
            )
        ]
    steps = [np.diff(columns) for columns in drawn]
    if all(np.all((step == 1) | (step == 1 - N)) for step in steps):
        starts = np.diff([columns[0] for columns in drawn])
        if len(set(starts % N)) == 1:
            return [
                Part(
                    ("in order",),
                    f"The batches follow each other through X in a fixed order, {B} columns after {B}; nothing is random. {line}",
                    (),
                    BATCHES,
                )
            ]
    repeats = [s for s in range(2, T // 2 + 1) if all(a == b for a, b in zip(drawn, drawn[s:], strict=False))]
    if repeats:
        return [
            Part(
                ("fixed order",),
                f"The same {repeats[0]} batches come back in the same order, as if the samples were shuffled and cut into batches once. {line}",
                (),
                BATCHES,
            )
        ]
    if used[-1] < N // 2:
        few = len(used)
        why = f"Only the first {used[-1] + 1} columns of X ever occur"
        why += ", as if N were the number of rows of X: it is X.shape[1]." if used[-1] < 6 else "."
        return (
            [
                Part(
                    ("few columns",),
                    f"{why} The subset of line 3 in Alg. 4 comes from all N samples.",
                    (),
                    BATCHES,
                )
            ]
            if few
            else []
        )
    return []


def _exchanged(run_: Run) -> list[Part]:
    losses, T = run_.losses, run_.T
    if run_.theta is None and all(hasattr(losses, field) for field in ("W1", "b1", "W2", "b2")):
        text = f"Your two results are exchanged: theta comes first, then the T = {T} losses."
        return [Part(("exchanged",), text, (), BATCHES | UPDATES)]
    return []


# What becomes of the gradients ------------------------------------------------------------------------


def _updates(run_: Run) -> list[Part]:
    """Follow each gradient: how far theta moves along it after one step, two and three."""
    if len(run_.thetas) < 6 or run_.theta is None:
        return []
    positions = [*run_.thetas[: run_.T], run_.theta]
    count = min(len(positions) - 4, 20)
    size = np.array([[positions[k + d][k] for d in range(4)] for k in range(count)])
    first, second, third = size[:, 1] - size[:, 0], size[:, 2] - size[:, 1], size[:, 3] - size[:, 2]
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
    start = _flat(inputs.network(6, 5, 10))
    unused = np.arange(start.size) >= run_.T  # entries that no gradient has
    drift = run_.thetas[1][unused] - run_.thetas[0][unused]
    if np.any(np.abs(drift) > 1e-12):
        kept = float(np.sum(drift * start[unused]) / np.sum(start[unused] ** 2))
        if np.allclose(drift, kept * start[unused]):
            return [
                Part(
                    ("v is theta",),
                    f"In the first step theta moves by {kept:.4g} theta besides the gradient, as if v began as a copy of theta. Line 1 of Alg. 4 begins with zeros.",
                    (),
                    UPDATES,
                )
            ]
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


# What is returned -------------------------------------------------------------------------------------


def _returned(run_: Run) -> list[Part]:
    T = run_.T
    right = 10.0 - 0.1 * np.arange(1, T + 1)
    about = frozenset({"losses"})
    try:
        losses = np.ravel(np.asarray(run_.losses, dtype=float))
    except Exception:
        return []
    if losses.shape == right.shape and np.allclose(losses, right):
        return []
    line = f"losses holds the T = {T} losses of the batches, in order."
    reasons = [
        (losses.size == 0, "Your losses are empty: no loss is appended."),
        (losses.size == 1 and T > 1, "Your losses are one number, not one for each iteration."),
        (losses.size == T and np.allclose(losses, right[::-1]), "Your losses are in reverse order."),
        (losses.size == T and np.allclose(losses, np.cumsum(right)), "Your losses add up from iteration to iteration."),
        (losses.size == T and np.allclose(losses, np.cumsum(right) / np.arange(1, T + 1)), "Your losses are the means of all losses so far."),
        (losses.size == T and np.any(losses) and np.count_nonzero(losses) == 1, "Only one of your losses is filled and all others are 0, as if each went to the same entry."),
        (losses.size == T and np.all(losses == 0), "Your losses are all 0, as if the array were made and never filled."),
        (losses.size == T and np.allclose(losses, right[-1]), "Your losses are all that of the last batch."),
        (losses.size == T and np.allclose(losses, right / run_.B), "Your losses are divided by B once more."),
        (losses.size == T and np.allclose(losses[1:], right[:-1]), "Your losses are late by one: the first entry was not filled."),
        (losses.size == T and np.allclose(losses[:-1], right[1:]), "Your losses are early by one."),
        (losses.size == T + 1, "There is one loss too many."),
        (losses.size == T - 1, "There is one loss too few."),
        (losses.size != T, f"There are {losses.size} losses."),
    ]  # fmt: skip
    for holds, text in reasons:
        if holds:
            return [Part(("losses",), f"{text} {line}", (), about)]
    return []
