"""Why an answer is wrong, as far as it can be told. Nothing here guesses: what is said follows from what was seen.

In this order: arrays of the caller that were changed; data of the notebook in place of arguments; errors and results
without numbers; mistakes that somebody has written down; an earlier answer that is wrong; and what the numbers say,
by formulas that fit or by slips that the grammar has made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ex3.check.calls import Problem
from ex3.check.diagnosis import differences, likelihoods, loss
from ex3.check.diagnosis.code import carried, errors, reading, results
from ex3.check.diagnosis.code.arguments import changed_arguments, is_repeatable
from ex3.check.diagnosis.gradient import blocks
from ex3.check.diagnosis.known import known_mistake
from ex3.check.diagnosis.parts import Part
from ex3.check.diagnosis.steps import descent, step
from ex3.check.diagnosis.steps.runs import ELSEWHERE

__all__ = ["Part", "explain"]

BY_NUMBERS: dict[str, Callable[[Callable, dict, set[str]], list[Part]]] = {
    "feed_forward": likelihoods.explain,
    "nn_loss": loss.explain,
    "nn_loss_reg": loss.explain_reg,
    "nn_gradient": blocks.explain,
    "compute_numerical_gradient": differences.explain,
    "gradient_step": step.explain,
    "stochastic_gradient_descent": descent.explain,
}


def explain(
    name: str, answer: Callable, seen: dict, wrong: set[str], is_right_with: Callable[[Callable], bool]
) -> list[Part]:
    """Return what is wrong with an answer, the most telling first; nothing if it cannot be told.

    Parameters
    ----------
    name : str
        The function that is asked for.
    answer : callable
    seen : dict
        What was observed of it, by quantity.
    wrong : set of str
        The quantities that are off.
    is_right_with : callable
        Says whether another function gives right results.
    """
    values_wrong = {quantity for quantity in wrong if "changed" not in quantity}
    if len(values_wrong) < len(wrong):
        found = errors.changed_inputs(name, changed_arguments(name, answer))
        if not values_wrong:
            known = known_mistake(name, seen, wrong)
            if found:  # it names the arguments
                known = [replace(part, says=found[0].says) for part in known]
            return known or found
        if found:
            return [*known_mistake(name, seen, wrong)[:1], *found][:1]
    found = reading.explain_globals(name, answer, is_right_with)
    if found:
        return found
    found = descent.explain_labels(answer, wrong) or known_mistake(name, seen, wrong)
    if found:
        return found
    problems = {quantity: seen[quantity] for quantity in sorted(wrong) if isinstance(seen[quantity], Problem)}
    stopped = any(
        p.step == "runs" and "was called more than" not in p.text
        for q, p in problems.items()
        if q not in ELSEWHERE
    )
    found = carried.explain(name, answer)
    if not found and name == "stochastic_gradient_descent" and not stopped:
        found = BY_NUMBERS[name](answer, seen, wrong)
    if not found and not problems and not is_repeatable(name, answer):
        text = f"Your {name} gives other numbers when it is called again with the same arguments: something in it is random, or is left over from the call before."
        return [Part(("not repeatable",), text)]
    if found:
        return found
    found = _of_problems(name, answer, problems) if problems else []
    # A loss that stops for one network may be off by a slip of its own for the others.
    left_over = name in ("nn_loss", "nn_loss_reg") and isinstance(seen["J"], np.ndarray)
    by_numbers = (left_over or not found) and (len(problems) < len(wrong) or not problems)
    return [*found, *BY_NUMBERS[name](answer, seen, wrong)] if by_numbers else found


def _of_problems(name: str, answer: Callable, problems: dict[str, Problem]) -> list[Part]:
    """Explain each kind of problem once; the same one may stand in the way of many quantities."""
    if exchanged := results.exchanged_blocks(problems):
        return exchanged
    runs = {quantity: problem for quantity, problem in problems.items() if problem.step == "runs"}
    found: dict[str, Part] = {}
    for quantity, problem in (runs or problems).items():
        base = "" if runs else quantity.split(",")[0]  # the same quantity on other inputs is told once
        for part in errors.explain(name, answer, problem):
            known = found.get(base, part)
            found[base] = Part(known.ids, known.says, known.more, known.about | {quantity})
    merged: dict[str, Part] = {}
    for part in found.values():
        before = merged.get(part.says, part)
        merged[part.says] = Part(part.ids, part.says, part.more, before.about | part.about)
    return list(merged.values())
