"""Marks in the forms that Moodle and Canvas take back.

Moodle's offline grading worksheet is matched by its Identifier, its gradebook import by e-mail or ID number:
one file serves both, since each passes over the columns that it does not know. Canvas matches by its own ID,
then by the login, and by the name only if it has neither. So a name may be changed to be no formula.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.core.questions import title_of
from autograder.core.tables import write_csv
from autograder.core.text import amount, as_text, number
from autograder.course.penalties import Late, in_words
from autograder.course.totals import Marks, most_points, reachable, total_of
from autograder.lms.formats.names import key_of
from autograder.lms.store import Student, from_stamp

MOODLE = [
    "Identifier",
    "Full name",
    "ID number",
    "Email address",
    "Status",
    "Grade",
    "Maximum Grade",
    "Grade can be changed",
    "Last modified (submission)",
    "Last modified (grade)",
    "Feedback comments",
]
CANVAS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
POINTS_POSSIBLE = "    Points Possible"  # with the four spaces that Canvas writes


@dataclass(frozen=True)
class Result:
    """What one student gets.

    Attributes
    ----------
    scores : dict
        Points by question; None for a question that waits for a human.
    total : float
        After the penalty.
    """

    student: Student
    scores: dict[str, float | None]
    total: float
    late: Late | None = None

    @property
    def waits(self) -> bool:
        return None in self.scores.values()

    @property
    def number(self) -> dict[str, str]:
        return {kind: names["number"] for kind, names in self.student.lms.items()}

    @property
    def comment(self) -> str:
        points = ", ".join(f"{label}: {number(p)}" for label, p in self.scores.items() if p is not None)
        return points + (f". Handed in {in_words(self.late)}." if self.late else "")


@dataclass(frozen=True)
class Sheet:
    """A file for an LMS, and what its reader should know."""

    text: str
    notes: tuple[str, ...] = ()


def results_of(
    marks: Marks, students: Mapping[str, Student], late: Mapping[str, Late]
) -> tuple[list[Result], float]:
    """Return what everybody gets, and the most points without bonus."""
    most = most_points(marks)
    results = []
    for student in sorted(marks, key=str.casefold):
        total = total_of(marks[student], most, late[student].penalty if student in late else 0.0)
        known = students.get(student) or Student(student, last=student)
        results.append(Result(known, total.scores, total.points, late.get(student)))
    return results, reachable(most)


def to_moodle(results: Sequence[Result], most: float, so_far: bool = False) -> Sheet:
    """Return the grading worksheet as an English Moodle writes it, with a column more for each question."""
    chosen, notes = ready(results, so_far)
    labels = list(results[0].scores) if results else []
    rows = [[*MOODLE, *map(title_of, labels)]]
    for result in chosen:
        student, participant = result.student, result.number.get("moodle", "")
        attempt = student.attempt(student.current)
        rows.append(
            [
                f"Participant {participant}" if participant else "",
                as_text(student.name),
                as_text(student.lms_id),
                as_text(student.email),
                "Submitted for grading",
                number(result.total),
                number(most),
                "Yes",
                f"{from_stamp(attempt.time):%Y-%m-%d %H:%M:%S} UTC" if attempt and attempt.time else "-",
                "-",
                result.comment,
                *("" if points is None else number(points) for points in result.scores.values()),
            ]
        )
    unknown = sum(not row[0] for row in rows[1:])
    if unknown:
        notes.append(
            f"{amount(unknown, 'student has', 'students have')} no Identifier, not having been collected from Moodle: the "
            "worksheet passes over such rows, the gradebook's import takes them by e-mail or ID number"
        )
    return Sheet(write_csv(rows, "\r\n"), tuple(notes + above(chosen, most, "Maximum Grade")))


def to_canvas(
    results: Sequence[Result], most: float, assignment: str, so_far: bool = False, questions: bool = False
) -> Sheet:
    """Return a gradebook for Canvas: one column for the total, on demand one for each question.

    Parameters
    ----------
    assignment : str
        What Canvas calls it: "Title (12345)", or only its title. What Canvas does not know it offers to add.
    """
    chosen, notes = ready(results, so_far)
    labels = list(results[0].scores) if questions and results else []
    names = Counter(key_of(result.student.name) for result in results)
    shared = [r for r in chosen if not r.number.get("canvas") and names[key_of(r.student.name)] > 1]
    if shared:  # Canvas would look for the name and take the first who has it
        chosen = [result for result in chosen if result not in shared]
        ids = ", ".join(result.student.lms_id for result in shared[:10])
        notes.append(
            f"{amount(len(shared), 'student is', 'students are')} left out, without a Canvas ID and with a name that "
            f"others have too: {ids}. "
            "Collect with Canvas's gradebook as --roster"
        )
    rows = [
        [*CANVAS, assignment, *(f"{assignment.partition(' (')[0]} {title_of(label)}" for label in labels)],
        [POINTS_POSSIBLE, *[""] * (len(CANVAS) - 1), number(most), *([""] * len(labels))],
    ]
    for result in chosen:
        student, told = result.student, result.student.lms.get("canvas", {})
        name = f"{student.last}, {student.first}" if student.first else student.last
        scores = [result.scores[label] for label in labels]
        rows.append(
            [
                as_text(name),
                result.number.get("canvas", ""),
                as_text(told.get("user", "")),
                as_text(told.get("login", "") or ("" if told.get("number") else student.lms_id)),
                as_text(student.group),
                number(result.total),
                *("" if points is None else number(points) for points in scores),
            ]
        )
    unknown = sum(not row[1] for row in rows[2:])
    if unknown:
        notes.append(
            f"{amount(unknown, 'student has', 'students have')} no Canvas ID: Canvas looks for the login, then for the name"
        )
    return Sheet(write_csv(rows, "\n"), tuple(notes))


def ready(results: Sequence[Result], so_far: bool) -> tuple[list[Result], list[str]]:
    """Return whose marks are final, and what to say of the others; a mark in doubt goes to nobody."""
    sure = [result for result in results if not result.student.doubt]
    chosen = [result for result in sure if so_far or not result.waits]
    notes = []
    if len(chosen) < len(sure):
        notes.append(
            f"{amount(len(sure) - len(chosen), 'student is', 'students are')} left out, for whom something waits for a "
            "human; --so-far takes them in"
        )
    if len(sure) < len(results):
        unsure = ", ".join(result.student.id for result in results if result.student.doubt)
        notes.append(f"it is in doubt whose marks these are, and they are left out: {unsure}")
    return chosen, notes


def above(results: Sequence[Result], limit: float, what: str) -> list[str]:
    above = [result.student.lms_id for result in results if result.total > limit]
    if not above:
        return []
    return [
        f"{amount(len(above), 'student has', 'students have')} more than the {what} of {number(limit)}: {', '.join(above[:10])}. Moodle "
        "passes over such marks, so raise it there"
    ]
