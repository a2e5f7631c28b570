"""What has been collected from whom: ``collected.json``, the one place that knows the LMS's names of a class."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from autograder.core.errors import UsageError
from autograder.core.files import write_atomically
from autograder.course.course_toml import read_settings
from autograder.course.folder import Course

NAME = "collected.json"
PREVIOUS = "collected.previous.json"


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
    dated : str
        The newest date of its files, if the archive's dates are those of hand-ins; as ``time``.
    said : bool
        The LMS has told ``time``, which no date of a file changes.
    team : str
        The team or group that has handed it in.
    problems : tuple of str
        Files of it that could not be read, and why.
    """

    id: str
    archive: str
    time: str = ""
    files: int = 0
    late: bool = False
    order: tuple[int, ...] = ()
    dated: str = ""
    said: bool = False
    team: str = ""
    problems: tuple[str, ...] = ()


@dataclass
class Student:
    """A student of the class, with files or without.

    Attributes
    ----------
    id : str
        The name of the student's folder.
    lms : dict
        For "moodle", "canvas", "ilias", "brightspace", "gradescope" or "plain": {"key", "number", "label"}, see
        :class:`autograder.lms.formats.origin.Origin`; for "canvas" also "user" and "login".
    current : str
        The attempt that lies in submitted/.
    attempts : list of Attempt
        In the order in which they came.
    written : str
        The id as the LMS or the roster writes it; goes out again like this. "" if it is ``id``.
    teams : list of str
        Teams and groups of the LMS that the student is in.
    login : str
        On GitHub or ILIAS.
    on_roster, excused : bool
    doubt : str
        Why the LMS's facts about the owner of these files contradict each other; "" if they do not.
    """

    id: str
    first: str = ""
    last: str = ""
    email: str = ""
    group: str = ""
    lms: dict[str, dict[str, str]] = field(default_factory=dict)
    current: str = ""
    attempts: list[Attempt] = field(default_factory=list)
    written: str = ""
    teams: list[str] = field(default_factory=list)
    login: str = ""
    on_roster: bool = False
    excused: bool = False
    doubt: str = ""

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}".strip()

    @property
    def lms_id(self) -> str:
        """The id as the LMS writes it."""
        return self.written or self.id

    def attempt(self, attempt_id: str) -> Attempt | None:
        return next((attempt for attempt in self.attempts if attempt.id == attempt_id), None)


def read_collected(course: Course) -> dict[str, Student]:
    """Return the students of the class by id; none if nothing has been collected.

    Raises
    ------
    UsageError
        If the file is damaged: guessing would mix up students.
    """
    path = course.state / NAME
    return _read(path) if path.exists() else {}


def _read(path: Path) -> dict[str, Student]:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return {entry["id"]: _student(entry) for entry in stored["students"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{path} cannot be read ({type(error).__name__}). Put back an older copy, or move it away together "
            "with submitted/ and collect all archives again."
        ) from None


def _student(entry: Mapping) -> Student:
    attempts = [
        Attempt(**{**each, "order": tuple(each["order"]), "problems": tuple(each.get("problems", ()))})
        for each in entry["attempts"]
    ]
    return Student(**{**entry, "attempts": attempts})


def write_collected(course: Course, students: Iterable[Student] | str) -> None:
    """Write what is known of the class; a text is that of :func:`as_json`."""
    text = students if isinstance(students, str) else as_json(students)
    write_atomically(course.state / NAME, text)


def remember(course: Course, before: str) -> None:
    """Keep what was known before a run of collect, as :func:`as_json` wrote it, for ``--undo``."""
    write_atomically(course.state / PREVIOUS, before)


def read_previous(course: Course) -> dict[str, Student]:
    """Return the students as they were before the last run of collect.

    Raises
    ------
    UsageError
        If there is no run to take back.
    """
    path = course.state / PREVIOUS
    if not path.exists():
        raise UsageError(
            f"There is no run of collect to take back in {course.root}. Only the last one can be, and only once."
        )
    return _read(path)


def forget_previous(course: Course) -> None:
    (course.state / PREVIOUS).unlink(missing_ok=True)


def as_json(students: Iterable[Student]) -> str:
    content = {"students": [asdict(student) for student in sorted(students, key=lambda each: each.id)]}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def people(course: Course) -> list[tuple[str, str, str, str]]:
    """Return folder, first name, last name and e-mail address of everyone whom collect knows."""
    return [(each.id, each.first, each.last, each.email) for each in read_collected(course).values()]


@dataclass(frozen=True)
class Known:
    """What is known of one person of the class before grading.

    Attributes
    ----------
    id : str
        As the LMS writes it, for whatever goes out.
    folder : str
        The name of the folder in submitted/, and in the gradebook.
    team : str
        That has handed in for the person; "" if the person has, or nobody.
    absent : bool
        Nothing has been handed in.
    late : bool
        The LMS calls what counts late, perhaps without saying how much.
    problems : tuple of str
        What a human should look at.
    """

    id: str
    folder: str
    name: str
    email: str = ""
    group: str = ""
    team: str = ""
    absent: bool = False
    late: bool = False
    excused: bool = False
    problems: tuple[str, ...] = ()


def known_people(course: Course) -> dict[str, Known]:
    """Return everybody of the class by folder: of the roster, collected, or put into submitted/ by hand."""
    found = {}
    excused = read_settings(course.root).excused
    for student in read_collected(course).values():
        current = student.attempt(student.current)
        handed_in = current is not None or course.submitted(student.id).exists()
        unread = [problem for each in student.attempts if not each.files for problem in each.problems]
        problems = [*([student.doubt] if student.doubt else []), *(current.problems if current else unread)]
        found[student.id] = Known(
            student.lms_id,
            student.id,
            student.name,
            student.email,
            student.group,
            current.team if current else "",
            not (handed_in or unread),
            bool(current and current.late),
            student.excused or student.id in excused,
            tuple(problems),
        )
    for student_id in course.students():
        found.setdefault(student_id, Known(student_id, student_id, "", excused=student_id in excused))
    return dict(sorted(found.items()))


def attempt_folder(course: Course, student: str, attempt: str) -> Path:
    return course.state / "attempts" / student / attempt


def as_stamp(time: datetime) -> str:
    """Return a time as nbgrader writes it into timestamp.txt, in UTC."""
    return time.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def from_stamp(stamp: str) -> datetime:
    return datetime.strptime(stamp, "%Y-%m-%d %H:%M:%S UTC").replace(tzinfo=UTC)
