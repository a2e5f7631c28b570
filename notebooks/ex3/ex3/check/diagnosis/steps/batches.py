"""What is wrong with the batches that stochastic gradient descent hands over, and with the losses that it returns."""

from __future__ import annotations

import numpy as np

from ex3.check import inputs
from ex3.check.calls import FIELDS, Problem
from ex3.check.diagnosis.parts import WHOLE, Part, joined
from ex3.check.diagnosis.steps.runs import BATCHES, UPDATES, Run
from ex3.check.values import columns_of

LABELS = frozenset({"labels"})


def shapes(run_: Run) -> list[Part]:
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
        (6, run_.T): f"is handed {run_.T} samples, as many as there are iterations",
        (6, N - B): "is handed all samples but those that were drawn",
        (6, 10): "is handed 10 samples: B is options.batch_size, and not always 10",
    }
    several = sorted({batch.shape for batch in run_.batches})
    if len(several) > 1:
        text = f"The batches differ in shape, such as {several[0]} and {several[-1]}. {line} If batches are cut from one order of the samples, the last one is cut short."
        return [Part(("odd batches",), text, (), BATCHES)]
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
        return []
    why = reasons.get(shape, f"is handed an array of shape {shape}")
    return [Part((f"batch: {why[:24]}",), f"loss_and_gradient {why}. {line}", (), BATCHES | UPDATES)]


def columns_of_each(run_: Run) -> list[list[int]]:
    """Return which columns of X each batch holds; -1 for one that X has not."""
    X, _ = inputs.samples(6, [1 + j % 10 for j in range(run_.N)])
    return [columns_of(batch, X) for batch in run_.batches]


def labels(run_: Run) -> list[Part]:
    y = np.array([1 + j % 10 for j in range(run_.N)])
    drawn = columns_of_each(run_)
    if any(-1 in columns for columns in drawn):
        return [
            Part(
                ("changed columns",),
                "Some columns that loss_and_gradient gets are no columns of X: their entries have been changed or mixed. A batch holds columns of X as they are.",
                (),
                BATCHES,
            )
        ]
    own = [y[columns] for columns in drawn]
    handed = [np.ravel(each) for each in run_.labels]
    off = sum(not np.array_equal(a, b) for a, b in zip(handed, own, strict=True))
    how = "In line 3 of Alg. 4 each image keeps its own label: index X and y with the same numbers."
    as_they_are = "Labels are handed on as they are, 1 to 10."
    reasons = {
        "first": ((y[: run_.B] for _ in own), "The labels are always the first B of y, whatever columns were drawn."),
        "minus one": ((each - 1 for each in own), f"The labels are smaller by 1 than those of the columns. {as_they_are}"),
        "digits": ((each % 10 for each in own), f"Label 10 is handed on as 0. {as_they_are}"),
    }  # fmt: skip
    for id_, (wanted, why) in reasons.items():
        if off and all(np.array_equal(a, b) for a, b in zip(handed, wanted, strict=True)):
            return [Part(("labels", id_), f"{why} {how if id_ == 'first' else ''}".strip(), (), LABELS)]
    if not off:
        if any(np.ndim(each) == 2 and np.shape(each)[1] < run_.B for each in run_.labels):
            text = f"The labels are handed on as a column, of shape ({run_.B}, 1): a comparison with 1 to 10 then pairs each label with each. y' has shape ({run_.B},), like y."
            return [Part(("labels", "column"), text, (), LABELS)]
        return []
    if all(np.array_equal(np.sort(a), np.sort(b)) for a, b in zip(handed, own, strict=True)):
        why = "The labels are those of the right columns, in another order."
    else:
        many = "all" if off == len(drawn) else str(off)
        why = f"In {many} of the {len(drawn)} batches the labels are not those of the columns, as if they were drawn anew or shuffled on their own."
    return [Part(("labels",), f"{why} {how}", (), LABELS)]


def draws(run_: Run) -> list[Part]:
    drawn = [tuple(columns) for columns in columns_of_each(run_)]
    T, B, N = run_.T, run_.B, run_.N
    if len(drawn) < 4 or any(-1 in columns for columns in drawn):
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


def exchanged(run_: Run) -> list[Part]:
    losses, T = run_.losses, run_.T
    if run_.theta is None and all(hasattr(losses, field) for field in FIELDS):
        text = f"Your two results are exchanged: theta comes first, then the T = {T} losses."
        return [Part(("exchanged",), text, (), BATCHES | UPDATES)]
    return []


# What is returned -------------------------------------------------------------------------------------


def returned(run_: Run) -> list[Part]:
    T = run_.T
    right = np.array([inputs.loss_of_call(number) for number in range(1, T + 1)])
    about = frozenset({"losses"})
    line = f"losses holds the T = {T} losses of the batches, in order."
    if all(hasattr(run_.losses, field) for field in FIELDS):
        return [Part(("losses", "Parameters"), f"Parameters come back where the losses belong, such as v. {line}", (), about)]  # fmt: skip
    if isinstance(run_.losses, Problem):
        return []
    try:
        losses = np.ravel(np.asarray(run_.losses, dtype=float))
    except Exception:
        return [Part(("losses", "no numbers"), f"What you return as losses cannot be read as numbers. {line}", (), about)]  # fmt: skip
    if losses.shape == right.shape and np.allclose(losses, right):
        return []
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
        (losses.size == T and np.allclose(losses, np.trunc(right)), f"Your losses have lost their decimals, {WHOLE}."),
        (True, f"Your losses are not what loss_and_gradient has returned: {_listed(losses)}, where it returned {_listed(right)}."),
    ]  # fmt: skip
    for holds, text in reasons:
        if holds:
            return [Part(("losses",), f"{text} {line}", (), about)]
    return []


def _listed(numbers: np.ndarray) -> str:
    return ", ".join(f"{number:.4g}" for number in numbers[:3]) + " ..."


def never_drawn(run_: Run) -> list[Part]:
    """Name the columns of X that do not occur in a long run, in which each would be drawn 40 times."""
    if run_.error is not None:
        return []
    missing = sorted(set(range(run_.N)) - {j for columns in columns_of_each(run_) for j in columns})
    if not missing or len(missing) > 3:
        return []
    who = {(0,): "The first sample", (run_.N - 1,): "The last sample"}.get(tuple(missing))
    who = who or f"Column {joined([str(j) for j in missing])} of X"
    text = f"{who} is never drawn. In line 3 of Alg. 4 each of the N samples has the same chance: indices go from 0 to N - 1, and rng.integers leaves its upper end out."
    return [Part(("never drawn",), text, (), BATCHES)]
