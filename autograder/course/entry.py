"""Enter marks in nbgrader's gradebook: the automatic ones of a report, and those that a human gives by ``ex3 mark``.

What nbgrader's own autograder promises holds here too: a human's mark stays, a written answer that is still as
released gets 0, any other waits to be marked. The marks come from the report, never from what a cell displayed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.core.errors import UsageError
from autograder.core.questions import function_of, question_of
from autograder.core.report import CheckResult, NotebookReport, Report, ReportAnswer, Verdict
from autograder.core.text import amount, number
from autograder.course.database import open_gradebook
from autograder.course.folder import Course

if TYPE_CHECKING:
    from nbgrader.api import Grade, Gradebook

ALL = "all"  # in place of a question


@dataclass(frozen=True)
class Change:
    """What became of one mark.

    Attributes
    ----------
    old, new : float or None
        What counts, the human's mark if there is one; None for an answer that waits for a human.
    note : str
        What a human should know.
    look : bool
        A human has marked something else than what is there now, and must look again.
    """

    student: str
    notebook: str
    grade_id: str
    old: float | None
    new: float | None
    note: str = ""
    look: bool = False


def save_marks(
    gradebook: Gradebook,
    assignment: str,
    student: str,
    report: Report,
    timestamp: str | None = None,
    anew: Collection[str] = (),
    log: Callable[[list[Change]], None] = lambda changes: None,
) -> list[Change]:
    """Enter one student's report, all of it or, on an error, nothing; return the marks that have changed.

    Parameters
    ----------
    gradebook : Gradebook
    assignment, student : str
    report : Report
    timestamp : str, optional
        When it was handed in.
    anew : collection of str
        Cells that the student has written in since the last time.
    log : callable
        Gets the changes before they are made.
    """
    try:
        gradebook.update_or_create_student(student)
        when = {"timestamp": timestamp} if timestamp else {}
        submission = _all_of(gradebook, gradebook.update_or_create_submission(assignment, student, **when))
        by_name = {notebook.name: notebook for notebook in report.notebooks}
        changes: list[Change] = []
        for entry in submission.notebooks:
            notebook = by_name.get(entry.name, NotebookReport(entry.name, found=False))
            checks = {check.grade_id: check for check in notebook.checks}
            answers = {answer.grade_id: answer for answer in notebook.answers}
            for grade in entry.grades:
                before = _state(grade)
                _enter(grade, checks.get(grade.name), answers.get(grade.name), anew)
                changes += _changes(student, entry.name, grade.name, before, _state(grade))
            hints = _hints(notebook.checks)
            for comment in entry.comments:
                answer = answers.get(comment.name)
                unanswered = answer is not None and not answer.answered
                comment.auto_comment = "No response." if unanswered else hints.get(comment.name)
        gradebook.db.flush()  # what the database refuses has not happened
        log(changes)
        gradebook.db.commit()
    except BaseException:
        gradebook.db.rollback()
        raise
    return changes


def _all_of(gradebook: Gradebook, submission):
    """Return the same submission, read in a few queries in place of three for each cell."""
    from nbgrader.api import Comment, Grade, SubmittedAssignment, SubmittedNotebook
    from sqlalchemy.orm import joinedload, selectinload

    parts = selectinload(SubmittedAssignment.notebooks).options(
        joinedload(SubmittedNotebook.notebook),
        selectinload(SubmittedNotebook.grades).joinedload(Grade.cell),
        selectinload(SubmittedNotebook.comments).joinedload(Comment.cell),
    )
    return gradebook.db.query(SubmittedAssignment).filter_by(id=submission.id).options(parts).one()


@dataclass(frozen=True)
class _State:
    auto: float | None
    manual: float | None
    unsure: bool

    @property
    def counts(self) -> float | None:
        return self.auto if self.manual is None else self.manual


def _state(grade) -> _State:
    return _State(grade.auto_score, grade.manual_score, grade.needs_manual_grade)


def _enter(grade, check: CheckResult | None, answer: ReportAnswer | None, anew: Collection[str]) -> None:
    """Put one result into one of nbgrader's grades."""
    if check is not None and check.verdict is Verdict.INTERNAL:
        grade.needs_manual_grade = True  # the old mark stays; a human must look
        return
    before = grade.auto_score
    if check is not None:
        grade.auto_score = float(check.points)
    elif answer is not None and answer.answered:
        grade.auto_score = None
    else:
        grade.auto_score = 0.0
    if grade.manual_score is None:
        grade.needs_manual_grade = grade.auto_score is None
    elif grade.auto_score != before or not {grade.name, function_of(grade.name)}.isdisjoint(anew):
        # nbgrader's own autograder asks for every mark by hand again; here it is those that may have become wrong.
        grade.needs_manual_grade = True


