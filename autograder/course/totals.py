"""What a student's marks come to: points by question, sums, what waits, and the penalty taken off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.core.questions import is_bonus, question_of
from autograder.course.marks import Mark

Marks = Mapping[str, Mapping[str, Mark]]


@dataclass(frozen=True)
class Total:
    """The marks of one student, added up.

    Attributes
    ----------
    scores : dict
        Points by question, in the order of the sheet; None for one that waits for a human, since an LMS
        would take a 0 for a mark.
    automatic, written : float
        Points of the coded questions and of the written answers, so far.
    waiting : float
        The most points that what waits can still give.
    penalty : float
        What being late costs.
    """

    scores: dict[str, float | None]
    automatic: float = 0.0
    written: float = 0.0
    waiting: float = 0.0
    penalty: float = 0.0

    @property
    def points(self) -> float:
        return max(0.0, self.automatic + self.written - self.penalty)

    @property
    def waits(self) -> bool:
        return None in self.scores.values()


@dataclass(frozen=True)
class Most:
    """The most points that one question gives."""

    points: float
    written: bool
    bonus: bool


def total_of(own: Mapping[str, Mark], labels: Mapping[str, object], penalty: float = 0.0) -> Total:
    """Add up the marks of a student; ``labels`` are the questions of the class."""
    by_label: dict[str, list[Mark]] = {label: [] for label in labels}
    for mark in own.values():
        by_label.setdefault(question_of(mark.grade_id), []).append(mark)
    return Total(
        {
            label: None if any(m.waiting for m in marks) else sum(m.score for m in marks)
            for label, marks in by_label.items()
        },
        sum(mark.score for mark in own.values() if not mark.written),
        sum(mark.score for mark in own.values() if mark.written),
        sum(mark.max_score for mark in own.values() if mark.waiting),
        penalty,
    )


def most_points(marks: Marks) -> dict[str, Most]:
    """Return what each question can give, in the order of the sheet."""
    cells = {mark.grade_id: mark for own in marks.values() for mark in own.values()}
    most: dict[str, Most] = {}
    for mark in cells.values():
        label = question_of(mark.grade_id)
        before = most[label].points if label in most else 0.0
        most[label] = Most(before + mark.max_score, mark.written, is_bonus(label))
    return dict(sorted(most.items()))


def reachable(most: Mapping[str, Most]) -> float:
    """Return the most points without bonus."""
    return sum(question.points for question in most.values() if not question.bonus)
