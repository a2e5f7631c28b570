"""Marks in the forms that Moodle and Canvas take back.

Moodle's offline grading worksheet is matched by its Identifier, its gradebook import by e-mail or ID number:
one file serves both, since each passes over the columns that it does not know. Canvas matches by its own ID,
then by the login, and by the name only if it has neither. So a name may be changed to be no formula.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.core.errors import UsageError
from autograder.core.questions import title_of
from autograder.core.tables import read_csv, write_csv
from autograder.core.text import as_text, number
from autograder.course.penalties import Late, in_words
from autograder.course.totals import Marks, most_points, reachable, total_of
from autograder.lms.roster import COLUMNS
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
CANVAS = ["Student", "ID", "SIS Login ID", "Section"]
POINTS_POSSIBLE = "    Points Possible"  # with the four spaces that Canvas writes
# What the column is called where Moodle speaks another language.
GRADE = ("grade", "bewertung", "note", "calificación", "nota", "cijfer", "valutazione")
MOST = ("maximum grade", "bestwertung", "note maximale", "calificación máxima", "nota máxima")
NAME = ("full name", "vollständiger name", "nom complet", "nombre completo", "student")
# Columns that a number may stand at the end of, and that are no Identifier.
OTHERS = {*NAME, *(word for field in ("name", "first", "last", "email", "group") for word in COLUMNS[field])}
OTHERS |= {*COLUMNS["id"]} - {*COLUMNS["number"]}


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
    chosen, notes = _ready(results, so_far)
    labels = list(results[0].scores) if results else []
    rows = [[*MOODLE, *map(title_of, labels)]]
    for result in chosen:
        student, participant = result.student, result.number.get("moodle", "")
        attempt = student.attempt(student.current)
        rows.append(
            [
                f"Participant {participant}" if participant else "",
                as_text(student.name),
                as_text(student.id),
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
            f"{unknown} students have no Identifier, since they were not collected from Moodle: the worksheet "
            "passes over them, the gradebook's import takes them by e-mail or ID number"
        )
    return Sheet(write_csv(rows, "\r\n"), tuple(notes + _above(chosen, most, "Maximum Grade")))


def to_canvas(
    results: Sequence[Result], most: float, assignment: str, so_far: bool = False, questions: bool = False
) -> Sheet:
    """Return a gradebook for Canvas: one column for the total, on demand one for each question.

    Parameters
    ----------
    assignment : str
        What Canvas calls it: "Title (12345)", or only its title. What Canvas does not know it offers to add.
    """
    chosen, notes = _ready(results, so_far)
    labels = list(results[0].scores) if questions and results else []
    rows = [
        [*CANVAS, assignment, *(f"{assignment.partition(' (')[0]} {title_of(label)}" for label in labels)],
        [POINTS_POSSIBLE, "", "", "", number(most), *([""] * len(labels))],
    ]
    for result in chosen:
        student = result.student
        name = f"{student.last}, {student.first}" if student.first else student.last
        scores = [result.scores[label] for label in labels]
        rows.append(
            [
                as_text(name),
                result.number.get("canvas", ""),
                as_text(student.id),
                as_text(student.group),
                number(result.total),
                *("" if points is None else number(points) for points in scores),
            ]
        )
    unknown = sum(not row[1] for row in rows[2:])
    if unknown:
        notes.append(
            f"{unknown} students have no Canvas ID: Canvas looks for their logins, then for their names"
        )
    return Sheet(write_csv(rows, "\n"), tuple(notes))


def fill(
    path: Path, results: Sequence[Result], most: float, kind: str, so_far: bool, assignment: str
) -> Sheet:
    """Return a copy of what was downloaded from the LMS, the marks written into it and all else as it was.

    Raises
    ------
    UsageError
        If it is not what the LMS writes.
    """
    table = read_csv(path)
    rows, delimiter = [cells for _, cells in table.rows], table.delimiter
    if len(rows) < 2:
        raise UsageError(f"{path} has no students in it. Give it as it was downloaded.")
    chosen, notes = _ready(results, so_far)
    heading = [cell.strip().casefold() for cell in rows[0]]
    grade = _column(path, rows[0], (assignment.casefold(),) if kind == "canvas" else GRADE)
    name = next((heading.index(word) for word in NAME if word in heading), None)
    top = next((heading.index(word) for word in MOST if word in heading), None)
    comma = top is not None and any("," in row[top] for row in rows[1:] if len(row) > top)
    waiting, found = {id(r) for r in results} - {id(r) for r in chosen}, set()
    lookup = _lookup(results, kind)
    for row in rows[1:]:
        row += [""] * (len(rows[0]) - len(row))
        if name is not None:
            row[name] = row[name] if "Points Possible" in row[name] else as_text(row[name])
        result = _row_of(row, heading, lookup, kind)
        if result is None:
            continue
        found.add(id(result))
        if id(result) not in waiting:
            row[grade] = number(result.total).replace(".", "," if comma else ".")
            comments = heading.index("feedback comments") if "feedback comments" in heading else None
            if comments is not None and not row[comments]:
                row[comments] = result.comment
    lost = [result.student.id for result in chosen if id(result) not in found]
    if lost:
        notes.append(f"{path.name} has no row for {len(lost)} students: {', '.join(lost[:10])}")
    if top is not None:
        limits = [float(row[top].replace(",", ".")) for row in rows[1:] if _is_number(row[top])]
        notes += _above(chosen, min(limits, default=most), "Maximum Grade")
        if limits and min(limits) != most:
            notes.append(
                f"Moodle's maximum is {number(min(limits))}, and the exercise has {number(most)} points and the bonus: "
                "shares that Moodle shows are of its own maximum"
            )
    return Sheet(write_csv(rows, "\r\n" if kind == "moodle" else "\n", delimiter), tuple(notes))


def _ready(results: Sequence[Result], so_far: bool) -> tuple[list[Result], list[str]]:
    """Return whose marks are final; an LMS would take an empty cell for the wish to delete a mark."""
    chosen = [result for result in results if so_far or not result.waits]
    left = len(results) - len(chosen)
    note = (
        f"{left} students are left out, since something of theirs waits for a human; --so-far takes them in"
    )
    return chosen, [note] if left else []


def _above(results: Sequence[Result], limit: float, what: str) -> list[str]:
    above = [result.student.id for result in results if result.total > limit]
    if not above:
        return []
    return [
        f"{len(above)} students have more than the {what} of {number(limit)}: {', '.join(above[:10])}. Moodle "
        "passes over such marks, so raise it there"
    ]


def _lookup(results: Sequence[Result], kind: str) -> dict[tuple[str, str], Result]:
    """Return whose a number, an id or an address is; what two students have is nobody's."""
    found: dict[tuple[str, str], Result] = {}
    twice = set()
    for result in results:
        keys = {
            ("number", result.number.get(kind, "")),
            ("id", result.student.id.casefold()),
            ("email", result.student.email.casefold()),
        }
        twice |= keys & found.keys()
        found |= {key: result for key in keys if key[1]}
    return {key: result for key, result in found.items() if key not in twice}


