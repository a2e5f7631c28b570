"""Marks of a class as CSV, a row per student, a column per question."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.core.questions import question_of, title_of
from autograder.core.tables import write_csv
from autograder.core.text import as_text, number
from autograder.course.marks import Mark
from autograder.course.penalties import Late
from autograder.course.states import BY_HAND, Person, State
from autograder.course.totals import Marks, most_points, reachable, total_of


def to_csv(
    marks: Marks, late: Mapping[str, Late] | None = None, people: Mapping[str, Person] | None = None
) -> str:
    """Return the table of all marks.

    Columns: student; name; each question with its most points, such as "1a feed_forward [4]"; the sums of the
    automatic and of the report's points; the points that still wait for a human; the total so far; how far the
    student is, and what else there is to know. The cell of a question that waits is empty, and so are all
    cells of a student without marks: an LMS would take a 0 for one.

    Parameters
    ----------
    marks : mapping
        ``marks[student][grade_id]``, from :func:`autograder.course.marks.read_marks`.
    late : mapping, optional
        Who was late; gives one more column, the penalty, which the total has been lessened by.
    people : mapping, optional
        Everybody of the class, from :func:`autograder.course.states.states`; those in ``marks`` alone, without
        name and state, if left out.
    """
    most = most_points(marks)
    report = number(sum(each.points for each in most.values() if each.written and not each.bonus))
    bonus = number(sum(each.points for each in most.values() if each.written and each.bonus))
    coded = number(sum(each.points for each in most.values() if not each.written))
    every = number(reachable(most))
    extra = f" + {bonus} bonus" if bonus != "0" else ""

    heading = (
        ["student"]
        + (["name"] if people is not None else [])
        + [f"{title_of(label)} [{number(each.points)}]" for label, each in most.items()]
        + [f"automatic [{coded}]", f"report [{report}{extra}]", "waiting"]
        + (["late penalty"] if late is not None else [])
        + [f"total [{every}{extra}]"]
        + (["state", "note"] if people is not None else [])
    )
    rows = [heading]
    for student in sorted(marks if people is None else {*people, *marks}, key=str.casefold):
        person = None if people is None else people[student]
        penalty = late[student].penalty if late and student in late else 0.0
        total = total_of(marks.get(student, {}), most, penalty)
        lost = [] if late is None else [penalty]
        sums = [total.automatic, total.written, total.waiting, *lost, total.points]
        numbers = ["" if n is None else number(n) for n in (*total.scores.values(), *sums)]
        if student not in marks or (person and person.state is State.EXCUSED):
            numbers = [""] * len(numbers)
        who = [student] if person is None else [person.id, person.name]
        more = [] if person is None else [person.state, note_of(person, marks.get(student, {}))]
        rows.append([*map(as_text, who), *numbers, *map(as_text, more)])
    return write_csv(rows)


def note_of(person: Person, marks: Mapping[str, Mark]) -> str:
    """Return what there is to know of a row beside its numbers."""
    coded = [mark for mark in marks.values() if not mark.written and (mark.by_hand or mark.extra)]
    by_hand = sorted({question_of(mark.grade_id) for mark in coded})
    said = [
        "" if person.reason == BY_HAND and by_hand else person.reason,
        f"handed in by team {person.team}" if person.team else "",
        f"by hand: {', '.join(by_hand)}" if by_hand else "",
    ]
    return "; ".join(filter(None, said))
