"""What is wrong with stochastic gradient descent, from a record of every call of the loss."""

from __future__ import annotations

import dis
from collections.abc import Callable
from types import FunctionType

from ex3.check import inputs
from ex3.check.diagnosis.code.carried import codes
from ex3.check.diagnosis.parts import Part
from ex3.check.diagnosis.steps import batches, updates
from ex3.check.diagnosis.steps.runs import BATCHES, ELSEWHERE, UPDATES, Run, run


def explain(answer: Callable, seen: dict, wrong: set[str]) -> list[Part]:
    run_ = run(answer)
    if run_.error is not None and run_.error.text.startswith("RuntimeError: too many calls"):
        return [_too_many(answer, run_)]
    found = (
        (_count(answer, run_) if run_.error is None else [])
        or batches.shapes(run_)
        or batches.exchanged(run_)
    )
    if not found and run_.error is None:
        draws = batches.draws(run_) or batches.never_drawn(run(answer, T=400))
        found = [*batches.labels(run_), *draws, *updates.explain(run_), *batches.returned(run_)]
        found = found or updates.out_of_proportion(run_, run(answer, size=2.0))
        found = found or _elsewhere(run(answer, T=inputs.OTHER_T, N=inputs.OTHER_N))
    return found


def _elsewhere(run_: Run) -> list[Part]:
    """Say what is off where T is no number of epochs, and N no number of batches."""
    T, B, N, calls = run_.T, run_.B, run_.N, len(run_.thetas)
    if run_.error is not None or calls == T:
        return batches.shapes(run_) if run_.error is None else []
    epochs = calls % (N // B) == 0 or calls % -(-N // B) == 0
    why = ", as if iterations came in whole epochs" if epochs else ""
    text = f"With T = {T}, B = {B} and N = {N}, loss_and_gradient was called {calls} times{why}. Alg. 4 ends after T iterations, wherever in an epoch that is."
    return [Part(("whole epochs" if epochs else "calls",), text, (), ELSEWHERE)]


def explain_labels(answer: Callable, wrong: set[str]) -> list[Part]:
    """Say in which way the labels are off, if nothing else is and it is more than that they are others."""
    found = batches.labels(run(answer)) if wrong == batches.LABELS else []
    return [part for part in found if len(part.ids) > 1]


def _too_many(answer: Callable, run_: Run) -> Part:
    text = f"loss_and_gradient was called more than {run_.most} times, with T = {run_.T}. T is options.max_iter; look for a number that is written in, or a loop that does not end."
    return Part(("too many calls",), text, (), BATCHES)


# How often --------------------------------------------------------------------------------------------


def _count(answer: Callable, run_: Run) -> list[Part]:
    T, B, N, calls = run_.T, run_.B, run_.N, len(run_.thetas)
    losses = (lambda number: 10 - 0.1 * number, lambda number: 10.0, inputs.loss_in_steps)
    others = [len(run(answer, loss=loss).thetas) for loss in losses]
    waits = [number for number in others if number != calls]
    if calls == T and not waits:
        return []
    with_others, calls = (bool(waits), waits[0]) if calls == T else (False, calls)
    said = f"{'With other losses ' * with_others}loss_and_gradient was called {calls} time{'s' * (calls != 1)}, where T = {T}"
    ends = "Line 2 of Alg. 4 runs T times, T is options.max_iter, and each iteration has one batch and one gradient."
    epochs = -(-N // B)
    reasons = {
        0: _not_called(answer),
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
    if waits:
        why = "the loop ends earlier or later with other losses, as if it waited for something. Alg. 4 makes T iterations, whatever the losses are"
    elif other == calls and calls not in (0, 1):
        why = (
            why
            if why and "whatever T" in why
            else "and just as often for another T: the number is written in"
        )
    if why is None:
        return [Part(("calls",), f"{said}. {ends}", (), BATCHES | UPDATES)]
    return [Part((f"calls: {why[:20]}",), f"{said}: {why}. {ends}", (), BATCHES | UPDATES)]


def _not_called(answer: Callable) -> str:
    """Say why the loss was never called: its argument may not even occur in the code."""
    read = [i.argval for code in codes(answer) for i in dis.get_instructions(code)]
    # Python 3.13 reads two names in one instruction, and gives them as a pair.
    names = {name for each in read for name in (each if isinstance(each, tuple) else (each,))}
    if type(answer) is not FunctionType or answer.__code__.co_varnames[0] in names:
        return "the loop is never entered"
    instead = ", and nn_gradient is called in its place" if "nn_gradient" in names else ""
    return f"the argument is nowhere used{instead}"
