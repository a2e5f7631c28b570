"""Does the grader judge as it should? Grade every answer of the banks in ``tests/variants`` and say how it went.

Right answers must get full marks. Wrong ones must lose marks on their own function and on no other, and those
that numbers can tell must get their own hint.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import zip_longest
from pathlib import Path

from autograder.core.assignment import Assignment, Notebook, Role, load_assignment
from autograder.core.report import CheckResult, Verdict
from autograder.ex3.bank import Variant, functions, variants
from autograder.grading.grade import grade
from autograder.run.pool import ProcessPool, results


@dataclass(frozen=True)
class Outcome:
    """How one answer of a bank was judged.

    Attributes
    ----------
    variant : Variant
        The answer, as the bank describes it.
    own : tuple of CheckResult
        The test cells of its function.
    elsewhere : tuple of CheckResult
        Test cells of other functions that went wrong although those answers are right.
    """

    variant: Variant
    own: tuple[CheckResult, ...]
    elsewhere: tuple[CheckResult, ...] = ()

    @property
    def lost(self) -> float:
        return sum(check.max_points - check.points for check in self.own)

    @property
    def lost_elsewhere(self) -> float:
        return sum(check.max_points - check.points for check in self.elsewhere)

    @property
    def hints(self) -> set[str]:
        return {check.hint for check in self.own if check.verdict is not Verdict.PASS}


def run(workers: int | None = None, sandbox: str = "auto") -> Iterator[Outcome]:
    """Grade both banks; outcomes come in the order in which they are ready, submission by submission."""
    for _, outcomes in results(partial(judge, sandbox=sandbox), submissions(), ProcessPool(workers)):
        if isinstance(outcomes, BaseException):
            raise outcomes
        yield from outcomes


def submissions() -> list[list[Variant]]:
    """Return the answers of both banks, those together that are handed in together.

    Answers to different functions share a submission: each is judged on its own, so this saves time only.
    Of the wrong ones, neighbours of a right answer must not harm it: every other function stays right.
    """
    right = [variants("right", function) for function in functions()]
    wrong = [variants("wrong", function) for function in functions()]
    rows = [row for answers in (right, wrong[::2], wrong[1::2]) for row in zip_longest(*answers)]
    return [[variant for variant in row if variant is not None] for row in rows]


def size() -> int:
    """Return how many answers the banks hold."""
    return len(variants("right")) + len(variants("wrong"))


def judge(answers: list[Variant], sandbox: str = "auto") -> list[Outcome]:
    """Grade one submission that answers some functions by the given variants, and the others rightly.

    Only their parts and the part after each are looked at: what a wrong answer could harm.
    """
    assignment = without_demonstrations(load_assignment())
    answered = {variant.function for variant in answers}
    own = [i for i, part in enumerate(assignment.notebooks) if part.functions & answered]
    looked_at = {assignment.notebooks[(i + n) % len(assignment.notebooks)].name for i in own for n in (0, 1)}
    with tempfile.TemporaryDirectory(prefix="ex3-selfcheck-") as folder:
        for notebook in assignment.notebooks:
            write_submission(notebook, {v.function: v for v in answers}, Path(folder))
        report = grade(Path(folder), assignment, sandbox=sandbox, only=looked_at)
    judged = {
        cell.grade_id: cell.function for part in assignment.notebooks for cell in part.of_role(Role.TEST)
    }
    checks = [check for part in report.notebooks for check in part.checks]
    harmed = tuple(c for c in checks if judged[c.grade_id] not in answered and c.verdict is not Verdict.PASS)
    return [
        Outcome(variant, tuple(c for c in checks if judged[c.grade_id] == variant.function), harmed)
        for variant in answers
    ]


def write_submission(notebook: Notebook, answers: dict, folder: Path) -> None:
    """Write the instructor's notebook with these answers in place of its own."""
    cells = []
    for cell in notebook.cells:
        raw = dict(cell.raw)
        if cell.role is Role.ANSWER and cell.function in answers:
            source = answers[cell.function].source
            # `# magic: %%time` in the header stands for a first line that only a notebook can run
            magic = [
                line.removeprefix("# magic: ") for line in source.splitlines() if line.startswith("# magic: ")
            ]
            raw["source"] = "\n".join([*magic, source])
        cells.append(raw)
    content = {"cells": cells, "metadata": notebook.metadata, "nbformat": 4, "nbformat_minor": 5}
    (folder / f"{notebook.name}.ipynb").write_text(json.dumps(content), encoding="utf-8")


