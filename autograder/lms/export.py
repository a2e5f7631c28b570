"""Marks of a class as CSV, a row per student, a column per question."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.core.questions import title_of
from autograder.core.tables import write_csv
from autograder.core.text import as_text, number
from autograder.course.penalties import Late
from autograder.course.totals import Marks, most_points, reachable, total_of


def to_csv(
    marks: Marks,
    late: Mapping[str, Late] | None = None,
    names: Mapping[str, str] | None = None,
    ids: Mapping[str, str] | None = None,
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
    ids : mapping, optional
        The ids as the LMS writes them, where they differ from the names of the folders.
    """
    most = most_points(marks)
    report = number(sum(each.points for each in most.values() if each.written and not each.bonus))
    bonus = number(sum(each.points for each in most.values() if each.written and each.bonus))
    coded = number(sum(each.points for each in most.values() if not each.written))
    every = number(reachable(most))
    extra = f" + {bonus} bonus" if bonus != "0" else ""

    heading = (
        ["student"]
        + (["name"] if names else [])
        + [f"{title_of(label)} [{number(each.points)}]" for label, each in most.items()]
        + [f"automatic [{coded}]", f"report [{report}{extra}]", "waiting"]
        + (["late penalty"] if late is not None else [])
        + [f"total [{every}{extra}]"]
    )
    rows = [heading]
    for student in sorted(marks, key=str.casefold):
        penalty = late[student].penalty if late and student in late else 0.0
        total = total_of(marks[student], most, penalty)
        lost = [] if late is None else [penalty]
        sums = [total.automatic, total.written, total.waiting, *lost, total.points]
        numbers = [*total.scores.values(), *sums]
        known = ids.get(student, student) if ids else student
        who = [known, names.get(student, "")] if names else [known]
        rows.append([*map(as_text, who), *("" if n is None else number(n) for n in numbers)])
    return write_csv(rows)
