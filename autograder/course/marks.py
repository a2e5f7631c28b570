"""Read marks from nbgrader's gradebook, and write those that humans gave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

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
    """Return {student: {grade_id: Mark}} for all submissions of the assignment, students sorted.

    nbgrader wants a grade_id once in a notebook only; one that several notebooks have is called by :func:`within`.
    """
    marks: dict[str, dict[str, Mark]] = {}
    with open_gradebook(course.db_url) as gradebook:
        from nbgrader.api import Grade, GradeCell, TaskCell

        comments, by_hand = _comments(gradebook, course), _by_hand(gradebook, course)
        wanted = (Grade.score, Grade.manual_score, Grade.needs_manual_grade, Grade.extra_credit)
        rows = [
            row
            for kind in (GradeCell, TaskCell)
            for row in _query(gradebook, course, Grade, kind, kind.max_score, *wanted)
        ]
        where: dict[str, set[str]] = {}
        for _, notebook, name, *_ in rows:
            where.setdefault(name, set()).add(notebook)
        for who, notebook, name, _, max_score, score, manual, unsure, extra in sorted(rows, key=_place):
            # A comment on a coded answer is shown with the first of its tests.
            places = ((who, notebook, name), (who, notebook, function_of(name)))
            comment = next((said for place in places if (said := comments.pop(place, ""))), "")
            key = name if len(where[name]) == 1 else within(notebook, name)
            marks.setdefault(who, {})[key] = Mark(
                grade_id=key,
                score=score,
                max_score=max_score,
                written=(notebook, name) in by_hand,
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
        from nbgrader.api import Grade, GradeCell, TaskCell

        comments, by_hand = _comments(gradebook, course), _by_hand(gradebook, course)
        rows = [
            row
            for kind in (GradeCell, TaskCell)
            for row in _query(gradebook, course, Grade, kind, Grade.manual_score, Grade.auto_score)
        ]
        return [
            WrittenMark(
                student=who,
                notebook=notebook,
                grade_id=name,
                key=key,
                points=manual,
                comment=comments.get((who, notebook, name), ""),
                waiting=manual is None and auto is None,
            )
            for who, notebook, name, key, manual, auto in sorted(rows, key=_place)
            if (notebook, name) in by_hand
        ]


def within(notebook: str, grade_id: str) -> str:
    """Return what a cell is called if another notebook has one of the same grade_id."""
    return f"{notebook}: {grade_id}"


def _place(row: Sequence[Any]) -> tuple[str, str, str]:
    """Return student, grade_id and notebook of a row, to sort it by."""
    return row[0], row[2], row[1]


def _comments(gradebook: Gradebook, course: Course) -> dict[tuple[str, str, str], str]:
    """Return what humans have said of a student's cell in a notebook."""
    from nbgrader.api import Comment, SolutionCell, TaskCell

    return {
        (who, notebook, name): text or ""
        for kind in (SolutionCell, TaskCell)
        for who, notebook, name, _, text in _query(
            gradebook, course, Comment, kind, Comment.manual_comment
        ).filter(Comment.manual_comment.is_not(None))
    }


def _by_hand(gradebook: Gradebook, course: Course) -> set[tuple[str, str]]:
    """Return notebook and grade_id of the cells that humans mark: answers that are graded themselves, and tasks."""
    from nbgrader.api import Assignment, BaseCell, GradeCell, Notebook, SolutionCell, TaskCell

    def names(kind: Any) -> set[tuple[str, str]]:
        query = gradebook.db.query(Notebook.name, kind.name).select_from(kind)
        query = query.join(Notebook, Notebook.id == BaseCell.notebook_id)
        query = query.join(Assignment, Assignment.id == Notebook.assignment_id)
        return {(row[0], row[1]) for row in query.filter(Assignment.name == course.assignment)}

    return names(GradeCell) & names(SolutionCell) | names(TaskCell)


def with_marks(report: Report, marks: Mapping[str, Mark]) -> Report:
    """Return a report with the points that humans gave in place of the automatic ones."""

    def marked(notebook: str, check: CheckResult) -> CheckResult:
        mark = marks.get(check.grade_id) or marks.get(within(notebook, check.grade_id))
        if mark is None or not (mark.by_hand or mark.extra):
            return check
        return replace(check, points=mark.score if mark.by_hand else check.points + mark.extra)

    return replace(
        report,
        notebooks=tuple(
            replace(part, checks=tuple(marked(part.name, check) for check in part.checks))
            for part in report.notebooks
        ),
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