def without_demonstrations(assignment: Assignment) -> Assignment:
    """Leave out the parts without answers, and what is neither set-up, answer nor test."""
    parts = []
    for part in assignment.notebooks:
        tests = [i for i, cell in enumerate(part.cells) if cell.role is Role.TEST]
        if tests:
            first = next(i for i, cell in enumerate(part.cells) if cell.role is Role.ANSWER)
            kept = [
                cell
                for i, cell in enumerate(part.cells)
                if cell.role in (Role.ANSWER, Role.TEST) or (cell.role is Role.LOCKED and i < first)
            ]
            parts.append(replace(part, cells=tuple(kept)))
    return replace(assignment, notebooks=tuple(parts))


def hint_of(outcome: Outcome) -> str:
    """Say whose hint a wrong answer got: "own", "general", that of "another" mistake, or "-" where nothing was lost."""
    if not outcome.hints:
        return "-"
    if outcome.variant.hint in outcome.hints:
        return "own"
    return "another" if outcome.hints & _hints_of(outcome.variant.function) else "general"


@cache
def _hints_of(function: str) -> frozenset[str]:
    """Return the hints of all wrong answers to a function; reading the bank takes a while."""
    return frozenset(variant.hint for variant in variants("wrong", function))


def faults(outcomes: list[Outcome]) -> list[str]:
    """Say in a sentence each what the grader got wrong."""
    found = []
    for outcome in outcomes:
        kind = outcome.variant.kind
        if kind == "right" and outcome.lost:
            found.append(f"{outcome.variant}: right, and loses {outcome.lost:g} points")
        if kind in ("wrong", "interface", "conditional") and not outcome.lost:
            found.append(f"{outcome.variant}: wrong, and loses nothing")
        # With right values only: what it changes may also spoil the numbers, and then it is wrong as well.
        pure = kind == "side effect" and outcome.variant.fingerprint == "none"
        if pure and sum(check.verdict is not Verdict.PASS for check in outcome.own) > 1:
            found.append(f"{outcome.variant}: a side effect costs more than the one test that is about it")
        if outcome.elsewhere:
            ids = ", ".join(sorted({check.grade_id for check in outcome.elsewhere}))
            found.append(f"{outcome.variant}: handed in together with it, right answers fail {ids}")
        if hint_of(outcome) == "another":
            found.append(f"{outcome.variant}: gets the hint of another mistake")
    return found


def tables(outcomes: list[Outcome]) -> list:
    """Return both banks as tables for the terminal, one row for each answer."""
    from rich.table import Table

    right = Table(
        "answer", "way", "points lost", title="Right answers: all at full marks", title_justify="left"
    )
    wrong = Table(
        "answer", "kind", "mistake", "lost", "of", "elsewhere", "hint",
        title="Wrong answers: marks lost on their own function only", title_justify="left",
    )  # fmt: skip
    order = {function: i for i, function in enumerate(functions())}
    for outcome in sorted(outcomes, key=lambda o: (order[o.variant.function], str(o.variant))):
        variant = outcome.variant
        if variant.kind == "right":
            right.add_row(str(variant), variant.way, f"{outcome.lost:g}" if outcome.lost else "none")
        else:
            worth = sum(check.max_points for check in outcome.own)
            wrong.add_row(
                f"{variant.function} {variant.id}",
                variant.kind,
                variant.mistake,
                f"{outcome.lost:g}",
                f"{worth:g}",
                f"{outcome.lost_elsewhere:g}",
                hint_of(outcome),
            )
    return [right, wrong]


def summary(outcomes: list[Outcome]) -> str:
    """Return the figures of both tables in a few lines."""
    right = [o for o in outcomes if o.variant.kind == "right"]
    wrong = [o for o in outcomes if o.variant.kind in ("wrong", "interface", "conditional")]
    told = [o for o in wrong if o.variant.fingerprint != "none"]
    return "\n".join(
        [
            f"right answers at full marks: {sum(not o.lost for o in right)} of {len(right)}",
            f"wrong answers that lose marks: {sum(o.lost > 0 for o in wrong)} of {len(wrong)}",
            f"answers that harm others: {sum(bool(o.elsewhere) for o in outcomes)} of {len(outcomes)}",
            f"mistakes that numbers can tell, with their own hint: {sum(hint_of(o) == 'own' for o in told)} of {len(told)}",
            f"mistakes with the hint of another: {sum(hint_of(o) == 'another' for o in outcomes)} of {len(wrong)}",
        ]
    )