def _row_of(row: list[str], heading: list[str], lookup: dict, kind: str) -> Result | None:
    cell = dict(zip(heading, (value.strip() for value in row), strict=False))
    if kind == "moodle":
        # The Identifier comes first, whatever it is called in Moodle's language.
        participant = None if heading[0] in OTHERS else re.search(r"\d+$", row[0].strip())
        asked = [("number", participant[0] if participant else "")]
    else:
        asked = [("number", cell.get("id", ""))]
    for column in ("id number", "id-nummer", "sis user id", "sis login id"):
        asked += [("id", cell.get(column, "").casefold()), ("email", cell.get(column, "").casefold())]
    asked += [("email", cell.get(column, "").casefold()) for column in COLUMNS["email"]]
    return next((lookup[key] for key in asked if key in lookup), None)


def _column(path: Path, heading: list[str], names: Sequence[str]) -> int:
    for wanted in names:
        for place, cell in enumerate(heading):
            name = cell.strip().casefold()
            if wanted in (name, re.sub(r" \(\d+\)$", "", name)):
                return place
    raise UsageError(
        f"{path} has no column {names[0]!r}; it has: {', '.join(heading)}. Download it from the LMS once more; "
        'for Canvas name the column in course.toml: [canvas] assignment = "Exercise 3 (98765)"'
    )


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"\d+([.,]\d+)?", text.strip()))
