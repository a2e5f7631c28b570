"""Record what a class run has graded: notebooks, marks and reports, in an order that is crash-safe and idempotent.

First the notebooks, then the changes, then the marks, and last the report, which says that the rest is in place:
a submission without one is graded again. What is done twice is the same the second time.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import time
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.core.errors import NotGraded, is_full, is_locked
from autograder.core.files import hash_of, write_atomically
from autograder.core.report import Report
from autograder.core.summary import why_not_found
from autograder.course.conditions import Conditions
from autograder.course.database import IN_USE
from autograder.course.entry import Change, save_marks
from autograder.course.folder import Course
from autograder.course.reports import StoredReport, read_report, save_report
from autograder.intake.notebook import read_timestamp
from autograder.run.changes import ChangeLog
from autograder.run.worker import Graded

if TYPE_CHECKING:
    from nbgrader.api import Gradebook

Answers = Mapping[str, Mapping[str, str]]  # hashes by notebook and cell

LOCK_PATIENCE_S = 30.0  # at the end of a run, for marks that somebody keeps out of the gradebook


@dataclass
class ClassRun:
    """What a run did.

    Attributes
    ----------
    reports : dict
        Every report of the course after the run, by student.
    graded, skipped : list of str
        Students graded in this run, and those whose marks were up to date.
    reasons : dict
        Why a submission that had been graded before was due again, by student.
    partly : dict
        The notebooks that were graded, of those of whom only some were.
    failures : dict
        Why a submission could not be graded, by student. Its old marks, if any, still stand.
    changes : list of Change
        Marks that are others now, and those that a human has to look at again.
    """

    reports: dict[str, Report] = field(default_factory=dict)
    graded: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    partly: dict[str, list[str]] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class _Entry:
    """Marks on their way into the gradebook; ``anew`` are the cells that the student has written in since."""

    student: str
    stored: StoredReport
    anew: frozenset[str]
    timestamp: str | None
    partly: list[str] | None = None  # the notebooks that were graded, if not all


class Recorder:
    """Enters results in the course folder and the gradebook, and in the record of the run.

    Parameters
    ----------
    course : Course
    gradebook : Gradebook
    run : ClassRun
    hashes : mapping
        Of the submissions, by student.
    conditions : mapping
        From :func:`autograder.course.conditions.conditions_of`.
    """

    def __init__(
        self,
        course: Course,
        gradebook: Gradebook,
        run: ClassRun,
        hashes: Mapping[str, str],
        conditions: Conditions,
    ):
        self.course, self.gradebook, self.run = course, gradebook, run
        self.hashes, self.conditions = hashes, conditions
        self.log = ChangeLog(course.changes)
        self.waiting: deque[_Entry] = deque()

    def enter(self, student: str, result: Graded | BaseException) -> None:
        """Save what has become of a submission.

        Raises
        ------
        NotGraded
            If the disk is full, which would cost all others their marks too.
        """
        if isinstance(result, BaseException):
            self.run.failures[student] = in_words(result)
            return
        try:
            old = read_report(self.course, student)
            report = joined(result, old)
            if not report.found:
                self.run.failures[student] = why_not_found(report)
                return
            fresh = [notebook.name for notebook in result.report.notebooks]
            before = self._answers_before(student, old)
            answers = answers_of(report, before)
            timestamp = read_timestamp(self.course.submitted(student))
            self._save_notebooks(student, report, timestamp)
        except Exception as error:  # one student's trouble must not cost the others their marks
            self._fail(student, error)
            return
        light = tuple(replace(notebook, executed=None) for notebook in report.notebooks)
        stored = StoredReport(
            replace(report, notebooks=light), self.hashes[student], self.conditions, result.keys, answers
        )
        partly = fresh if len(fresh) < len(report.notebooks) else None
        self.waiting.append(_Entry(student, stored, written_anew(before, answers), timestamp, partly))
        self.write()

    def write(self) -> None:
        """Write what waits; what cannot be written since the gradebook is in use goes on waiting."""
        while self.waiting:
            entry = self.waiting[0]
            try:
                changes = save_marks(
                    self.gradebook,
                    self.course.assignment,
                    entry.student,
                    entry.stored.report,
                    entry.timestamp,
                    entry.anew,
                    partial(self.log.add, saved=_time_of(self.course.report(entry.student))),
                )
                save_report(self.course, entry.student, entry.stored)
            except Exception as error:
                if is_locked(error):
                    return
                self._fail(entry.student, error)
            else:
                self.run.changes += changes
                self.run.graded.append(entry.student)
                if entry.partly is not None:
                    self.run.partly[entry.student] = entry.partly
                if entry.stored.report.internal:
                    self.run.failures[entry.student] = (
                        "a check could not be run, through a fault of ours; the old marks stand"
                    )
            self.waiting.popleft()

    def finish(self, poll: Callable[[], None]) -> None:
        """Wait a while for the gradebook, if marks still wait for it; what stays outside is a failure."""
        end = time.monotonic() + LOCK_PATIENCE_S
        while self.waiting and time.monotonic() < end:
            poll()
            time.sleep(0.2)
            self.write()
        for entry in self.waiting:
            self.run.failures[entry.student] = f"graded, but the marks could not be saved. {IN_USE}"

    def _fail(self, student: str, error: Exception) -> None:
        if is_full(error):
            raise NotGraded(
                f"The disk is full ({in_words(error)}). What was finished is kept. "
                "Make room, then run the same command again."
            ) from error
        self.run.failures[student] = f"graded, but the marks could not be saved: {in_words(error)}"

    def _answers_before(self, student: str, old: StoredReport | None) -> Answers:
        """Return what the student had written when it was graded last, which is what a human has seen."""
        if old is not None and old.answers:
            return old.answers
        answers = {}
        for path in self.course.autograded(student).glob("*.ipynb"):
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
                answers[path.stem] = _hashes(json.loads(path.read_text(encoding="utf-8")))
        return answers

    def _save_notebooks(self, student: str, report: Report, timestamp: str | None) -> None:
        """Write the graded notebooks where nbgrader's formgrader and feedback look for them.

        What was not graded anew, or could not be through a fault of ours, stays as it is there.
        """
        target = self.course.autograded(student)
        texts = {
            f"{part.name}.ipynb": json.dumps(part.executed, indent=1, ensure_ascii=False, sort_keys=True)
            for part in report.notebooks
            if part.executed is not None
        }
        if timestamp:  # nbgrader compares it with the next submission's
            texts["timestamp.txt"] = timestamp
        kept = {f"{part.name}.ipynb" for part in report.notebooks if part.found and part.executed is None}
        for path in target.glob("*"):
            if path.name not in {*texts, *kept}:
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        for name, text in texts.items():
            write_atomically(target / name, text + "\n")


def _time_of(path: Path) -> float:
    """Return when a file was written; 0 if it is not there."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def joined(result: Graded, old: StoredReport | None) -> Report:
    """Return the whole report: what has been graded now, and what was graded before and still holds."""
    fresh = {part.name: part for part in result.report.notebooks}
    if len(fresh) == len(result.keys) or old is None:
        return result.report
    kept = {part.name: part for part in old.report.notebooks}
    return replace(old.report, notebooks=tuple(fresh.get(name) or kept[name] for name in result.keys))


def answers_of(report: Report, before: Answers) -> dict[str, dict[str, str]]:
    """Return hashes of what stands in the cells that students write in: {notebook: {cell: hash}}."""
    return {
        part.name: dict(before.get(part.name, {})) if part.executed is None else _hashes(part.executed)
        for part in report.notebooks
        if part.found
    }


def _hashes(notebook: dict) -> dict[str, str]:
    return {
        flags["grade_id"]: hash_of("".join(cell["source"]), cell.get("attachments", {}))
        for cell in notebook["cells"]
        if (flags := cell["metadata"].get("nbgrader", {})).get("solution")
    }


def written_anew(before: Answers, now: Answers) -> frozenset[str]:
    """Return the cells in which something else stands now; none if nothing is known of before."""
    both = [(before[name], now.get(name, {})) for name in before]
    return frozenset(cell for old, new in both for cell in {*old, *new} if old.get(cell) != new.get(cell))


def in_words(error: BaseException) -> str:
    """Return what to tell a human of an error."""
    if isinstance(error, BrokenExecutor):
        return "the process that graded it died, perhaps for lack of memory"
    return str(getattr(error, "orig", None) or error) or type(error).__name__
