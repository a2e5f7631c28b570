"""Marks for written answers, typed in a CSV beside the page of the question, and their way to the gradebook.

``grade_reports/.marked.json`` tells which version of an answer each mark is for.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.core.errors import UsageError
from autograder.core.files import hash_of, write_atomically
from autograder.core.questions import is_bonus
from autograder.core.text import amount, number
from autograder.course.folder import Course
from autograder.course.marks import WrittenMark, save_written
from autograder.pages.html import TEMPLATES, page_template
from autograder.pages.manual import Answer, Question
from autograder.pages.mark_sheets import (
    VERSION,
    Row,
    as_typed,
    csv_of,
    folder_of,
    points_of,
    read_comments,
    read_notes,
    read_rows,
    to_csv,
    version_in,
    with_texts,
)

MOST_BUTTONS = 9
Record = dict[
    str, list
]  # code, points and comment of the version that was marked, by student's part of the code


@dataclass(frozen=True)
class OldMark:
    """The mark of an older version of an answer: in the gradebook, or typed and not entered yet."""

    points: float | None
    comment: str
    typed: str = ""


@dataclass
class Entered:
    """What entering the CSVs did.

    Attributes
    ----------
    marks : int
        Marks that were entered.
    changed : list of str
        What had another mark before, in words.
    taken_back : list of str
        Marks whose points were emptied in the CSV, in words.
    kept : int
        Empty rows of a CSV that was saved before the gradebook had their marks; the marks stay.
    blank : int
        Answers without points, left alone.
    outdated : list of str
        Rows for answers that have changed since, in words; they were left out.
    """

    marks: int = 0
    changed: list[str] = field(default_factory=list)
    taken_back: list[str] = field(default_factory=list)
    kept: int = 0
    blank: int = 0
    outdated: list[str] = field(default_factory=list)


def prepare(course: Course, question: Question) -> tuple[dict[str, Row], dict[str, OldMark]]:
    """Bring the CSV of a question up to date; nothing that was typed there is lost.

    Returns
    -------
    rows : dict
        Row by code, as the page shows them.
    notes : dict
        What to tell of answers that have changed since they were marked, by code.
    """
    path, record, comments = csv_of(course, question.label), _read_record(course), read_comments(course)
    version = version_of(course, question)
    seen = path.exists() and version_in(path) == version
    old = {row.code: row for row in read_rows(path)} if path.exists() else {}
    by_student = {_who(code): row for code, row in old.items() if row.typed}
    put_by = [replace(row, code=row.code.lstrip("# ")) for row in read_notes(path)]
    put_by_student = {_who(row.code): row for row in put_by if row.typed}
    rows: dict[str, Row] = {}
    notes: dict[str, OldMark] = {}
    for answer in question.answers:
        who = _who(answer.code)
        before = record.get(who)
        marked = _marked_version(record, answer)
        typed = by_student.get(who) or (put_by_student.get(who) if marked is None else None)
        if marked not in (None, answer.code):
            notes[answer.code] = OldMark(answer.mark.points, answer.mark.comment)
        elif typed is not None and typed.code != answer.code:
            notes[answer.code] = OldMark(None, typed.comment, typed.points)
        row = old.get(answer.code)
        # What was entered from this row and is another mark now: that of the formgrader is newer.
        newer = before is not None and record.get(who) != before == _entered(row, question, comments)
        emptied = seen and before is not None and record.get(who) == before
        if row is not None and not newer and (row.typed or emptied):
            rows[answer.code] = row
        elif answer.mark.points is not None and answer.code not in notes:
            rows[answer.code] = Row(0, answer.code, number(answer.mark.points), as_typed(answer.mark.comment))
        else:
            rows[answer.code] = Row(0, answer.code)
    left = [replace(row, code=f"#{row.code}") for code, row in old.items() if code not in rows and row.typed]
    others = [note for note in read_notes(path) if not note.code.strip().startswith(VERSION)]
    _write_record(course, record)
    stamp = Row(0, VERSION + version_of(course, question))
    write_atomically(path, to_csv([*rows.values(), *others, *left, stamp]))
    return rows, notes


def type_in(course: Course, label: str, code: str, points: str, comment: str) -> None:
    """Put what was typed for one answer into the CSV of its question.

    Raises
    ------
    UsageError
        If the CSV has no such answer: the pages were made anew since.
    """
    path = csv_of(course, label)
    rows = read_rows(path)
    if code not in {row.code for row in rows}:
        raise UsageError(f"{path.name} has no answer {code} any more. Load the page again.")
    new = [Row(0, code, points, as_typed(comment)) if row.code == code else row for row in rows]
    write_atomically(path, to_csv([*new, *read_notes(path)]))


def version_of(course: Course, question: Question) -> str:
    """Return what changes with every mark of a question that has become known.

    A page or CSV carries it along, so that an empty row can be told from one whose writer had not seen the mark.
    """
    record = _read_record(course)
    codes = sorted(_who(answer.code) for answer in question.answers)
    return hash_of([[code, record.get(code)] for code in codes])[:8]


def _entered(row: Row | None, question: Question, comments: Mapping[str, str]) -> list | None:
    """Return what the record holds once a row has been entered; None if it cannot be."""
    if row is None:
        return None
    try:
        return [row.code, points_of(row.points, question.max_points), with_texts(row.comment, comments)]
    except ValueError:
        return None


def enter(course: Course, questions: Iterable[Question], files: Iterable[Path] = ()) -> Entered:
    """Read the CSVs and write points and comments to the gradebook: all of them or, on a mistake, none.

    Parameters
    ----------
    course : Course
    questions : iterable of Question
        All of the report, or those whose CSVs are to be entered.
    files : iterable of Path
        CSVs to read in place of those in grade_reports/.

    Raises
    ------
    UsageError
        Listing every mistake with its file and line, and what to do.
    """
    asked = list(questions)
    by_code = {answer.code: (question, answer) for question in asked for answer in question.answers}
    known = {_who(code) for code in by_code}
    paths = list(files) or [path for q in asked if (path := csv_of(course, q.label)).exists()]
    if not paths:
        raise UsageError(
            f"There is no CSV in {folder_of(course)}. Run `ex3 grade-reports` first, which makes the pages."
        )
    comments, record = read_comments(course), _read_record(course)
    done, mistakes = Entered(), []
    marks: list[tuple[Answer, WrittenMark]] = []
    places: dict[str, str] = {}
    for path in paths:
        version = version_in(path)
        for row in read_rows(path):
            where = f"{path.name}, line {row.line}"
            if row.code in places and row.typed:
                mistakes.append(
                    f"{where}: {row.code} stands in {places[row.code]} too. Delete one of the two."
                )
                continue
            places[row.code] = where
            if row.code not in by_code:
                if _who(row.code) not in known:
                    mistakes.append(
                        f"{where}: there is no answer with the code {row.code!r}. "
                        "Copy it from the page, or put # in front of the line to leave it out."
                    )
                elif row.typed:
                    done.outdated.append(
                        f"{where}: the answer of {_who(row.code)} has changed since it was marked"
                    )
                continue
            question, answer = by_code[row.code]
            try:
                points = points_of(row.points, question.max_points)
                new = replace(answer.mark, points=points, comment=with_texts(row.comment, comments))
            except ValueError as mistake:
                mistakes.append(f"{where}: {mistake}")
                continue
            if _goes_in(new, answer, record, version == version_of(course, question), done):
                marks.append((answer, new))
    if mistakes:
        listed = "\n".join(f"- {mistake}" for mistake in mistakes)
        raise UsageError(f"Nothing was entered, since there is something to mend:\n{listed}")
    save_written(course, [new for _, new in marks])
    for answer, new in marks:
        _tell(done, answer, new)
        if new.points is None:
            record.pop(_who(answer.code), None)
        else:
            record[_who(answer.code)] = [answer.code, new.points, new.comment]
    _write_record(course, record)
    return done


def _goes_in(new: WrittenMark, answer: Answer, record: Record, seen: bool, done: Entered) -> bool:
    """Whether a row is to be entered; ``seen`` tells that its writer knew the marks of the gradebook."""
    old, entered = answer.mark, record.get(_who(answer.code))
    if new.points is not None:
        # What was entered before is left alone: what the gradebook has since is newer.
        return old.points is None or entered != [answer.code, new.points, new.comment]
    if old.points is None:
        done.blank += 1
        return False
    if entered != [answer.code, old.points, old.comment]:
        return False  # a mark of the formgrader that no CSV has shown yet
    done.kept += not seen
    return seen


def _tell(done: Entered, answer: Answer, new: WrittenMark) -> None:
    old = answer.mark
    if new.points is None:
        done.taken_back.append(f"{answer.code}: {amount(old.points or 0, 'point')}")
        return
    done.marks += 1
    if old.points is not None and (old.points, old.comment) != (new.points, new.comment):
        is_comment = old.points == new.points
        what = "comment" if is_comment else f"{number(old.points)} -> {amount(new.points, 'point')}"
        done.changed.append(f"{answer.code}: {what}")


def _who(code: str) -> str:
    """Return the part of a code that stands for the student, whatever the answer is."""
    return code.partition("-")[0]


def _marked_version(record: Record, answer: Answer) -> str | None:
    """Return the code of the version that was marked; what the formgrader has marked since is this one."""
    mark, who = answer.mark, _who(answer.code)
    if mark.points is None:
        record.pop(who, None)
        return None
    if who not in record or record[who][1:] != [mark.points, mark.comment]:
        record[who] = [answer.code, mark.points, mark.comment]
    return record[who][0]


def _read_record(course: Course) -> Record:
    try:
        return json.loads((folder_of(course) / ".marked.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _write_record(course: Course, record: Record) -> None:
    write_atomically(folder_of(course) / ".marked.json", json.dumps(record, indent=1, sort_keys=True) + "\n")


def render(
    question: Question,
    rows: Mapping[str, Row],
    notes: Mapping[str, OldMark],
    comments: Mapping[str, str],
    version: str = "",
    save_to: str = "",
) -> str:
    """Return the page as HTML that needs nothing else.

    Parameters
    ----------
    question : Question
    rows : mapping
        What was typed in the CSV so far, by code. Names of comments are replaced by their texts.
    notes : mapping
        Marks for older versions of an answer, by code.
    comments : mapping
        Comments to use again, {name: text}.
    version : str
        From :func:`version_of`.
    save_to : str
        Where on the server that shows the page marks are saved as they are typed; "" for a page on disk.
    """
    groups: dict[object, list[Answer]] = {}
    for answer in question.answers:
        row = rows[answer.code]
        # Identical answers are shown once, as long as the same was typed for them.
        alike = (answer.pieces, row.points, row.comment) if answer.code not in notes else answer.code
        groups.setdefault(alike, []).append(answer)
    script = (TEMPLATES / "marking.js").read_text(encoding="utf-8")
    halves = range(int(2 * question.max_points) + 1)
    return page_template("marking.html").render(
        question=question,
        groups=list(groups.values()),
        bonus=is_bonus(question.label),
        rows={code: replace(row, comment=_as_read(row, comments)) for code, row in rows.items()},
        notes=notes,
        comments=comments,
        version=version,
        save_to=save_to,
        values=[number(half / 2) for half in halves] if len(halves) <= MOST_BUTTONS else [],
        script=script,
        # SECURITY: only this very script may run, whatever else should get into the page.
        digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


def _as_read(row: Row, comments: Mapping[str, str]) -> str:
    try:
        return with_texts(row.comment, comments)
    except ValueError:
        return row.comment  # entering the CSV will say what is wrong
