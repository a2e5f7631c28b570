"""What is said besides when a check passes: points so far, and what is right and yet not as the sheet has it."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from ex3.check.calls import Problem

_passed: set[tuple[str, str | None]] = set()


def points(function: str, idea: str | None) -> str:
    """Say how many points the visible checks of this part, and of all parts, have given so far.

    Those of this kernel count with those that the saved notebooks show.
    """
    from ex3.carry_over import notebook_folder
    from ex3.progress import progress_of
    from ex3.questions import series
    from ex3.status import read_notebooks

    _passed.add((function, idea))
    try:
        table = series()
        notebooks = read_notebooks(notebook_folder())
        standings = progress_of(notebooks).standings
    except Exception:  # points are a courtesy: a folder that cannot be read must not fail a check
        return ""
    now = {q.name: _of_kernel(q.name, notebooks) for q in table.questions}
    got = {s.question.name: max(s.points, now[s.question.name]) for s in standings}
    question = next((q for q in table.questions if q.name == function), None)
    coded = [q for q in table.questions if not q.is_text]
    if question is None:
        return ""
    here = [q for q in coded if q.part == question.part]
    return (
        f"  Part {question.part.upper()}: {sum(got[q.name] for q in here):g} of {sum(q.points for q in here):g} points, "
        f"{sum(got[q.name] for q in coded):g} of {sum(q.points for q in coded):g} in all parts; the hidden tests decide."
    )


def _of_kernel(name: str, notebooks: list) -> float:
    """Return the points of the test cells of a function that have been passed since the kernel started."""
    total = 0.0
    for notebook in notebooks:
        for cell in notebook.cells:
            asked = asked_in(cell.source) if cell.grade_id.startswith("test_") else None
            if asked and asked[0] == name and ({asked, (name, None)} & _passed):
                total += cell.points
    return total


def notes(function: str, answer: Callable) -> str:
    """Say what a right answer does otherwise than its description, or in a way that harms later."""
    from ex3.check.diagnosis.code.arguments import is_single_precision

    if function != "stochastic_gradient_descent":
        single = "  Note: What you return has single precision, float32, which is 7 digits. The comparison of gradients in Part F needs NumPy's usual float64."
        return single if is_single_precision(function, answer) else ""
    from ex3.check.diagnosis.steps.batches import columns_of_each
    from ex3.check.diagnosis.steps.runs import run

    try:
        one, again, other = run(answer), run(answer), run(answer, seed=8)
    except Exception:
        return ""
    if any(isinstance(each.error, Problem) for each in (one, again, other)):
        return ""
    said = []
    same = _same(one.batches, again.batches)
    if not same:
        said.append(
            "With the same generator rng, two runs draw other batches: draw with rng, not with np.random, so that a run can be repeated."
        )
    elif _same(one.batches, other.batches):
        said.append("Whatever generator is handed in, the batches are the same: draw with rng, the argument.")
    if any(len({tuple(column) for column in batch.T}) < batch.shape[1] for batch in one.batches):
        said.append(
            "Some batches hold a sample twice. A subset has each sample once: replace=False in rng.choice."
        )
    if all(np.all(np.diff(columns) % one.N == 1) for columns in columns_of_each(one)):
        said.append(
            "In every batch the samples stand side by side in X. A random subset may hold any B of the N samples: rng.choice draws each by itself."
        )
    return " ".join(["  Note:", *said]) if said else ""


def _same(one: list[np.ndarray], other: list[np.ndarray]) -> bool:
    return len(one) == len(other) and all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def asked_in(source: str) -> tuple[str, str | None] | None:
    """Return the function and the idea of the last check that a test cell calls."""
    calls = re.findall(r"^check\.(\w+)\(\1(?:, \"([^\"]*)\")?\)", source, re.MULTILINE)
    return (calls[-1][0], calls[-1][1] or None) if calls else None
