"""The CSV of a question, in which a human types points and comments, and the comments to use again.

::

    grade_reports/
        2b.csv         code, points, comment: a row per answer
        comments.csv   name, text: #name in a comment stands for the text
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.core.errors import UsageError
from autograder.core.tables import read_csv, write_csv
from autograder.core.text import amount, number
from autograder.course.folder import Course

HEADER = ("code", "points", "comment")
VERSION = "#version "  # in front of what tells which marks the writer of a CSV has seen
NAMED = re.compile(r"##|(?<!\w)#([A-Za-z][\w-]*)")


@dataclass(frozen=True)
class Row:
    """One line of a CSV as it was typed; ``line`` counts from 1."""

    line: int
    code: str
    points: str = ""
    comment: str = ""

    @property
    def typed(self) -> bool:
        return bool(self.points or self.comment)


def folder_of(course: Course) -> Path:
    return course.state / "grade_reports"


def csv_of(course: Course, label: str) -> Path:
    return folder_of(course) / f"{label}.csv"


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a CSV as a spreadsheet or the page has saved it.

    Commas, semicolons and tabs are understood. Rows that start with # are notes.

    Raises
    ------
    UsageError
        If the file is no text, or has not the columns that it should have.
    """
    lines = read_csv(path).rows
    names = [name.strip().casefold() for name in lines[0][1]] if lines else []
    if "code" not in names or "points" not in names:
        raise UsageError(
            f"{path}, line 1: the columns must be called {', '.join(HEADER)}. "
            "Put that line on top, or save the file from the page again."
        )
    place = {name: names.index(name) for name in HEADER if name in names}
    rows = []
    for line, cells in lines[1:]:
        values = {name: cells[i].strip() for name, i in place.items() if i < len(cells)}
        if any(values.values()) and not values.get("code", "").startswith("#"):
            rows.append(Row(line, **values))
    return rows


def read_comments(course: Course) -> dict[str, str]:
    """Return the comments to use again, {name: text}; none if there is no comments.csv."""
    path = folder_of(course) / "comments.csv"
    if not path.exists():
        return {}
    comments: dict[str, str] = {}
    for line, cells in read_csv(path).rows:
        name, text = (*(cell.strip() for cell in cells), "", "")[:2]
        name = name.removeprefix("#")
        if not name or (name.casefold(), text.casefold()) == ("name", "text"):
            continue
        if not re.fullmatch(r"[A-Za-z][\w-]*", name):
            raise UsageError(
                f"{path}, line {line}: {name!r} is no name for a comment. Use letters, digits, - and _, such as axes."
            )
        if name in comments:
            raise UsageError(f"{path}, line {line}: #{name} is defined a second time. Give it another name.")
        comments[name] = text
    return comments


def to_csv(rows: Iterable[Row]) -> str:
    return write_csv([HEADER, *((row.code, row.points, row.comment) for row in rows)])


def read_notes(path: Path) -> list[Row]:
    """Return the rows of a CSV that start with #, as they are."""
    lines = read_csv(path).rows[1:] if path.exists() else []
    return [Row(line, *(*cells, "", "")[:3]) for line, cells in lines if cells[0].strip().startswith("#")]


def version_in(path: Path) -> str:
    """Return the version that a CSV was saved from, "" if it does not tell."""
    codes = [note.code.strip() for note in read_notes(path)]
    return next((code.removeprefix(VERSION) for code in codes if code.startswith(VERSION)), "")


def points_of(text: str, most: float) -> float | None:
    """Return points as they were typed, 1.5 or 1,5; None for nothing.

    Raises
    ------
    ValueError
        In words, if it is no number between 0 and ``most``.
    """
    if not text:
        return None
    if not re.fullmatch(r"\d{1,4}(?:[.,]\d{0,4})?|[.,]\d{1,4}", text):
        raise ValueError(f"{text!r} is no number of points. Write one from 0 to {number(most)}, such as 1.5.")
    points = float(text.replace(",", "."))
    if points > most:
        raise ValueError(
            f"{amount(points, 'point is', 'points are')} more than the question has. Write a number from 0 to {number(most)}."
        )
    return points


def with_texts(comment: str, comments: Mapping[str, str]) -> str:
    """Return a comment with each #name replaced by its text; ## stands for the sign itself.

    Raises
    ------
    ValueError
        In words, if a name is not defined.
    """
    unknown = [name for name in NAMED.findall(comment) if name and name not in comments]
    if unknown:
        raise ValueError(
            f"there is no comment called #{unknown[0]} in comments.csv. Define it there, "
            f"or write ##{unknown[0]} for the sign itself."
        )
    return NAMED.sub(lambda match: comments[match[1]] if match[1] else "#", comment)


def as_typed(comment: str) -> str:
    """Return what has to be typed in a CSV for a comment: the inverse of :func:`with_texts`."""
    return comment.replace("#", "##")
