"""nbgrader's gradebook: the only module that writes marks to it, and the one that reads them back.

What nbgrader's own autograder promises holds here too: a mark given by a human is never touched, a written
answer that is still as released gets 0, any other waits for a human. The marks come from the report, never
from what a cell displayed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.core.errors import NotGraded, OwnFault
from autograder.core.files import write_atomically
from autograder.core.questions import function_of
from autograder.core.report import CheckResult, NotebookReport, Report, Verdict
from autograder.course.database import IN_USE, SQLITE, is_locked, is_missing, open_gradebook
from autograder.course.folder import Course
from autograder.course.nbgrader import generate_assignment

if TYPE_CHECKING:
    from nbgrader.api import Gradebook


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


def enter_assignment(course: Course, source_hash: str) -> None:
    """Let nbgrader enter the assignment's cells in the gradebook, unless it has them as they are now."""
    note = course.root / "reports" / ".gradebook-source"
    if note.exists() and note.read_text(encoding="utf-8") == source_hash and has_assignment(course):
        return
    course.root.mkdir(parents=True, exist_ok=True)
    # A server's address may hold a password, which has no place on a command line: nbgrader finds it itself.
    url, where = course.db_url, []
    if url.startswith(SQLITE):
        where = [f"--CourseDirectory.db_url={url}"]
    else:
        # By itself nbgrader puts it into a course without a name, which a server that checks its keys refuses.
        with open_gradebook(url) as gradebook:
            gradebook.update_or_create_assignment(course.assignment)
    with tempfile.TemporaryDirectory() as scratch:
        try:
            generate_assignment(course.source, Path(scratch), course.root, *where)
        except OwnFault as error:
            if is_locked(error):
                raise NotGraded(IN_USE) from error
            if "Cannot add or remove cells" not in str(error) and "Cannot modify existing" not in str(error):
                raise
            raise OwnFault(
                f"{course.source} has other graded cells or notebooks than the gradebook, which already holds "
                "marks for the old ones. Put the cells back, or move the gradebook away and grade everyone again."
            ) from error
    write_atomically(note, source_hash)


def has_assignment(course: Course) -> bool:
    """Whether there is a gradebook that knows the assignment's cells."""
    from nbgrader.api import MissingEntry

    url = course.db_url
    if is_missing(url):
        return False
    with open_gradebook(url) as gradebook:
        try:
            return bool(gradebook.find_assignment(course.assignment).notebooks)
        except MissingEntry:
            return False


def students_in(gradebook: Gradebook, assignment: str) -> set[str]:
    """Return those whose marks have been entered."""
    from nbgrader.api import Assignment, SubmittedAssignment

    query = (
        gradebook.db.query(SubmittedAssignment.student_id)
        .join(Assignment)
        .filter(Assignment.name == assignment)
    )
    students = {student for (student,) in query}
    gradebook.db.rollback()  # or the transaction would stay open for as long as the run takes
    return students


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
        changes = []
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


def _enter(grade, check: CheckResult | None, answer, anew: Collection[str]) -> None:
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


def read_written(course: Course) -> list[WrittenMark]:
    """Return the marks of all written answers of a class, students sorted."""
    from nbgrader import api

    grade, student = api.Grade, api.SubmittedAssignment.student_id
    with open_gradebook(course.db_url) as gradebook:

        def of_markdown(entity, cell, *wanted):
            return (
                gradebook.db.query(student, api.Notebook.name, cell.name, api.SubmittedNotebook.id, *wanted)
                .select_from(entity)
                .join(cell, cell.id == entity.cell_id)
                .join(api.SubmittedNotebook, api.SubmittedNotebook.id == entity.notebook_id)
                .join(api.Notebook, api.Notebook.id == api.SubmittedNotebook.notebook_id)
                .join(
                    api.SubmittedAssignment, api.SubmittedAssignment.id == api.SubmittedNotebook.assignment_id
                )
                .join(api.Assignment, api.Assignment.id == api.SubmittedAssignment.assignment_id)
                .filter(api.Assignment.name == course.assignment)
                .order_by(student, cell.name)
            )

        comments = {
            (who, name): text or ""
            for who, _, name, _, text in of_markdown(
                api.Comment, api.SolutionCell, api.Comment.manual_comment
            )
        }
        grades = of_markdown(grade, api.GradeCell, grade.manual_score, grade.auto_score).filter(
            api.GradeCell.cell_type == "markdown"
        )
        marks = []
        for who, notebook, name, key, manual, auto in grades:
            waits = manual is None and auto is None
            marks.append(WrittenMark(who, notebook, name, key, manual, comments.get((who, name), ""), waits))
        return marks


def save_written(course: Course, marks: Iterable[WrittenMark]) -> None:
    """Enter points and comments that a human gave to written answers: all of them or, on an error, none."""
    with open_gradebook(course.db_url) as gradebook:
        try:
            for mark in marks:
                where = (mark.grade_id, mark.notebook, course.assignment, mark.student)
                grade, comment = gradebook.find_grade(*where), gradebook.find_comment(*where)
                grade.manual_score, grade.needs_manual_grade = mark.points, False
                comment.manual_comment = mark.comment or None
            gradebook.db.commit()
        except BaseException:
            gradebook.db.rollback()
            raise


def read_marks(course: Course) -> dict[str, dict[str, Mark]]:
    """Return {student: {grade_id: Mark}} for all submissions of the assignment, students sorted."""
    from nbgrader.api import (
        Assignment,
        Comment,
        Grade,
        GradeCell,
        SolutionCell,
        SubmittedAssignment,
        SubmittedNotebook,
    )

    student = SubmittedAssignment.student_id
    columns = (GradeCell.name, Grade.score, GradeCell.max_score, GradeCell.cell_type)
    marks: dict[str, dict[str, Mark]] = {}
    with open_gradebook(course.db_url) as gradebook:

        def query(entity, cell, *wanted):  # one query each: a class of a thousand has 35,000 grades
            return (
                gradebook.db.query(student, *wanted)
                .select_from(entity)
                .join(cell, cell.id == entity.cell_id)
                .join(SubmittedNotebook, SubmittedNotebook.id == entity.notebook_id)
                .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
                .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
                .filter(Assignment.name == course.assignment)
                .order_by(student, cell.name)
            )

        comments = {
            (who, name): text or ""
            for who, name, text in query(Comment, SolutionCell, SolutionCell.name, Comment.manual_comment)
        }
        grades = query(
            Grade, GradeCell, *columns, Grade.manual_score, Grade.needs_manual_grade, Grade.extra_credit
        )
        for who, name, score, max_score, cell_type, manual, unsure, extra in grades:
            marks.setdefault(who, {})[name] = Mark(
                grade_id=name,
                score=score,
                max_score=max_score,
                written=cell_type == "markdown",
                by_hand=manual is not None,
                waiting=unsure and manual is None,
                comment=comments.get((who, name), ""),
                extra=extra or 0.0,
                again=unsure and manual is not None,
            )
    return marks