def _changes(student: str, notebook: str, grade_id: str, old: _State, new: _State) -> Iterator[Change]:
    """Say what has become of one mark, if it is another one now or a human has to look at it again."""
    if old.counts is None:  # there was no mark
        return
    look = new.unsure and new.manual is not None and not old.unsure
    if look:
        auto = old.auto != new.auto and None not in (old.auto, new.auto)
        said = (
            f"the automatic mark is {new.auto:g} in place of {old.auto:g}"
            if auto
            else "the answer has changed"
        )
        note = f"{said}; the mark given by hand stays, please look again"
    elif new.counts is None:
        note = "answered now, waits to be marked"
    else:
        note = ""
    if look or (old.counts != new.counts):
        yield Change(student, notebook, grade_id, old.counts, new.counts, note, look)


def _hints(checks: tuple[CheckResult, ...]) -> dict[str, str]:
    """Return for each answer cell what nbgrader's pages show beside it: the hints of its failed checks."""
    hints: dict[str, dict[str, None]] = {}  # a dict keeps the order and drops repeats
    for check in checks:
        function = function_of(check.grade_id)
        if function and check.verdict is not Verdict.PASS and check.hint:
            hints.setdefault(function, {})[check.hint] = None
    return {function: "\n\n".join(texts) for function, texts in hints.items()}


@dataclass(frozen=True)
class Points:
    """What a human gives: so many points, or, if ``added``, so many more than the mark that is there."""

    value: float
    added: bool = False


def read_points(text: str) -> Points:
    """Read "3", "1.5", "1,5", "+1" or "-0.5".

    Raises
    ------
    UsageError
        If it is none of these.
    """
    if not re.fullmatch(r"[+-]?\d{1,4}([.,]\d{0,4})?", text):
        raise UsageError(
            f"{text!r} is no number of points. Write 3 for a mark, or +1 for points on top of one."
        )
    return Points(float(text.replace(",", ".")), text[0] in "+-")


def mark_question(
    course: Course, student: str, label: str, points: Points | None, comment: str = ""
) -> list[Change]:
    """Give a student points for a question, or, without points, take back what a human gave.

    A mark replaces the automatic ones of the question's cells. Points on top are nbgrader's extra credit of its first
    cell, so that they stay on top of whatever mark the next run gives.

    Parameters
    ----------
    course : Course
    student : str
        The name of the folder in submitted/; nothing need have been handed in.
    label : str
        Of a question, such as "2a", or "all".
    points : Points, optional
    comment : str
        For the student; kept with the question's answer cell.

    Returns
    -------
    list of Change
        What counted before and what counts now, for each cell of the question.

    Raises
    ------
    UsageError
        If there is no such question, or the points are more than it has.
    """
    with open_gradebook(course.db_url) as gradebook:
        try:
            gradebook.update_or_create_student(student)
            submission = gradebook.update_or_create_submission(course.assignment, student)
            gradebook.db.flush()
            grades = _grades(submission, label)
            before = [_counts(grade) for _, grade in grades]
            _give([grade for _, grade in grades], label, points)
            names = {grade.name for _, grade in grades} | {function_of(grade.name) for _, grade in grades}
            for part in submission.notebooks:
                for each in part.comments:
                    if each.name in names:
                        each.manual_comment = comment or None
            changes = [
                Change(
                    student,
                    part,
                    grade.name,
                    old,
                    _counts(grade),
                    f"by hand: {comment}" if comment else "taken back",
                )
                for (part, grade), old in zip(grades, before, strict=True)
            ]
            _drop_empty(gradebook, submission, course, student)
            gradebook.db.commit()
        except BaseException:
            gradebook.db.rollback()
            raise
    return changes


def _grades(submission, label: str) -> list[tuple[str, Grade]]:
    cells = [(part.name, grade) for part in submission.notebooks for grade in part.grades]
    cells.sort(key=lambda cell: (cell[0], cell[1].name))
    chosen = [cell for cell in cells if label in (ALL, question_of(cell[1].name))]
    if not chosen:
        known = sorted({question_of(grade.name) for _, grade in cells})
        raise UsageError(f"There is no question {label}. There are: {', '.join(known)}, and all.")
    return chosen


def _give(grades: Sequence[Grade], label: str, points: Points | None) -> None:
    if points is None:
        for grade in grades:
            grade.manual_score = grade.extra_credit = None
            grade.needs_manual_grade = grade.auto_score is None
    elif points.added:
        grades[0].extra_credit = points.value or None
    else:
        most = sum(grade.max_score for grade in grades)
        if points.value > most:
            raise UsageError(
                f"{amount(points.value, 'point is', 'points are')} more than {label} has: {number(most)}. "
                f"Write +{number(points.value - most)} for points on top."
            )
        left = points.value
        for grade in grades:
            grade.manual_score = min(left, grade.max_score)
            grade.extra_credit, grade.needs_manual_grade = None, False
            left -= grade.manual_score


def _counts(grade: Grade) -> float | None:
    mark = grade.auto_score if grade.manual_score is None else grade.manual_score
    if mark is None and not grade.extra_credit:
        return None
    return (mark or 0.0) + (grade.extra_credit or 0.0)


def _drop_empty(gradebook: Gradebook, submission, course: Course, student: str) -> None:
    """Remove a submission that only a human's marks have made, once they are taken back."""
    grades = [grade for part in submission.notebooks for grade in part.grades]
    if all(_counts(grade) is None for grade in grades) and not course.report(student).exists():
        gradebook.db.delete(submission)
