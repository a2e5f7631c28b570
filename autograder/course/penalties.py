"""Deadline, extensions and penalties in nbgrader's gradebook, so that its own commands know them too.

Marks are written by :mod:`autograder.course.entry` and :mod:`autograder.course.marks`; a penalty is no mark, and stands beside them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from autograder.core.questions import is_bonus, question_of
from autograder.core.text import amount
from autograder.course.course_toml import read_settings
from autograder.course.database import is_missing, open_gradebook
from autograder.course.folder import Course


@dataclass(frozen=True)
class Late:
    """How late a submission is, in seconds, grace time not taken off, and what it costs in points."""

    seconds: float
    penalty: float


def update_lateness(course: Course) -> dict[str, Late]:
    """Bring deadline, extensions and penalties in the gradebook up to date; return who is late.

    Without a deadline in ``course.toml`` what nbgrader itself knows is left as it is.
    """
    deadline = read_settings(course.root).deadline
    if deadline is None and is_missing(course.db_url):
        return {}
    with open_gradebook(course.db_url) as gradebook:
        from nbgrader.api import Grade, MissingEntry, Notebook, SubmittedAssignment, SubmittedNotebook
        from sqlalchemy import func

        try:
            assignment = gradebook.find_assignment(course.assignment)
        except MissingEntry:
            if deadline is not None:  # nbgrader asks for no penalty without it, and adds the notebooks later
                gradebook.add_assignment(course.assignment, duedate=deadline.due_utc)
            return {}
        if deadline is not None and assignment.duedate != deadline.due_utc:
            assignment.duedate = deadline.due_utc
        # Columns, not objects: with each object nbgrader adds up grades, which takes minutes for a class of thousands.
        submissions = gradebook.db.query(
            SubmittedAssignment.id,
            SubmittedAssignment.student_id,
            SubmittedAssignment.timestamp,
            SubmittedAssignment.extension,
        ).filter(SubmittedAssignment.assignment_id == assignment.id)
        scores = dict(
            gradebook.db.query(Grade.notebook_id, func.sum(Grade.score)).group_by(Grade.notebook_id).all()
        )
        parts: dict[str, list[_Part]] = {}
        rows = (
            gradebook.db.query(
                SubmittedNotebook.assignment_id,
                SubmittedNotebook.id,
                SubmittedNotebook.late_submission_penalty,
            )
            .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
            .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
            .filter(SubmittedAssignment.assignment_id == assignment.id)
            .order_by(Notebook.name)
        )
        for submission_id, notebook_id, penalty in rows:
            parts.setdefault(submission_id, []).append(
                _Part(notebook_id, scores.get(notebook_id, 0.0), penalty or 0.0)
            )
        reachable = reachable_points(gradebook, course.assignment)
        late: dict[str, Late] = {}
        extensions, penalties = [], []
        for submission_id, student, timestamp, extension in submissions.all():
            own = parts.get(submission_id, [])
            if deadline is not None and (deadline.extension(student) or None) != extension:
                extension = deadline.extension(student) or None
                extensions.append({"id": submission_id, "extension": extension})
            seconds = _seconds_late(timestamp, assignment.duedate, extension)
            if deadline is not None:
                charged = _charged(own, deadline.points_lost(seconds, reachable))
                penalties += [
                    {"id": new.id, "late_submission_penalty": new.penalty or None}
                    for old, new in zip(own, charged, strict=True)
                    if old.penalty != new.penalty
                ]
                own = charged
            penalty = sum(part.penalty for part in own)
            if seconds or penalty:
                late[student] = Late(seconds, penalty)
        gradebook.db.bulk_update_mappings(SubmittedAssignment, extensions)
        gradebook.db.bulk_update_mappings(SubmittedNotebook, penalties)
        gradebook.db.commit()
    return late


@dataclass(frozen=True)
class _Part:
    """A student's notebook in the gradebook, with its points and the share of the penalty that it bears."""

    id: str
    score: float
    penalty: float


def _seconds_late(timestamp: datetime | None, due: datetime | None, extension: timedelta | None) -> float:
    if timestamp is None or due is None:
        return 0.0
    return max(0.0, (timestamp - due - (extension or timedelta(0))).total_seconds())


def _charged(parts: list[_Part], lost: float) -> list[_Part]:
    """Take the penalty from the notebooks in the order of their names, from each at most what it has."""
    charged = []
    for part in parts:
        share = share_of(lost, part.score)
        lost -= share
        charged.append(replace(part, penalty=share))
    return charged


def share_of(lost: float, score: float) -> float:
    """Return how much of a penalty one notebook can bear."""
    return max(0.0, min(lost, score))


def reachable_points(gradebook, assignment: str) -> float:
    """Return the most points of an assignment without its bonus questions."""
    from nbgrader.api import Assignment, BaseCell, GradeCell, Notebook

    cells = gradebook.db.query(GradeCell.name, GradeCell.max_score).select_from(GradeCell)
    cells = cells.join(Notebook, Notebook.id == BaseCell.notebook_id).join(Assignment)
    named = cells.filter(Assignment.name == assignment)
    return sum(points for name, points in named if not is_bonus(question_of(name)))


def in_words(late: Late) -> str:
    """Return "1 day 2 hours late: 4 points less"."""
    span = timedelta(seconds=late.seconds)
    hours, minutes = span.seconds // 3600, span.seconds % 3600 // 60
    parts = [(span.days, "day"), (hours, "hour"), (minutes, "minute")]
    told = [amount(n, word) for n, word in parts if n][:2] or ["less than a minute"]
    cost = f"{amount(late.penalty, 'point') if late.penalty else 'no points'} less"
    return f"{' '.join(told)} late: {cost}"
