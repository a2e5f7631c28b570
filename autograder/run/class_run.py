"""Grade a class: each submission in a process of its own, the marks written by this process alone.

A run can be stopped at any time and started again: what has been graded, from this very submission and this
very source, by this very grader, is not graded twice. Where only some notebooks of the source have changed, only
these are graded again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from autograder.core.errors import UsageError
from autograder.core.files import content_hash, scratch_folder
from autograder.core.report import Verdict
from autograder.course.conditions import Conditions, beside_notebooks, changed, conditions_of, engine_hash
from autograder.course.course_toml import read_settings
from autograder.course.database import open_gradebook
from autograder.course.folder import Course
from autograder.course.gradebook import enter_assignment, students_in, write_config
from autograder.course.reports import (
    StoredReport,
    one_run_at_a_time,
    read_report,
    read_reports,
    save_failures,
)
from autograder.intake.handed_in import state_of
from autograder.run.pool import Pool, ProcessPool, results
from autograder.run.recorder import ClassRun, Recorder, in_words
from autograder.run.worker import Graded, Task, get_ready, grade_task, read_for_task
from autograder.sandbox.limits import CELL_S


@dataclass(frozen=True)
class Status:
    """How far a run is, for a progress bar.

    Attributes
    ----------
    done, total, failed : int
        Submissions; those that failed are done too.
    active : mapping
        (notebook, its number, how many) by student.
    note : str
        What the run waits for, if it is anything else than submissions.
    """

    done: int
    total: int
    active: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)
    failed: int = 0
    note: str = ""


def run_class(
    course: Course,
    *,
    students: list[str] | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    force: bool = False,
    timeout: float = CELL_S,
    sandbox: str = "auto",
    on_status: Callable[[Status], None] = lambda status: None,
    make_pool: Callable[[int | None, Path], Pool] = ProcessPool,
    work: Callable[..., Graded] = grade_task,
) -> ClassRun:
    """Grade the submissions of a course and enter their marks.

    Parameters
    ----------
    course : Course
    students : list of str, optional
        Only these; everyone in submitted/ if left out.
    workers : int, optional
        Submissions at a time; if left out one per core, or as many as the cluster takes.
    scheduler : str, optional
        Address of a dask scheduler, whose workers then grade; this machine does if it is left out.
    force : bool
        Also grade what is up to date.
    timeout : float
        Seconds a cell.
    sandbox : str
        "auto", "bwrap" or "none".
    on_status : callable
        Called with a :class:`Status` several times a second.
    make_pool, work : callables
        Where on this machine, and how, a submission is graded.

    Raises
    ------
    UsageError
        If there is nothing to grade, a student is unknown, or there is no such cluster.
    NotGraded
        If another run is at work, the disk is full, or the gradebook cannot be opened for others' writing.
    """
    chosen = _choose(course, students)
    write_config(course)
    run = ClassRun()
    with ExitStack() as cleanup:
        cleanup.enter_context(one_run_at_a_time(course))
        scratch = cleanup.enter_context(scratch_folder())
        notes = scratch / "notes"
        notes.mkdir()
        if scheduler:
            from autograder.run.cluster import ClusterPool

            pool: Pool = ClusterPool(scheduler, course, workers, sandbox)
        else:
            pool = make_pool(workers, scratch)
        cleanup.push(lambda error, *_: pool.stop() if error else pool.close())
        if not scheduler:
            new = chosen if force else [each for each in chosen if not course.report(each).exists()]
            if work is grade_task:
                with suppress(
                    BrokenExecutor
                ):  # a worker that has died is noticed when there is something to grade
                    for _ in new[: pool.room() - 1]:  # they start while this process imports nbgrader
                        pool.submit(partial(get_ready, place=course.source), sandbox)
            work = partial(work, place=course.source)
        enter_assignment(course, content_hash(course.source))
        gradebook = cleanup.enter_context(open_gradebook(course.db_url, patience=1.0))
        isolation = read_settings(course.root).isolation
        conditions = conditions_of(course, timeout)
        entered = students_in(gradebook, course.assignment)
        due = _due(course, chosen, entered, run, conditions, force)
        if not students:
            run.failures |= {
                name: f"lies in submitted/ without a folder {course.assignment}. Move it to submitted/<student>/{course.assignment}/."
                for name in course.misplaced()
            }
        unread, beside, engine = len(run.failures), beside_notebooks(conditions), engine_hash()
        cleanup.callback(lambda: save_failures(course, run.failures, {*run.graded, *run.skipped}))
        recorder = Recorder(course, gradebook, run, due, conditions)

        def make_task(student: str) -> Task:
            return Task(
                student,
                read_for_task(course, student),
                beside,
                engine,
                timeout,
                sandbox,
                {} if force else _known(course, read_report(course, student), student, due[student]),
                None if scheduler else notes,
                isolation,
            )

        def poll(note: str = "") -> None:
            done = {*run.graded, *run.failures}
            active = {who: where for who, where in _active(notes).items() if who not in done}
            failed = len(run.failures) - unread
            on_status(Status(len(done) - unread, len(due), active, failed, note or pool.check()))

        poll()
        for student, result in results(work, due, pool, make_task, poll):
            recorder.enter(student, result)
        recorder.finish(lambda: poll("waiting for the gradebook, which is in use"))
    run.reports = read_reports(course)
    return run


def _due(
    course: Course, chosen: list[str], entered: set[str], run: ClassRun, conditions: Conditions, force: bool
) -> dict[str, str]:
    """Return the hash of each submission that has to be graded; note in ``run`` why, and what has not.

    Whose marks are not in the gradebook, since it is a new one, is graded too, or at least looked at.
    """
    due = {}
    for student in chosen:
        try:
            state = state_of(course.submitted(student))
        except Exception as error:  # one student's folder must not end the run
            run.failures[student] = f"the submission cannot be read: {in_words(error)}"
            continue
        old = read_report(course, student)
        why = None if old is None else _why(old, state, conditions, student in entered, force)
        if why == "":
            run.skipped.append(student)
            continue
        due[student] = state
        if old is None and course.report(student).exists():
            why = "the report on disk was damaged"
        if why:
            run.reasons[student] = why
    return due


def _why(old: StoredReport, state: str, conditions: Conditions, is_entered: bool, force: bool) -> str:
    """Say why a submission that has been graded is graded again; "" if it need not be."""
    if old.submission_hash != state:
        return "handed in again"
    if dict(old.conditions) != dict(conditions):
        return changed(old.conditions, conditions)
    if not is_entered:
        return "not in the gradebook"
    if old.report.internal:
        return "a check could not be run the last time"
    return "--force" if force else ""


def _known(course: Course, old: StoredReport | None, student: str, state: str) -> dict[str, str]:
    """Return the keys of the notebooks whose old report is of the same submission and can be kept."""
    if old is None or old.submission_hash != state:
        return {}
    return {
        part.name: old.keys[part.name]
        for part in old.report.notebooks
        if part.name in old.keys
        and not any(check.verdict is Verdict.INTERNAL for check in part.checks)
        and (not part.found or (course.autograded(student) / f"{part.name}.ipynb").exists())
    }


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


def _active(notes: Path) -> dict[str, tuple[str, int, int]]:
    active = {}
    for note in notes.iterdir():
        try:
            student, *where = json.loads(note.read_text(encoding="utf-8"))
            active[student] = tuple(where)
        except ValueError:
            continue  # being written just now
    return active
