"""Deadline, extensions, penalties and names in nbgrader's gradebook, so that its own commands know them too.

Marks are written by :mod:`autograder.course.entry` and :mod:`autograder.course.marks`; a penalty is no mark, and stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from autograder.core.questions import is_bonus, question_of
from autograder.core.text import number
from autograder.course.course_toml import Deadline, read_settings
from autograder.course.database import is_missing, open_gradebook
from autograder.course.folder import Course


@dataclass(frozen=True)
class Late:
    """How late a submission is, in seconds, grace time not taken off, and what it costs in points."""

    seconds: float
    penalty: float


def enter_people(course: Course, people: Iterable[tuple[str, str, str, str]]) -> None:
    """Enter students in the gradebook: id, first name, last name, e-mail address; an empty one changes nothing."""
    with open_gradebook(course.db_url) as gradebook:
        from nbgrader.api import Student

        known = {student.id: student for student in gradebook.db.query(Student)}
        for student_id, first, last, email in people:
            student = known.get(student_id)
            if student is None:
                student = Student(id=student_id)
                gradebook.db.add(student)
            for name, value in (("first_name", first), ("last_name", last), ("email", email)):
                if value and getattr(student, name) != value:
                    setattr(student, name, value)
        gradebook.db.commit()


def update_lateness(course: Course) -> dict[str, Late]:
    """Bring deadline, extensions and penalties in the gradebook up to date; return who is late.

    Without a deadline in ``course.toml`` what nbgrader itself knows is left as it is.
    """
    deadline = read_settings(course.root).deadline
    if deadline is None and is_missing(course.db_url):
        return {}
    with open_gradebook(course.db_url) as gradebook:
        from nbgrader.api import Assignment, MissingEntry, Notebook, SubmittedAssignment, SubmittedNotebook

        try:
            assignment = gradebook.find_assignment(course.assignment)
        except MissingEntry:
            if deadline is not None:  # nbgrader asks for no penalty without it, and adds the notebooks later
                gradebook.add_assignment(course.assignment, duedate=deadline.due_utc)
            return {}
        if deadline is not None and assignment.duedate != deadline.due_utc:
            assignment.duedate = deadline.due_utc
        submissions = gradebook.db.query(SubmittedAssignment).filter_by(assignment_id=assignment.id).all()
        rows = (  # one query: a class of a thousand has 9,000 notebooks
            gradebook.db.query(SubmittedNotebook.assignment_id, SubmittedNotebook, SubmittedNotebook.score)
            .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
            .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .filter(Assignment.id == assignment.id)
            .order_by(Notebook.name)
        )
        parts: dict[str, list[tuple]] = {}
        for submission_id, notebook, score in rows:
            parts.setdefault(submission_id, []).append((notebook, score))
        reachable = reachable_points(gradebook, course.assignment)
        late = {}
        for submission in submissions:
            if deadline is not None:
                _extend(submission, deadline)
                lost = deadline.points_lost(submission.total_seconds_late, reachable)
                _charge(parts.get(submission.id, []), lost)
            seconds = submission.total_seconds_late
            penalty = sum(part.late_submission_penalty or 0 for part, _ in parts.get(submission.id, []))
            if seconds or penalty:
                late[submission.student_id] = Late(seconds, penalty)
        gradebook.db.commit()
    return late


def _extend(submission, deadline: Deadline) -> None:
    own = deadline.extension(submission.student_id) or None
    if submission.extension != own:
        submission.extension = own


def _charge(parts: list[tuple], lost: float) -> None:
    """Take the penalty from the notebooks in the order of their names, from each at most what it has."""
    for notebook, score in parts:
        share = share_of(lost, score)
        lost -= share
        if (notebook.late_submission_penalty or 0) != share:
            notebook.late_submission_penalty = share or None


def share_of(lost: float, score: float) -> float:
    """Return how much of a penalty one notebook can bear."""
    return max(0.0, min(lost, score))


def reachable_points(gradebook, assignment: str) -> float:
    """Return the most points of an assignment without its bonus questions."""
    cells = [
        cell for notebook in gradebook.find_assignment(assignment).notebooks for cell in notebook.grade_cells
    ]
    return sum(cell.max_score for cell in cells if not is_bonus(question_of(cell.name)))


def in_words(late: Late) -> str:
    """Return "1 day 2 hours late: 4 points less"."""
    span = timedelta(seconds=late.seconds)
    hours, minutes = span.seconds // 3600, span.seconds % 3600 // 60
    parts = [(span.days, "day"), (hours, "hour"), (minutes, "minute")]
    told = [f"{n} {word}{'s' if n != 1 else ''}" for n, word in parts if n][:2] or ["less than a minute"]
    cost = f"{number(late.penalty)} points less" if late.penalty else "no points less"
    return f"{' '.join(told)} late: {cost}"
