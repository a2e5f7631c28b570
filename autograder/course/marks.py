"""Read marks from nbgrader's gradebook, and write those that humans gave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from autograder.core.questions import function_of
from autograder.core.report import CheckResult, Report
from autograder.core.summary import State, state_of
from autograder.course.database import open_gradebook
from autograder.course.folder import Course

if TYPE_CHECKING:
    from nbgrader.api import Gradebook
    from sqlalchemy.orm import Query


@dataclass(frozen=True)
class Mark:
    """One graded cell of one student as the gradebook has it.

    Attributes
    ----------
    score : float
        What counts now: the human's mark if there is one, else the automatic one, else 0.
    written : bool
        A written answer, for a human to mark.
    by_hand : bool
        A human gave this mark.
    waiting : bool
        Nobody has marked it yet.
    comment : str
        What the human wrote to the student.
    extra : float
        Extra credit that a human gave; ``score`` contains it.
    again : bool
        What the human has marked is not what is there now.
    """

    grade_id: str
    score: float
    max_score: float
    written: bool
    by_hand: bool
    waiting: bool
    comment: str = ""
    extra: float = 0.0
    again: bool = False

    @property
    def state(self) -> State:
        """How a written answer stands; one that is neither marked nor waiting is still as it was released."""
        return state_of(self.score, self.max_score, unanswered=not self.by_hand, waits=self.waiting)


@dataclass(frozen=True)
class WrittenMark:
    """What a human has to mark, or has marked: one student's answer to one question of the report.

    Attributes
    ----------
    key : str
        The gradebook's random id of the student's notebook; it stays when the notebook is graded again.
    points : float or None
        The human's mark.
    waiting : bool
        There is an answer, and no mark yet.
    """

    student: str
    notebook: str
    grade_id: str
    key: str
    points: float | None
    comment: str
    waiting: bool


def read_marks(course: Course) -> dict[str, dict[str, Mark]]:
    """Return {student: {grade_id: Mark}} for all submissions of the assignment, students sorted."""
    marks: dict[str, dict[str, Mark]] = {}
    with open_gradebook(course.db_url) as gradebook:
        from nbgrader.api import Comment, Grade, GradeCell, SolutionCell

        comments = {
            (who, name): text or ""
            for who, _, name, _, text in _query(
                gradebook, course, Comment, SolutionCell, Comment.manual_comment
            )
        }
        grades = _query(
            gradebook,
            course,
            Grade,
            GradeCell,
            Grade.score,
            GradeCell.max_score,
            GradeCell.cell_type,
            Grade.manual_score,
            Grade.needs_manual_grade,
            Grade.extra_credit,
        )
        for who, _, name, _, score, max_score, cell_type, manual, unsure, extra in grades:
            # A comment on a coded answer is shown with the first of its tests.
            comment = comments.pop((who, name), "") or comments.pop((who, function_of(name)), "")
            marks.setdefault(who, {})[name] = Mark(
                grade_id=name,
                score=score,
                max_score=max_score,
                written=cell_type == "markdown",
                by_hand=manual is not None,
                waiting=unsure and manual is None,
                comment=comment,
                extra=extra or 0.0,
                again=unsure and manual is not None,
            )
    return marks


def read_written(course: Course) -> list[WrittenMark]:
    """Return the marks of all written answers of a class, students sorted."""
    with open_gradebook(course.db_url) as gradebook:
        from nbgrader.api import Comment, Grade, GradeCell, SolutionCell

        comments = {
            (who, name): text or ""
            for who, _, name, _, text in _query(
                gradebook, course, Comment, SolutionCell, Comment.manual_comment
            )
        }
        grades = _query(gradebook, course, Grade, GradeCell, Grade.manual_score, Grade.auto_score)
        return [
            WrittenMark(
                student=who,
                notebook=notebook,
                grade_id=name,
                key=key,
                points=manual,
                comment=comments.get((who, name), ""),
                waiting=manual is None and auto is None,
            )
            for who, notebook, name, key, manual, auto in grades.filter(GradeCell.cell_type == "markdown")
        ]


def with_marks(report: Report, marks: Mapping[str, Mark]) -> Report:
    """Return a report with the points that humans gave in place of the automatic ones."""

    def marked(check: CheckResult) -> CheckResult:
        mark = marks.get(check.grade_id)
        if mark is None or not (mark.by_hand or mark.extra):
            return check
        return replace(check, points=mark.score if mark.by_hand else check.points + mark.extra)

    return replace(
        report,
        notebooks=tuple(replace(part, checks=tuple(map(marked, part.checks))) for part in report.notebooks),
    )


def _query(gradebook: Gradebook, course: Course, entity, cell, *wanted) -> Query:
    """Return rows of student, notebook, grade_id, the gradebook's id of the student's notebook, and what is wanted.

    Columns rather than objects: a class of a thousand has 35,000 grades.
    """
    from nbgrader.api import Assignment, Notebook, SubmittedAssignment, SubmittedNotebook

    student = SubmittedAssignment.student_id
    return (
        gradebook.db.query(student, Notebook.name, cell.name, SubmittedNotebook.id, *wanted)
        .select_from(entity)
        .join(cell, cell.id == entity.cell_id)
        .join(SubmittedNotebook, SubmittedNotebook.id == entity.notebook_id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .filter(Assignment.name == course.assignment)
        .order_by(student, cell.name)
    )


def save_written(course: Course, marks: Iterable[WrittenMark]) -> None:
    """Enter points and comments that a human gave to written answers: all of them or, on an error, none.

    Without points the human's mark is taken back: the answer waits again.
    """
    with open_gradebook(course.db_url) as gradebook:
        try:
            for mark in marks:
                where = (mark.grade_id, mark.notebook, course.assignment, mark.student)
                grade, comment = gradebook.find_grade(*where), gradebook.find_comment(*where)
                grade.manual_score = mark.points
                grade.needs_manual_grade = mark.points is None and grade.auto_score is None
                comment.manual_comment = mark.comment or None
            gradebook.db.commit()
        except BaseException:
            gradebook.db.rollback()
            raise
