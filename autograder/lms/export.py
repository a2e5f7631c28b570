"""Marks of a class as CSV, a row per student, a column per question."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.core.questions import is_bonus, question_of, title_of
from autograder.core.tables import write_csv
from autograder.core.text import as_text, number
from autograder.course.marks import Mark
from autograder.course.penalties import Late

Marks = Mapping[str, Mapping[str, Mark]]


def to_csv(
    marks: Marks, late: Mapping[str, Late] | None = None, names: Mapping[str, str] | None = None
) -> str:
    """Return the table of all marks.

    Columns: student; each question with its most points, such as "1a feed_forward [4]"; the sums of the
    automatic and of the report's points; the points that still wait for a human; the total so far. The cell
    of a question that waits is empty.

    Parameters
    ----------
    marks : mapping
        ``marks[student][grade_id]``, from :func:`autograder.course.marks.read_marks`.
    late : mapping, optional
        Who was late; gives one more column, the penalty, which the total has been lessened by.
    names : mapping, optional
        The students' names, for one more column.
    """
    most = most_points(marks)
    report = number(sum(p for label, (p, written) in most.items() if written and not is_bonus(label)))
    bonus = number(sum(p for label, (p, written) in most.items() if written and is_bonus(label)))
    coded = number(sum(p for p, written in most.values() if not written))
    every = number(sum(p for label, (p, _) in most.items() if not is_bonus(label)))
    extra = f" + {bonus} bonus" if bonus != "0" else ""

    heading = (
        ["student"]
        + (["name"] if names else [])
        + [f"{title_of(label)} [{number(points)}]" for label, (points, _) in most.items()]
        + [f"automatic [{coded}]", f"report [{report}{extra}]", "waiting"]
        + (["late penalty"] if late is not None else [])
        + [f"total [{every}{extra}]"]
    )
    rows = [heading]
    for student in sorted(marks, key=str.casefold):
        own = marks[student].values()
        asked = [[m for m in own if question_of(m.grade_id) == label] for label in most]
        # An empty cell, not a 0, for what waits: an LMS would take the 0 for a mark.
        scores = [None if any(m.waiting for m in each) else sum(m.score for m in each) for each in asked]
        automatic = sum(m.score for m in own if not m.written)
        written = sum(m.score for m in own if m.written)
        waiting = sum(m.max_score for m in own if m.waiting)
        lost = [] if late is None else [late[student].penalty if student in late else 0]
        numbers = [*scores, automatic, written, waiting, *lost, max(0, automatic + written - sum(lost))]
        who = [student, names.get(student, "")] if names else [student]
        rows.append([*map(as_text, who), *("" if n is None else number(n) for n in numbers)])
    return write_csv(rows)


def most_points(marks: Marks) -> dict[str, tuple[float, bool]]:
    """Return {question: (most points, written?)} in the order of the sheet."""
    most: dict[str, tuple[float, bool]] = {}
    for mark in {mark.grade_id: mark for own in marks.values() for mark in own.values()}.values():
        label = question_of(mark.grade_id)
        most[label] = (most.get(label, (0, False))[0] + mark.max_score, mark.written)
    return dict(sorted(most.items()))
