"""Marks for written answers, typed in a CSV beside the page of the question, and their way to the gradebook.

::

    grade_reports/
        2b.html        the page: all answers to question 2b
        2b.csv         code, points, comment: a row per answer
        comments.csv   name, text: comments to use again; #name in a comment stands for the text
        .marked.json   which version of an answer each mark is for
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.core.errors import UsageError
from autograder.core.files import write_atomically
from autograder.core.tables import read_csv, write_csv
from autograder.core.text import number
from autograder.course.folder import Course
from autograder.course.marks import save_written
from autograder.pages.manual import Answer, Question

HEADER = ("code", "points", "comment")
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
    blank : int
        Answers without points, left alone.
    outdated : list of str
        Rows for answers that have changed since, in words; they were left out.
    """

    marks: int = 0
    changed: list[str] = field(default_factory=list)
    blank: int = 0
    outdated: list[str] = field(default_factory=list)


def folder_of(course: Course) -> Path:
    return course.root / "grade_reports"


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
    old = {row.code: row for row in read_rows(path)} if path.exists() else {}
    by_student = {_who(code): row for code, row in old.items() if row.typed}
    put_by = [replace(row, code=row.code.lstrip("# ")) for row in _notes_in(path)]
    put_by = {_who(row.code): row for row in put_by if row.typed}
    rows, notes = {}, {}
    for answer in question.answers:
        who = _who(answer.code)
        before = record.get(who)
        marked = _marked_version(record, answer)
        typed = by_student.get(who) or (put_by.get(who) if marked is None else None)
        if marked not in (None, answer.code):
            notes[answer.code] = OldMark(answer.mark.points, answer.mark.comment)
        elif typed is not None and typed.code != answer.code:
            notes[answer.code] = OldMark(None, typed.comment, typed.points)
        row = old.get(answer.code)
        # What was entered from this row and is another mark now: that of the formgrader is newer.
        newer = before is not None and record.get(who) != before == _entered(row, question, comments)
        if row is not None and not newer:
            rows[answer.code] = row
        elif answer.mark.points is not None and answer.code not in notes:
            rows[answer.code] = Row(0, answer.code, number(answer.mark.points), as_typed(answer.mark.comment))
        else:
            rows[answer.code] = Row(0, answer.code)
    left = [replace(row, code=f"#{row.code}") for code, row in old.items() if code not in rows and row.typed]
    write_atomically(path, to_csv([*rows.values(), *_notes_in(path), *left]))
    _write_record(course, record)
    return rows, notes


def _entered(row: Row | None, question: Question, comments: Mapping[str, str]) -> list | None:
    """Return what the record holds once a row has been entered; None if it cannot be."""
    if row is None:
        return None
    try:
        return [row.code, points_of(row.points, question.max_points), with_texts(row.comment, comments)]
    except ValueError:
        return None


def to_csv(rows: Iterable[Row]) -> str:
    return write_csv([HEADER, *((row.code, row.points, row.comment) for row in rows)])


def _notes_in(path: Path) -> list[Row]:
    """Return the rows of a CSV that start with #, as they are."""
    lines = read_csv(path).rows[1:] if path.exists() else []
    return [Row(line, *(*cells, "", "")[:3]) for line, cells in lines if cells[0].strip().startswith("#")]


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
    comments = read_comments(course)
    done, mistakes, marks, places = Entered(), [], [], {}
    record = _read_record(course)
    for path in paths:
        for row in read_rows(path):
            where = f"{path.name}, line {row.line}"
            if row.code in places and row.typed:
                mistakes.append(
                    f"{where}: {row.code} stands in {places[row.code]} too. Delete one of the two."
                )
                continue
            places[row.code] = where
            if row.code not in by_code:
                if _who(row.code) in known:
                    if row.typed:
                        done.outdated.append(
                            f"{where}: the answer of {_who(row.code)} has changed since it was marked"
                        )
                else:
                    mistakes.append(
                        f"{where}: there is no answer with the code {row.code!r}. "
                        "Copy it from the page, or put # in front of the line to leave it out."
                    )
                continue
            question, answer = by_code[row.code]
            try:
                comment = with_texts(row.comment, comments)
                points = points_of(row.points, question.max_points)
            except ValueError as mistake:
                mistakes.append(f"{where}: {mistake}")
                continue
            if answer.mark.points is not None and record.get(_who(row.code)) == [row.code, points, comment]:
                continue  # entered before; what the gradebook has since is newer
            if points is None:
                done.blank += answer.mark.points is None
            else:
                marks.append((answer, replace(answer.mark, points=points, comment=comment)))
    if mistakes:
        listed = "\n".join(f"- {mistake}" for mistake in mistakes)
        raise UsageError(f"Nothing was entered, since there is something to mend:\n{listed}")
    for answer, new in marks:
        old = answer.mark
        if old.points is not None and (old.points, old.comment) != (new.points, new.comment):
            what = (
                "comment"
                if old.points == new.points
                else f"{number(old.points)} -> {number(new.points)} points"
            )
            done.changed.append(f"{answer.code}: {what}")
    save_written(course, [new for _, new in marks])
    for answer, new in marks:
        record[_who(answer.code)] = [answer.code, new.points, new.comment]
    _write_record(course, record)
    done.marks = len(marks)
    return done


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
            f"{text} points are more than the question has. Write a number from 0 to {number(most)}."
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


def _who(code: str) -> str:
    """Return the part of a code that stands for the student, whatever the answer is."""
    return code.partition("-")[0]


def _marked_version(record: dict, answer: Answer) -> str | None:
    """Return the code of the version that was marked; what the formgrader has marked since is this one."""
    mark, who = answer.mark, _who(answer.code)
    if mark.points is None:
        record.pop(who, None)
        return None
    if who not in record or record[who][1:] != [mark.points, mark.comment]:
        record[who] = [answer.code, mark.points, mark.comment]
    return record[who][0]


def _read_record(course: Course) -> dict:
    try:
        return json.loads((folder_of(course) / ".marked.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _write_record(course: Course, record: dict) -> None:
    write_atomically(folder_of(course) / ".marked.json", json.dumps(record, indent=1, sort_keys=True) + "\n")
