"""The folder of a class: where things lie, and the graded reports that are kept there."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from autograder.report import CheckResult, NotebookReport, Report, ReportAnswer, Verdict

REPOSITORY = Path(__file__).resolve().parents[1]
GRADER = Path(__file__).resolve().parent


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
        return f"sqlite:///{self.root / 'gradebook.db'}"

    def submitted(self, student: str) -> Path:
        return self.root / "submitted" / student / self.assignment

    def autograded(self, student: str) -> Path:
        return self.root / "autograded" / student / self.assignment

    def feedback(self, student: str) -> Path:
        # Beside, not in, the folder that `nbgrader generate_feedback --force` removes.
        return self.root / "feedback" / student / f"{self.assignment}.html"

    def report(self, student: str) -> Path:
        return self.root / "reports" / f"{student}.json"

    def students(self) -> list[str]:
        """Return the students who handed something in, sorted."""
        return sorted(folder.parent.name for folder in self.root.glob(f"submitted/*/{self.assignment}"))

    def misplaced(self) -> list[str]:
        """Return what lies in submitted/ and is nobody's submission: the assignment's folder is not in it."""
        entries = sorted((self.root / "submitted").glob("[!.]*"))
        return [path.name for path in entries if not (path / self.assignment).exists()]


@dataclass(frozen=True)
class StoredReport:
    """A report on disk, with the state of the submission and of all else that it was made from."""

    report: Report
    submission_hash: str
    grading_hash: str


def save_report(course: Course, student: str, stored: StoredReport) -> None:
    """Write a student's report so that a half-written file is never seen."""
    content = {
        "submission_hash": stored.submission_hash,
        "grading_hash": stored.grading_hash,
        "report": stored.report.to_json(),
    }
    write_atomically(course.report(student), json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def read_report(course: Course, student: str) -> StoredReport | None:
    """Return a student's stored report; None if there is none that can be read."""
    try:
        content = json.loads(course.report(student).read_text(encoding="utf-8"))
        report = report_from_json(content["report"])
        return StoredReport(report, content["submission_hash"], content["grading_hash"])
    except (OSError, ValueError, KeyError, TypeError):
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
        )
        for notebook in data["notebooks"]
    )
    return Report(data["assignment"], notebooks, data.get("student"), data["duration_s"])


def content_hash(folder: Path) -> str:
    """Return one hash of all files below ``folder`` (or of one file): names and bytes.

    Caches, links and special files are left out: a link's target is no part of what was handed in.
    """
    digest = hashlib.sha256()
    files = [folder] if folder.is_file() else sorted(folder.rglob("*"))
    for path in files:
        if path.is_symlink() or not path.is_file():
            continue
        name = path.relative_to(folder)
        if {"__pycache__", ".ipynb_checkpoints"} & set(name.parts):
            continue
        digest.update(os.fsencode(f"{name.as_posix()}\0{path.stat().st_size}\0"))
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def grading_hash(course: Course, timeout: float) -> str:
    """Return one hash of what a report depends on beside the submission: source, data, grader, time limit."""
    states = [content_hash(path) for path in (course.source, course.data, *sorted(GRADER.glob("*.py")))]
    return hashlib.sha256("\n".join([*states, str(float(timeout))]).encode()).hexdigest()


def write_atomically(path: Path, text: str) -> None:
    """Write a text file in one step: readers see the old content or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with open(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
