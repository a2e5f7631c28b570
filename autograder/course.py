"""The folder of a class: where things lie, and the graded reports that are kept there."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from autograder import settings
from autograder.errors import NotGraded
from autograder.report import CheckResult, NotebookReport, Report, ReportAnswer, Verdict
from autograder.scratch import locked

REPOSITORY = Path(__file__).resolve().parents[1]
GRADER = Path(__file__).resolve().parent
CACHES = frozenset({"__pycache__", ".ipynb_checkpoints"})
UNFINISHED = ".part"


@dataclass(frozen=True)
class Course:
    """Paths of one class, in nbgrader's layout.

    Attributes
    ----------
    root : Path
        Holds submitted/, autograded/, feedback/, reports/ and gradebook.db.
    source : Path
        The instructor's notebooks of the assignment.
    """

    root: Path = REPOSITORY
    source: Path = REPOSITORY / "source" / "ex3"

    @property
    def assignment(self) -> str:
        return self.source.name

    @property
    def data(self) -> Path:
        """The data files: $EX3_DATA, or data/ beside source/."""
        return Path(os.environ.get("EX3_DATA") or self.source.parents[1] / "data")

    @property
    def db_url(self) -> str:
        """Where the gradebook is: a file of the course folder, unless its nbgrader_config.py says otherwise."""
        return settings.db_url(self.root)

    def submitted(self, student: str) -> Path:
        return self.root / "submitted" / student / self.assignment

    def autograded(self, student: str) -> Path:
        return self.root / "autograded" / student / self.assignment

    def feedback(self, student: str) -> Path:
        # Beside, not in, the folder that `nbgrader generate_feedback --force` removes.
        return self.root / "feedback" / student / f"{self.assignment}.html"

    def report(self, student: str) -> Path:
        return self.root / "reports" / f"{student}.json"

    @property
    def changes(self) -> Path:
        return self.root / "changes.csv"

    def students(self) -> list[str]:
        """Return the students who handed something in, sorted."""
        return sorted(folder.parent.name for folder in self.root.glob(f"submitted/*/{self.assignment}"))

    def misplaced(self) -> list[str]:
        """Return what lies in submitted/ and is nobody's submission: the assignment's folder is not in it."""
        entries = sorted((self.root / "submitted").glob("[!.]*"))
        return [path.name for path in entries if not (path / self.assignment).exists()]


@dataclass(frozen=True)
class StoredReport:
    """A report on disk, with the state of the submission and of all else that it was made from.

    Attributes
    ----------
    keys : mapping
        What each notebook's part of the report was made from, see :func:`autograder.task.keys_of`.
    answers : mapping
        Hash of what stands in each cell that the student writes in, by notebook and cell.
    """

    report: Report
    submission_hash: str
    grading_hash: str
    keys: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def save_report(course: Course, student: str, stored: StoredReport) -> None:
    """Write a student's report so that a half-written file is never seen."""
    content = {
        "submission_hash": stored.submission_hash,
        "grading_hash": stored.grading_hash,
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
        states = (content["submission_hash"], content["grading_hash"])
        return StoredReport(report, *states, dict(content.get("keys", {})), dict(content.get("answers", {})))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # graded again, which is always safe


def read_reports(course: Course) -> dict[str, Report]:
    """Return all stored reports by student, sorted."""
    students = sorted(path.stem for path in (course.root / "reports").glob("*.json"))
    stored = {student: read_report(course, student) for student in students}
    return {student: entry.report for student, entry in stored.items() if entry is not None}


def report_from_json(data: dict) -> Report:
    """Return the report that ``Report.to_json`` wrote."""
    notebooks = tuple(
        NotebookReport(
            name=notebook["name"],
            found=notebook["found"],
            checks=tuple(
                CheckResult(**{**check, "verdict": Verdict(check["verdict"])}) for check in notebook["checks"]
            ),
            answers=tuple(ReportAnswer(**answer) for answer in notebook["report"]),
            repairs=tuple(notebook["repairs"]),
            flags=tuple(notebook.get("flags", ())),
            broken=notebook.get("broken", False),
            duration_s=notebook.get("duration_s", 0.0),
        )
        for notebook in data["notebooks"]
    )
    return Report(data["assignment"], notebooks, data.get("student"), data["duration_s"])


def content_hash(folder: Path, without: str = "") -> str:
    """Return one hash of all files below ``folder`` (or of one file): names and bytes.

    Caches, links and special files are left out: a link's target is no part of what was handed in. So are
    files whose names end in ``without``.
    """
    digest = hashlib.sha256()
    files = [folder] if folder.is_file() else sorted(folder.rglob("*"))
    for path in files:
        if path.is_symlink() or not path.is_file():
            continue
        name = path.relative_to(folder)
        if is_cache(name) or (without and path.name.endswith(without)):
            continue
        digest.update(os.fsencode(f"{name.as_posix()}\0{path.stat().st_size}\0"))
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def is_cache(name: PurePath) -> bool:
    return not CACHES.isdisjoint(name.parts)


def grading_hash(course: Course, timeout: float) -> str:
    """Return one hash of what a report depends on beside the submission: source, data, grader, time limit."""
    return hash_of(content_hash(course.source), conditions_hash(course, timeout))


def conditions_hash(course: Course, timeout: float) -> str:
    """Return the same hash, the notebooks of the source left out."""
    states = [content_hash(course.source, without=".ipynb"), content_hash(course.data), grader_hash()]
    return hash_of(*states, float(timeout))


def hash_of(*parts) -> str:
    """Return one hash of values that JSON can hold."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def grader_hash() -> str:
    """Return one hash of this package."""
    return hash_of([content_hash(path) for path in sorted(GRADER.glob("*.py"))])


@contextlib.contextmanager
def one_run_at_a_time(course: Course) -> Iterator[None]:
    """Keep other runs out of the course folder, and remove what a killed one has left half written.

    Raises
    ------
    NotGraded
        If another run is at work. The system takes the lock back from one that was killed.
    """
    lock = course.root / "reports" / ".lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(locked(lock))
        except BlockingIOError:
            raise NotGraded(
                f"Another run is grading in {course.root}. Wait for its end, or stop it; then run this again."
            ) from None
        for place in ("reports", f"autograded/*/{course.assignment}"):
            for path in course.root.glob(f"{place}/.*{UNFINISHED}"):
                path.unlink(missing_ok=True)
        yield


def write_atomically(path: Path, text: str) -> None:
    """Write a text file in one step: readers see the old content or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=UNFINISHED)
    try:
        with open(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
