"""Decide verdicts and points of test cells from their results, with messages for the student."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from autograder.core.assignment import Cell, Notebook, Role
from autograder.core.ipynb import Origin
from autograder.core.report import CheckResult, NotebookReport, ReportAnswer, Verdict
from autograder.intake.merge import MergedCell
from autograder.sandbox.cell_result import CellResult, Status

# What is said of an answer; with MISSING there was none to judge.
AGAINST = frozenset({Verdict.FAIL, Verdict.ERROR, Verdict.TIMEOUT, Verdict.MEMORY})
SLOW = "Look for a loop that never ends, or for work that could be done once instead of again and again."
LARGE = "Look for an array that is far larger than it needs to be, or for a list that never stops growing."


class Verdicts:
    """Verdicts on the test cells of one notebook.

    Parameters
    ----------
    code : sequence of MergedCell
        All code cells of the notebook.
    results : sequence of CellResult
        How each of them went.
    added : collection of str
        Functions of the part that cells define which the student has added.
    replaced : mapping
        Names other than answers that a test reads and the student's cells bind, by the test's grade_id.
    partial : collection of str
        Tests that give the instructor's version a number of points, by their grade_id.
    """

    def __init__(
        self,
        code: Sequence[MergedCell],
        results: Sequence[CellResult],
        added: Collection[str] = (),
        replaced: Mapping[str, Collection[str]] = MappingProxyType({}),
        partial: Collection[str] = (),
    ):
        self.answers = {
            cell.cell.function: (cell, result)
            for cell, result in zip(code, results, strict=True)
            if cell.cell and cell.role is Role.ANSWER
        }
        self.added, self.replaced, self.partial = added, replaced, partial

    def of(self, test: Cell, result: CellResult) -> CheckResult:
        """Return the record of one test cell."""
        error = result.error
        if result.status is Status.OK:
            return _passed(test, result, test.grade_id in self.partial)
        if error.before_run:
            return check(test, Verdict.INTERNAL, f"The test cell itself cannot be run: {error}")
        if self._is_unanswered(test.function):
            return check(test, Verdict.MISSING, f"{test.function} is not answered yet.")
        if not result.ran:
            return self._not_run(test, result)
        if error.ours and (names := self.replaced.get(test.grade_id)):  # what it was given is the student's
            own = (
                f"A cell of yours gives {', '.join(sorted(names))} another value. Choose another name there."
            )
            return check(test, Verdict.ERROR, str(error), own)
        if error.ours:
            return check(test, Verdict.INTERNAL, f"The check itself has failed: {error}")
        if error.type == "NameError" and error.name == test.function in self.answers:
            return self._undefined(test)
        if result.status is Status.TIMEOUT:
            return check(test, Verdict.TIMEOUT, f"Not finished in time: {error.text}.", SLOW)
        if result.status is Status.MEMORY:
            return check(test, Verdict.MEMORY, str(error), error.hint or LARGE)
        if result.status is Status.CRASH:
            return check(
                test, Verdict.ERROR, f"The notebook's process did not survive this test: {error.text}."
            )
        message = error.text if error.check else str(error)
        if result.status is Status.FAILED:
            return check(test, Verdict.FAIL, message, error.hint)
        if error.type == "NotImplementedError":
            return check(test, Verdict.ERROR, message, "Take out the line that raises NotImplementedError.")
        return check(test, Verdict.ERROR, message, error.hint)

    def _is_unanswered(self, function: str) -> bool:
        if function not in self.answers:
            return False
        cell, _ = self.answers[function]
        return (not cell.present or cell.origin is Origin.COURSE) and function not in self.added

    def _not_run(self, test: Cell, result: CellResult) -> CheckResult:
        if result.status is Status.TIMEOUT:
            return check(
                test, Verdict.TIMEOUT, "Not run: the time of this notebook was used up by cells above."
            )
        return check(test, Verdict.ERROR, "Not run: a cell above has ended the notebook's process.")

    def _undefined(self, test: Cell) -> CheckResult:
        _, answer = self.answers[test.function]
        if answer.status is Status.OK:
            return check(test, Verdict.MISSING, f"No cell of the notebook defines {test.function}.")
        verdict = {Status.TIMEOUT: Verdict.TIMEOUT, Status.MEMORY: Verdict.MEMORY}.get(
            answer.status, Verdict.ERROR
        )
        return check(
            test, verdict, f"The answer cell fails, so {test.function} is not defined. {answer.error}"
        )


def doubted(checks: Sequence[CheckResult], faults: Mapping[str, str]) -> tuple[CheckResult, ...]:
    """Return the records with INTERNAL in place of lost marks in tests that are at fault themselves.

    Parameters
    ----------
    checks : sequence of CheckResult
    faults : mapping
        What is wrong with a test, by its grade_id.
    """
    timeouts = {one.grade_id for one in checks if one.verdict is Verdict.TIMEOUT}
    if timeouts & faults.keys():  # it has used up what the other tests had
        faults = {**dict.fromkeys(timeouts, "A test that is at fault has used up the time."), **faults}
    return tuple(
        replace(one, points=0.0, verdict=Verdict.INTERNAL, message=faults[one.grade_id], hint="")
        if one.verdict in AGAINST and one.grade_id in faults
        else one
        for one in checks
    )


def _passed(test: Cell, result: CellResult, partial: bool) -> CheckResult:
    """Return the record of a test that has come to its end: a number that it displays is partial credit."""
    points = displayed(result)
    if points is None:
        return check(test, Verdict.PASS)
    if is_beyond(points, test) or (partial and not points >= 0):
        # SECURITY: it comes from a wrong answer, unless the instructor's version does so too.
        return check(test, Verdict.FAIL, f"The test displays {points:g}, which is no number of points.")
    if not 0 <= points < test.points:
        return check(test, Verdict.PASS)
    return replace(check(test, Verdict.FAIL, f"{points:g} of {test.points:g} points."), points=points)


def displayed(result: CellResult) -> float | None:
    """Return the number that a test displays last, None if it displays none."""
    shown = next(
        (out["data"].get("text/plain") for out in result.outputs if out["output_type"] == "execute_result"),
        "",
    )
    try:
        return float(shown)
    except (TypeError, ValueError):
        return None


def is_beyond(points: float, test: Cell) -> bool:
    """Whether these are more points than a test can give."""
    return points > test.points and not math.isclose(points, test.points)


def share(result: CellResult) -> float:
    """Return a number that is the larger, the more a test's result is worth."""
    if result.status is not Status.OK or not result.ran:
        return -1.0
    points = displayed(result)
    return math.inf if points is None else -math.inf if math.isnan(points) else points


