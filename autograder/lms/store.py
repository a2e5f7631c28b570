"""What has been collected from whom: ``collected.json``, the one place that knows the LMS's names of a class."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from autograder.core.errors import UsageError
from autograder.core.files import write_atomically
from autograder.course.folder import Course

NAME = "collected.json"


@dataclass(frozen=True)
class Attempt:
    """Something that a student has handed in; its files lie in attempts/<student>/<id>/ as they came.

    Attributes
    ----------
    id : str
        Made from the files' names and bytes: the same files are the same attempt.
    archive : str
        Where it came from.
    time : str
        When it was handed in, in UTC as nbgrader writes it; "" if nobody has said.
    files : int
    late : bool
        The LMS says so.
    order : tuple of int
        The LMS's numbers of the files: higher ones are newer.
    """

    id: str
    archive: str
    time: str = ""
    files: int = 0
    late: bool = False
    order: tuple[int, ...] = ()


@dataclass
class Student:
    """A student of the class.

    Attributes
    ----------
    lms : dict
        For "moodle", "canvas", "ilias" or "plain": {"key", "number", "label"}, see :class:`autograder.lms.formats.Origin`.
    current : str
        The attempt that lies in submitted/.
    attempts : list of Attempt
        In the order in which they came.
    """

    id: str
    first: str = ""
    last: str = ""
    email: str = ""
    group: str = ""
    lms: dict[str, dict[str, str]] = field(default_factory=dict)
    current: str = ""
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}".strip()

    def attempt(self, attempt_id: str) -> Attempt | None:
        return next((attempt for attempt in self.attempts if attempt.id == attempt_id), None)


def read_collected(course: Course) -> dict[str, Student]:
    """Return the students of the class by id; none if nothing has been collected.

    Raises
    ------
    UsageError
        If the file is damaged: guessing would mix up students.
    """
    path = course.root / NAME
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return {entry["id"]: _student(entry) for entry in stored["students"]}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{path} cannot be read ({type(error).__name__}). Put back an older copy, or move it away together "
            "with submitted/ and collect all archives again."
        ) from None


def _student(entry: Mapping) -> Student:
    attempts = [Attempt(**{**each, "order": tuple(each["order"])}) for each in entry["attempts"]]
    return Student(**{**entry, "attempts": attempts})


def write_collected(course: Course, students: Iterable[Student]) -> None:
    content = {"students": [asdict(student) for student in sorted(students, key=lambda each: each.id)]}
    write_atomically(course.root / NAME, json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def attempt_folder(course: Course, student: str, attempt: str) -> Path:
    return course.root / "attempts" / student / attempt


def as_stamp(time: datetime) -> str:
    """Return a time as nbgrader writes it into timestamp.txt, in UTC."""
    return time.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def from_stamp(stamp: str) -> datetime:
    return datetime.strptime(stamp, "%Y-%m-%d %H:%M:%S UTC").replace(tzinfo=UTC)
