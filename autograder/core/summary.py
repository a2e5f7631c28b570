"""What a report comes to: points and state of each question, what waits for a human, what looks like tampering."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from autograder.core.questions import part_of, question_of
from autograder.core.report import CheckResult, NotebookReport, Report, Verdict


class State(StrEnum):
    """How a question stands. The value is its class in the pages' style sheet."""

    FULL = "full"
    PART = "part"
    NONE = "none"
    OPEN = "open"  # nothing handed in that could be judged
    WAIT = "wait"  # a human has to look


def state_of(points: float, max_points: float, *, unanswered: bool = False, waits: bool = False) -> State:
    """Return how a question with so many points stands.

    Parameters
    ----------
    points, max_points : float
    unanswered : bool
        There was nothing to judge.
    waits : bool
        A human has still to mark it.
    """
    if waits:
        return State.WAIT
    if points >= max_points:
        return State.FULL
    if points:
        return State.PART
    return State.OPEN if unanswered else State.NONE


@dataclass(frozen=True)
class QuestionScore:
    """A coded question: its test cells, and the notebook that has the first of them."""

    label: str
    notebook: str
    checks: tuple[CheckResult, ...] = ()

    @property
    def points(self) -> float:
        return sum(check.points for check in self.checks)

    @property
    def max_points(self) -> float:
        return sum(check.max_points for check in self.checks)

    @property
    def unanswered(self) -> bool:
        return all(is_open(check) for check in self.checks)

    @property
    def state(self) -> State:
        waits = any(check.verdict is Verdict.INTERNAL for check in self.checks)
        return state_of(self.points, self.max_points, unanswered=self.unanswered, waits=waits)


def coded_scores(report: Report) -> dict[str, QuestionScore]:
    """Return the coded questions by label, in the order of the sheet."""
    scores: dict[str, QuestionScore] = {}
    for notebook in report.notebooks:
        for check in notebook.checks:
            label = question_of(check.grade_id)
            score = scores.get(label, QuestionScore(label, notebook.name))
            scores[label] = replace(score, checks=(*score.checks, check))
    return dict(sorted(scores.items()))


def waiting_points(report: Report) -> float:
    """Return the points of written answers that a human has to mark."""
    return sum(a.max_points for n in report.notebooks for a in n.answers if a.answered)


def is_open(check: CheckResult) -> bool:
    """Whether there was nothing to judge: no answer, or no notebook."""
    return check.verdict is Verdict.MISSING


def why_not_found(report: Report) -> str:
    """Return why a submission has nothing that can be graded, in the words of each part's report."""
    reasons = dict.fromkeys(reason for part in report.notebooks for reason in _reasons(part))
    return " ".join(reasons) or "There is no notebook of the exercise in it."


def _reasons(part: NotebookReport) -> tuple[str, ...]:
    return part.repairs if part.broken and len(part.repairs) == 1 else part.repairs[1:]


def flagged(report: Report) -> dict[str, list[str]]:
    """Return what looks like tampering, each with the parts in which it stands."""
    where: dict[str, list[str]] = {}
    for notebook in report.notebooks:
        for flag in notebook.flags:
            where.setdefault(flag, []).append(part_of(notebook.name))
    return where


def spread(parts: list[str]) -> str:
    """Return "Part C and 3 more" for what stands in several parts."""
    return parts[0] if len(parts) == 1 else f"{parts[0]} and {len(parts) - 1} more"
