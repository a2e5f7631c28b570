"""Tasks of workers and their results, plain data both, so that a worker may be on another machine.

SECURITY: what crosses are dataclasses of numbers, texts and bytes that this package makes. They are pickled, by
`multiprocessing` or by dask; that is all right, since both ends are trusted: a student's work is in them as
texts and bytes only, and a student's code runs below the worker, in its sandbox, whose answers are JSON that is
checked piece by piece.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from autograder.core.errors import OwnFault
from autograder.core.files import is_cache
from autograder.core.report import Report
from autograder.course.conditions import engine_hash
from autograder.course.folder import Course
from autograder.grading.autotests import AUTOTESTS, read_assignment
from autograder.intake.confined import prepare_confined
from autograder.intake.handed_in import NOTEBOOK, HandedIn, read_files


@dataclass(frozen=True)
class Task:
    """One submission to grade.

    Attributes
    ----------
    conditions : str
        Hash of what marks depend on beside the submission and the notebooks of the assignment.
    grader : str
        Hash of the grader that this is meant for.
    known : mapping
        Notebooks that need not be graded again if their key, from :meth:`Prepared.keys`, still is this one.
    notes : Path, optional
        Folder of this machine in which a worker says what it is doing.
    """

    student: str
    submission: HandedIn = field(repr=False)
    conditions: str
    grader: str
    timeout: float
    sandbox: str = "auto"
    known: Mapping[str, str] = field(default_factory=dict, repr=False)
    notes: Path | None = None
    isolation: str = "preferred"


@dataclass(frozen=True)
class Graded:
    """What came of a task: a report of the notebooks that were graded, and the keys of all."""

    report: Report
    keys: Mapping[str, str]


@dataclass(frozen=True)
class Bundle:
    """An assignment and its data as bytes, for workers that do not see the course folder."""

    assignment: str
    files: tuple[tuple[str, bytes], ...] = field(repr=False)

    @cached_property
    def digest(self) -> str:
        digest = hashlib.sha256(self.assignment.encode())
        for name, content in self.files:
            digest.update(f"\0{name}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()

    def unpacked(self, parent: Path) -> Path:
        """Write the files below ``parent``, unless they are there; return the folder of the assignment."""
        root = parent / f"ex3-course-{self.digest[:32]}"
        if not root.exists():
            with tempfile.TemporaryDirectory(dir=parent, prefix="ex3-unpack-") as scratch:
                made = Path(scratch, "course")
                for name, content in self.files:
                    (made / name).parent.mkdir(parents=True, exist_ok=True)
                    (made / name).write_bytes(content)
                with contextlib.suppress(OSError):  # another thread or process was faster
                    made.rename(root)
        return root / "source" / self.assignment


def pack(course: Course) -> Bundle:
    """Read an assignment and its data into a bundle."""
    files = {}
    for folder, place in ((course.source, f"source/{course.assignment}"), (course.data, "data")):
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if path.is_file() and not is_cache(name):
                files[f"{place}/{name.as_posix()}"] = path.read_bytes()
    tests = course.source.parent.parent / AUTOTESTS
    if tests.is_file():
        files[AUTOTESTS] = tests.read_bytes()
    return Bundle(course.assignment, tuple(files.items()))


def read_for_task(course: Course, student: str) -> HandedIn:
    """Read a submission as it travels: without copies of the files that come with the assignment anyway."""
    handed_in = read_files(course.submitted(student))
    if not handed_in.is_folder:
        return handed_in
    # os.path.exists, since a student's name for a file can be too long to be asked for
    own = (
        file
        for file in handed_in.files
        if NOTEBOOK.search(file.name) or not os.path.exists(course.source / file.name)
    )
    return replace(handed_in, files=tuple(own))


def get_ready(sandbox: str, place: Path) -> None:
    """Start what grading needs before the first task comes; this runs in a worker."""
    from autograder.grading.grade import get_ready

    get_ready(read_assignment(place), sandbox)


def grade_task(task: Task, place: Path) -> Graded:
    """Grade one submission, or the notebooks of it that need it; this runs in a worker.

    Parameters
    ----------
    task : Task
    place : Path
        The assignment's folder.
    """
    from autograder.grading.grade import grade

    if task.grader != engine_hash():
        raise OwnFault("the worker has another version of this package. Install the same one everywhere.")
    assignment = read_assignment(place)
    prepared = prepare_confined(task.submission, assignment)
    keys = prepared.keys(assignment, task.conditions)
    due = [name for name, key in keys.items() if task.known.get(name) != key]
    if not due:
        return Graded(Report(assignment.name, (), task.student), keys)
    note = task.notes / str(os.getpid()) if task.notes else None

    def tell(notebook: str, number: int, count: int) -> None:
        # A file for each worker: a queue's lock would stay locked for ever if a worker were killed in it.
        with contextlib.suppress(OSError):
            if note:
                note.write_text(json.dumps([task.student, notebook, number, count]), encoding="utf-8")

    report = grade(
        prepared,
        assignment,
        student=task.student,
        timeout=task.timeout,
        sandbox=task.sandbox,
        only=due,
        isolation=task.isolation,
        on_progress=tell,
    )
    return Graded(report, keys)