def not_isolated(one: CheckResult, why: str) -> CheckResult:
    """Return the record of a test that may not run beside the answers and cannot run apart from them."""
    said = f"This test cannot be isolated, and the course requires it: {why}"
    return replace(one, points=0.0, verdict=Verdict.INTERNAL, message=said, hint="")


def check(test: Cell, verdict: Verdict, message: str = "", hint: str = "") -> CheckResult:
    """Return the record of one test cell; only PASS has points."""
    points = test.points if verdict is Verdict.PASS else 0.0
    return CheckResult(test.grade_id, points, test.points, verdict, message.strip(), hint.strip())


def missing(notebook: Notebook, remarks: Sequence[str], broken: bool = False) -> NotebookReport:
    """Return the report on a part that was not handed in, or is unreadable."""
    checks = tuple(check(cell, Verdict.MISSING, " ".join(remarks)) for cell in notebook.of_role(Role.TEST))
    answers = _by_hand(notebook, False)
    return NotebookReport(notebook.name, False, checks, answers, tuple(remarks), broken=broken)


def internal(notebook: Notebook, remarks: Sequence[str], fault: str) -> NotebookReport:
    """Return the report on a part that could not be judged, through a fault of ours."""
    checks = tuple(check(cell, Verdict.INTERNAL, fault) for cell in notebook.of_role(Role.TEST))
    answers = _by_hand(notebook, True)
    return NotebookReport(notebook.name, True, checks, answers, tuple(remarks))


def _by_hand(notebook: Notebook, answered: bool) -> tuple[ReportAnswer, ...]:
    return tuple(ReportAnswer(cell.grade_id, cell.points, answered) for cell in notebook.marked_by_hand)
