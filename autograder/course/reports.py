"""The graded reports of a class on disk, each with the state of all that it was made from."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.core.errors import NotGraded
from autograder.core.files import UNFINISHED, hash_of, locked, write_atomically
from autograder.core.report import Report, report_from_json
from autograder.course.conditions import Conditions
from autograder.course.folder import Course


@dataclass(frozen=True)
class StoredReport:
    """A report on disk, with the state of the submission and of all else that it was made from.

    Attributes
    ----------
    conditions : mapping
        From :func:`autograder.course.conditions.conditions_of`.
    keys : mapping
        What each notebook's part of the report was made from, see :meth:`autograder.intake.prepare.Prepared.keys`.
    answers : mapping
        Hash of what stands in each cell that the student writes in, by notebook and cell.
    """

    report: Report
    submission_hash: str
    conditions: Conditions = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def save_report(course: Course, student: str, stored: StoredReport) -> None:
    """Write a student's report so that a half-written file is never seen."""
    content = {
        "submission_hash": stored.submission_hash,
        "grading_hash": hash_of(dict(stored.conditions)),
        "conditions": dict(stored.conditions),
        "keys": dict(stored.keys),
        "answers": dict(stored.answers),
        "report": stored.report.to_json(),
    }
    write_atomically(course.report(student), json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def read_report(course: Course, student: str) -> StoredReport | None:
    """Return a student's stored report; None if there is none that can be read."""
    try:
        content = json.loads(course.report(student).read_text(encoding="utf-8"))
        report = report_from_json(content["report"])
        more = [dict(content.get(name, {})) for name in ("conditions", "keys", "answers")]
        return StoredReport(report, content["submission_hash"], *more)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # graded again, which is always safe


def read_reports(course: Course) -> dict[str, Report]:
    """Return all stored reports by student, sorted."""
    students = sorted(path.stem for path in (course.state / "reports").glob("*.json"))
    stored = {student: read_report(course, student) for student in students}
    return {student: entry.report for student, entry in stored.items() if entry is not None}


def damaged_reports(course: Course) -> list[str]:
    """Return whose report on disk was cut off or is empty; grading makes it anew."""
    return sorted(path.stem for path in (course.state / "reports").glob("*.json") if not _ends_whole(path))


def _ends_whole(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            file.seek(-min(64, path.stat().st_size), os.SEEK_END)
            return file.read().rstrip().endswith(b"}")
    except OSError:
        return False


def read_failures(course: Course) -> dict[str, str]:
    """Return why submissions could not be graded in the last run that tried, by student."""
    try:
        content = json.loads(_failures_file(course).read_text(encoding="utf-8"))
        return {str(student): str(reason) for student, reason in content.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def save_failures(course: Course, failures: Mapping[str, str], graded: Collection[str]) -> None:
    """Add the failures of a run to those of earlier ones; forget what has been graded since, or is no more there."""
    kept = {who: why for who, why in read_failures(course).items() if who not in graded}
    now = {
        who: why for who, why in {**kept, **failures}.items() if (course.root / "submitted" / who).exists()
    }
    if now != read_failures(course):
        write_atomically(_failures_file(course), json.dumps(now, indent=1, ensure_ascii=False) + "\n")


def _failures_file(course: Course) -> Path:
    return course.state / "reports" / ".failures.json"


@contextlib.contextmanager
def one_run_at_a_time(course: Course) -> Iterator[None]:
    """Keep other runs out of the course folder, and remove what a killed one has left half written.

    Raises
    ------
    NotGraded
        If another run is at work. The system takes the lock back from one that was killed.
    """
    lock = course.state / "reports" / ".lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(locked(lock))
        except BlockingIOError:
            raise NotGraded(
                f"Another run is grading in {course.root}. Wait for its end, or stop it; then run this again."
            ) from None
        for path in (
            *course.state.glob(f"reports/.*{UNFINISHED}"),
            *course.root.glob(f"autograded/*/{course.assignment}/.*{UNFINISHED}"),
        ):
            path.unlink(missing_ok=True)
        yield
