"""The feedback pages of a class in one zip, under the names that an LMS looks for when it is uploaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograder.core.errors import UsageError
from autograder.core.files import pack
from autograder.course.folder import Course
from autograder.lms.formats.archives import feedback_name
from autograder.lms.store import Student, read_collected


@dataclass(frozen=True)
class FeedbackZip:
    """The zip, how many pages are in it, and whose are not, since the LMS has not named them."""

    path: Path
    pages: int
    left_out: tuple[str, ...]


def write_feedback_zip(course: Course, kind: str, students: list[str]) -> FeedbackZip:
    """Pack the pages that lie in feedback/ into ``feedback-moodle.zip`` or ``feedback-canvas.zip``.

    The same pages give the same bytes.

    Raises
    ------
    UsageError
        If nobody was collected from this LMS.
    """
    collected = read_collected(course)
    named = {student: _name(collected.get(student), kind, course.assignment) for student in students}
    if not any(named.values()):
        unsure = [student for student in students if student in collected and collected[student].doubt]
        if unsure:
            raise UsageError(
                f"It is in doubt whose the work is of {', '.join(unsure[:10])}, so no page goes to {kind.title()}. "
                "`ex3 collect` with the same zip and the right --roster says why, or settles it."
            )
        raise UsageError(
            f"Nobody in {course.root} was collected from {kind.title()}, so its names are not known. "
            f"Run `ex3 collect` with the zip that {kind.title()} makes of all submissions."
        )
    target = course.root / f"feedback-{kind}.zip"
    pack(target, {name: course.feedback(student).read_bytes() for student, name in named.items() if name})
    left_out = tuple(student for student, name in named.items() if not name)
    return FeedbackZip(target, len(named) - len(left_out), left_out)


def _name(student: Student | None, kind: str, assignment: str) -> str:
    label = student.lms.get(kind, {}).get("label", "") if student else ""
    return feedback_name(kind, label, assignment) if label else ""
