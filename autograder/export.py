"""Marks of a class as CSV, a row per student, a column per question."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from autograder.gradebook import Mark
from autograder.questions import BONUS, number, question_of, title_of

Marks = Mapping[str, Mapping[str, Mark]]


def to_csv(marks: Marks) -> str:
    """Return the table of all marks.

    Columns: student; each question with its most points, such as "1a feed_forward [4]"; the sums of the
    automatic and of the report's points; the points that still wait for a human; the total so far. The cell
    of a question that waits is empty.

    Parameters
    ----------
    marks : mapping
        ``marks[student][grade_id]``, from :func:`autograder.gradebook.read_marks`.
    """
    most = _most_points(marks)
    report = number(sum(p for label, (p, written) in most.items() if written and label not in BONUS))
    bonus = number(sum(p for label, (p, written) in most.items() if written and label in BONUS))
    coded = number(sum(p for p, written in most.values() if not written))
    every = number(sum(p for label, (p, _) in most.items() if label not in BONUS))
    extra = f" + {bonus} bonus" if bonus != "0" else ""

    rows = io.StringIO(newline="")
    table = csv.writer(rows, lineterminator="\n")
    table.writerow(
        ["student"]
        + [f"{title_of(label)} [{number(points)}]" for label, (points, _) in most.items()]
        + [f"automatic [{coded}]", f"report [{report}{extra}]", "waiting", f"total [{every}{extra}]"]
    )
    for student in sorted(marks, key=str.casefold):
        own = marks[student].values()
        asked = [[m for m in own if question_of(m.grade_id) == label] for label in most]
        # An empty cell, not a 0, for what waits: an LMS would take the 0 for a mark.
        scores = [None if any(m.waiting for m in each) else sum(m.score for m in each) for each in asked]
        automatic = sum(m.score for m in own if not m.written)
        written = sum(m.score for m in own if m.written)
        waiting = sum(m.max_score for m in own if m.waiting)
        numbers = [*scores, automatic, written, waiting, automatic + written]
        table.writerow([as_text(student), *("" if n is None else number(n) for n in numbers)])
    return rows.getvalue()


def _most_points(marks: Marks) -> dict[str, tuple[float, bool]]:
    """Return {question: (most points, written?)} in the order of the sheet."""
    most: dict[str, tuple[float, bool]] = {}
    for mark in {mark.grade_id: mark for own in marks.values() for mark in own.values()}.values():
        label = question_of(mark.grade_id)
        most[label] = (most.get(label, (0, False))[0] + mark.max_score, mark.written)
    return dict(sorted(most.items()))


def as_text(name: str) -> str:
    """Return a name that no spreadsheet takes for a formula."""
    # SECURITY: a student chooses the name; Excel and LibreOffice run cells that start with these.
    return f"'{name}" if name.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else name
