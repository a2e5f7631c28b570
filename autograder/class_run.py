"""Grade a class: each submission in a process of its own, the marks written by this process alone.

A run can be stopped at any time and started again: what has been graded, from this very submission and this
very source, by this very grader, is not graded twice.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course import (
    Course,
    StoredReport,
    content_hash,
    grading_hash,
    read_report,
    read_reports,
    save_report,
    write_atomically,
)
from autograder.errors import UsageError
from autograder.gradebook import enter_assignment, open_gradebook, save_marks
from autograder.pool import MakeExecutor, cores, process_pool, results
from autograder.release import write_config
from autograder.report import Report
from autograder.submission import read_timestamp


@dataclass(frozen=True)
class Task:
    """One submission to grade; all that a worker needs."""

    student: str
    submission: Path
    source: Path
    timeout: float
    status: Path  # folder in which a worker says what it is doing
    sandbox: str = "auto"


@dataclass
class ClassRun:
    """What a run did.

    Attributes
    ----------
    reports : dict
        Every report of the course after the run, by student.
    graded, skipped : list of str
        Students graded in this run, and those whose marks were up to date.
    failures : dict
        Why a submission could not be graded, by student. Its old marks, if any, still stand.
    changed : dict
        Old and new score of those graded before whose score is another now.
    """

    reports: dict[str, Report] = field(default_factory=dict)
    graded: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)
    changed: dict[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Status:
    """How far a run is, for a progress bar. ``active`` maps a student to (notebook, its number, how many)."""

    done: int
    total: int
    active: Mapping[str, tuple[str, int, int]]


def grade_task(task: Task) -> Report:
    """Grade one submission; this runs in a worker process."""
    from autograder.assignment import load_assignment
    from autograder.grade import grade

    note = task.status / str(os.getpid())

    def tell(notebook: str, number: int, count: int) -> None:
        # A file for each worker: a queue's lock would stay locked for ever if a worker were killed in it.
        note.write_text(json.dumps([task.student, notebook, number, count]), encoding="utf-8")

    assignment = load_assignment(task.source)
    return grade(
        task.submission,
        assignment,
        student=task.student,
        timeout=task.timeout,
        sandbox=task.sandbox,
        on_progress=tell,
    )


def run_class(
    course: Course,
    *,
    students: list[str] | None = None,
    workers: int | None = None,
    force: bool = False,
    timeout: float = 30.0,
    sandbox: str = "auto",
    on_status: Callable[[Status], None] = lambda status: None,
    make_executor: MakeExecutor = process_pool,
    work: Callable[[Task], Report] = grade_task,
) -> ClassRun:
    """Grade the submissions of a course and enter their marks.

    Parameters
    ----------
    course : Course
    students : list of str, optional
        Only these; everyone in submitted/ if left out.
    workers : int, optional
        Processes at a time; one per core if left out.
    force : bool
        Also grade what is up to date.
    timeout : float
        Seconds a cell.
    sandbox : str
        "auto", "bwrap" or "none".
    on_status : callable
        Called with a :class:`Status` several times a second.
    make_executor, work : callables
        Where, and how, a submission is graded.

    Raises
    ------
    UsageError
        If there is nothing to grade or a student is unknown.
    """
    chosen = _choose(course, students)
    write_config(course)
    enter_assignment(course, content_hash(course.source))
    conditions = grading_hash(course, timeout)
    run = ClassRun()
    if not students:
        run.failures |= {
            name: f"lies in submitted/ without a folder {course.assignment}. Move it to submitted/<student>/{course.assignment}/."
            for name in course.misplaced()
        }
    hashes: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as status, open_gradebook(course.db_url) as gradebook:
        tasks = []
        for student in chosen:
            folder = course.submitted(student)
            try:
                hashes[student] = content_hash(folder)
            except Exception as error:  # one student's folder must not end the run
                run.failures[student] = f"the submission cannot be read: {_in_words(error)}"
                continue
            old = read_report(course, student)
            state = (hashes[student], conditions)
            current = old is not None and (old.submission_hash, old.grading_hash) == state
            if current and not old.report.internal and not force:
                run.skipped.append(student)
            else:
                tasks.append(Task(student, folder, course.source, timeout, Path(status), sandbox))
        unread = len(run.failures)

        def poll() -> None:
            done = {*run.graded, *run.failures}
            active = {who: where for who, where in _active(Path(status)).items() if who not in done}
            on_status(Status(len(done) - unread, len(tasks), active))

        poll()
        for task, result in results(work, tasks, workers or cores(), poll, make_executor):
            student = task.student
            if isinstance(result, BaseException):
                run.failures[student] = _in_words(result)
                continue
            if not result.found:
                run.failures[student] = (
                    f"no notebook of the exercise was found; look at {course.submitted(student)}"
                )
                continue
            try:
                old = read_report(course, student)
                timestamp = read_timestamp(course.submitted(student))
                save_marks(gradebook, course.assignment, student, result, timestamp)
                _save_notebooks(course, student, result, timestamp)
                # Last, since it says that the rest is in place.
                save_report(course, student, StoredReport(result, hashes[student], conditions))
            except Exception as error:  # one student's trouble must not cost the others their marks
                run.failures[student] = f"graded, but the marks could not be saved: {_in_words(error)}"
                continue
            run.graded.append(student)
            if result.internal:
                run.failures[student] = (
                    "a check could not be run, through a fault of ours; the old marks stand"
                )
            elif old is not None and not old.report.internal and old.report.score != result.score:
                run.changed[student] = (old.report.score, result.score)
    run.reports = read_reports(course)
    return run


def _choose(course: Course, students: list[str] | None) -> list[str]:
    everyone = course.students()
    if not everyone:
        raise UsageError(
            f"There is nothing to grade in {course.root / 'submitted'}. "
            f"Put each submission into submitted/<student>/{course.assignment}/, or name another folder with --course."
        )
    unknown = sorted(set(students or []) - set(everyone))
    if unknown:
        raise UsageError(
            f"No submission of {unknown[0]} in {course.root / 'submitted'}. There are: {_some(everyone)}."
        )
    return students or everyone


def _some(names: list[str]) -> str:
    return ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")


def _active(status: Path) -> dict[str, tuple[str, int, int]]:
    active = {}
    for note in status.iterdir():
        try:
            student, *where = json.loads(note.read_text(encoding="utf-8"))
            active[student] = tuple(where)
        except ValueError:
            continue  # being written just now
    return active


def _save_notebooks(course: Course, student: str, report: Report, timestamp: str | None) -> None:
    """Write the graded notebooks where nbgrader's formgrader and feedback look for them."""
    target = course.autograded(student)
    shutil.rmtree(target, ignore_errors=True)
    for notebook in report.notebooks:
        if notebook.executed is not None:
            text = json.dumps(notebook.executed, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
            write_atomically(target / f"{notebook.name}.ipynb", text)
    if timestamp:  # nbgrader compares it with the next submission's
        write_atomically(target / "timestamp.txt", timestamp + "\n")


def _in_words(error: BaseException) -> str:
    if isinstance(error, BrokenExecutor):
        return "the process that graded it died, perhaps for lack of memory"
    return str(error) or type(error).__name__
