"""What the columns of a CSV mean: Moodle's grading worksheet, Canvas's gradebook, and rosters of any origin.

A worksheet of Moodle is known by its structure, since its words are those of the site's language: in every row
the first column has a word and a number, a column holds the most points or the scale, and one or two hold times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.core.tables import read_csv
from autograder.lms.formats.times import looks_like_time

# What a column may be called, in small letters. Of several columns for one field the first one named here counts.
COLUMNS = {
    "id": (
        *(
            "orgdefinedid",
            "student id",
            "student_id",
            "id number",
            "sid",
            "sis user id",
            "sis login id",
            "login",
            "username",
        ),
        *("id-nummer", "matrikelnummer", "anmeldename", "user_id", "login_id", "id"),
    ),
    "name": ("full name", "vollständiger name", "name", "student"),
    "first": ("first name", "first_name", "firstname", "given name", "vorname"),
    "last": ("last name", "last_name", "lastname", "surname", "family name", "nachname"),
    "email": ("email address", "e-mail", "email", "e-mail address", "e-mail-adresse", "mail"),
    "group": ("group", "groups", "team", "section", "gruppe", "gruppen", "group_name"),
}
TIMES = {
    "last modified (submission)": "time",
    "zuletzt geändert (abgabe)": "time",
    "last modified (grade)": "marked",
    "zuletzt geändert (bewertung)": "marked",
}
NAMES = {
    "moodle": "Moodle's grading worksheet",
    "moodle grades": "Moodle's grades export",
    "canvas": "Canvas's gradebook",
    "canvas groups": "Canvas's list of groups",
    "github": "GitHub Classroom's roster",
    "roster": "a roster",
}
_PARTICIPANT = re.compile(r"(\D*[^\W\d_]\D*?)\s*(\d+)")
_TITLE = re.compile(r"(.+) \((\d+)\)")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class LmsTable:
    """A CSV whose columns are understood.

    Attributes
    ----------
    kind : str
        A key of NAMES.
    heading : list of str
        Without the empty cells at its end.
    people : list of (int, list of str)
        The rows of people, each with its line, as long as the heading or longer.
    others : list of (int, list of str)
        Rows of Canvas that are nobody's: "Points Possible", "Manual Posting".
    columns : dict
        Which column has "number", "name", "id", "grade", "most", "scale", "open", "time", "comment", ...
    teams : tuple of int
        Columns with the name of a team or group.
    above : int
        Lines above the heading that were passed over.
    """

    path: Path
    kind: str
    heading: list[str]
    people: list[tuple[int, list[str]]]
    others: list[tuple[int, list[str]]]
    columns: dict[str, int]
    teams: tuple[int, ...]
    delimiter: str
    decoded: str = ""
    above: int = 0

    def cells(self, field: str) -> list[str]:
        """Return the cells of a column; none if there is no such column."""
        place = self.columns.get(field)
        return [] if place is None else [cells[place].strip() for _, cells in self.people]


def read_table(path: Path, titled: bool = False) -> LmsTable:
    """Read a CSV and find out what its columns mean; if it may be ``titled``, its heading need not come first.

    Raises
    ------
    UsageError
        If it cannot be read.
    """
    table = read_csv(path, any_encoding=True)
    lines = [(line, list(cells)) for line, cells in table.rows]
    above = _lines_above(lines) if titled else 0
    lines = lines[above:]
    heading = lines[0][1] if lines else []
    while heading and not heading[-1].strip():
        heading.pop()
    words = _words(heading)
    rows = [(line, cells + [""] * (len(heading) - len(cells))) for line, cells in lines[1:]]
    columns = {field: words.index(name) for field, name in _named(words)}
    kind, others = "roster", []
    if _is_gradebook(words):
        kind = "canvas"
        others = [row for row in rows if is_points_possible(row[1]) or _is_posting(row[1])]
        rows = [row for row in rows if row not in others]
        columns |= {"number": words.index("id")}
        columns |= {
            name: words.index(f"sis {name} id") for name in ("user", "login") if f"sis {name} id" in words
        }
        if "lastname" in words[:1]:
            columns.pop("name", None)
    elif "canvas_user_id" in words and "group_name" in words:
        kind, columns = "canvas groups", columns | {"number": words.index("canvas_user_id")}
        columns |= {"user": words.index("user_id")} if "user_id" in words else {}
        columns |= {"login": words.index("login_id")} if "login_id" in words else {}
    elif "github_username" in words:
        kind, columns = "github", columns | {"login": words.index("github_username")}
        columns |= {"id": words.index("identifier")} if "identifier" in words else {}
    elif (found := _worksheet(words, [cells for _, cells in rows])) is not None:
        kind, columns = "moodle", found
    elif rows and all(re.fullmatch(r"\d{10}", cells[len(heading) - 1].strip()) for _, cells in rows):
        kind = "moodle grades"  # its last column says when it was downloaded
    teams = tuple(_team_columns(words, columns, kind))
    return LmsTable(path, kind, heading, rows, others, columns, teams, table.delimiter, table.encoding, above)


def _words(cells: Sequence[str]) -> list[str]:
    return [" ".join(cell.split()).casefold() for cell in cells]


def _lines_above(lines: Sequence[tuple[int, list[str]]]) -> int:
    """Return how many lines stand above the first that names a column with ids; 0 if there is none."""
    columns = [dict(_named(_words(cells))) for _, cells in lines[:10]]
    return next((place for place, found in enumerate(columns) if "id" in found and len(found) > 1), 0)


def _named(words: Sequence[str]) -> Iterable[tuple[str, str]]:
    for field, names in COLUMNS.items():
        name = next((name for name in names if name in words), None)
        if name is not None:
            yield field, name


def participant_of(cell: str) -> tuple[str, str] | None:
    """Return the word and the number of "Participant 48" or "Teilnehmer/in48"; None for anything else."""
    found = _PARTICIPANT.fullmatch(cell.strip())
    return (found[1].strip(), found[2]) if found else None


def _worksheet(words: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, int] | None:
    """Return the columns of Moodle's grading worksheet, whose order is fixed; None if it is none.

    Identifier, name and other facts about a person (not when marking is blind), status, team, marker, grade,
    the most points or a scale, state of the work flow, "can be changed", time of the hand-in, text, time of the
    mark, comments.
    """
    parts = [participant_of(cells[0]) for cells in rows if cells[0].strip()] if words else []
    if not parts or len({part and part[0].casefold() for part in parts}) != 1 or parts[0] is None:
        return None

    def column(place: int) -> list[str]:
        return [cells[place].strip() for cells in rows]

    named = {words.index(name): field for name, field in TIMES.items() if name in words}
    times = [place for place in range(2, len(words)) if place in named or _are_times(column(place))]
    if (
        times
        and times[0] + 1 < len(words)
        and {*column(times[0])} == {"-"}
        and _is_most(column(times[0] + 1))
    ):
        times = times[1:]  # grades, of which there are none yet
    columns = {"number": 0}
    if times:
        # The time of the mark is always there; if only one is, its heading must say that it is the other.
        columns |= {"time": times[0]} if len(times) > 1 or named.get(times[0]) == "time" else {}
        columns |= {"marked": times[-1]} if len(times) > 1 or "time" not in columns else {}
    before = times[0] - 1 if times else len(words) - 1
    points = [j for j in range(3, before + 1) if _is_most(column(j)) and _may_be_grades(column(j - 1))]
    scales = [j for j in range(3, before + 1) if _is_scale(column(j))]
    if not (points or scales):
        # Somebody has taken columns out, or it is a roster whose ids begin with letters.
        known = words[0] == "identifier" or named
        return columns | _identity(words, column, times[0] if times else len(words)) if known else None
    limit = points[-1] if points else scales[-1]
    columns |= {"grade": limit - 1, "most" if points else "scale": limit}
    if before > limit:
        columns["open"] = before
    if "marked" in columns and columns["marked"] + 1 < len(words):
        columns["comment"] = columns["marked"] + 1
    if "feedback comments" in words:
        columns["comment"] = words.index("feedback comments")
    return columns | _identity(words, column, limit - 1)


def _identity(words: Sequence[str], column, end: int) -> dict[str, int]:
    """Return which columns before the grade tell who it is."""
    named = {field: words.index(name) for field, name in _named(words[:end]) if words.index(name) > 0}
    found = {field: place for field, place in named.items() if field in ("id", "name", "email", "group")}
    free = [place for place in range(1, end) if place not in found.values()]
    if "name" not in found and free[:1] == [1] and end > 2 and words[1] != "status" and _are_names(column(1)):
        found["name"] = 1
        free.remove(1)
    if "email" not in found:
        mails = [place for place in free if any("@" in cell for cell in column(place))]
        found |= {"email": mails[0]} if mails else {}
        free = [place for place in free if place not in mails[:1]]
    if "id" not in found and "name" in found:
        ids = [place for place in free[:-1] if _are_ids(column(place))]
        found |= {"id": ids[0]} if ids else {}
    return found


def _team_columns(words: Sequence[str], columns: dict[str, int], kind: str) -> Iterable[int]:
    if kind == "canvas":
        return  # a section is no group that hands in together
    if "group" in columns:
        yield columns["group"]
    elif kind == "moodle":  # status, team, marker; a status is never the name of a team
        taken = {columns.get(field) for field in ("name", "id", "email")}
        free = [place for place in range(1, columns.get("grade", 1)) if place not in taken]
        yield from free[-2:] if len(free) > 1 else []


def _are_times(cells: Sequence[str]) -> bool:
    told = [cell for cell in cells if cell]
    return bool(told) and all(cell == "-" or looks_like_time(cell) for cell in told)


def _is_most(cells: Sequence[str]) -> bool:
    return len(set(cells)) == 1 and bool(_NUMBER.fullmatch(cells[0]))


def _may_be_grades(cells: Sequence[str]) -> bool:
    return all(cell in ("", "-") or bool(_NUMBER.fullmatch(cell)) for cell in cells)


def _is_scale(cells: Sequence[str]) -> bool:
    return len(set(cells)) == 1 and bool(re.search(r"[^,\n]+[,\n][^,\n]+", cells[0])) and not _is_most(cells)


def _are_names(cells: Sequence[str]) -> bool:
    return not any(re.search(r"[\d@]", cell) for cell in cells) and len(set(cells)) > len(cells) // 2


def _are_ids(cells: Sequence[str]) -> bool:
    told = [cell for cell in cells if cell]
    return bool(told) and len(set(told)) == len(told) and not any(re.search(r"\s", cell) for cell in told)


def _is_gradebook(words: Sequence[str]) -> bool:
    names = words[:2] == ["student", "id"] or words[:3] == ["lastname", "firstname", "id"]
    return names and "section" in words


def is_points_possible(cells: Sequence[str]) -> bool:
    return "points possible" in cells[0].casefold()


def _is_posting(cells: Sequence[str]) -> bool:
    return all(re.fullmatch(r"\s*(muted|manual posting.*)?\s*", cell, re.IGNORECASE) for cell in cells)


def assignment_columns(table: LmsTable) -> dict[str, int]:
    """Return the assignments of Canvas's gradebook by their whole titles, such as "Exercise 3 (98765)"."""
    return {cell.strip(): place for place, cell in enumerate(table.heading) if _TITLE.fullmatch(cell.strip())}


def find_assignment(table: LmsTable, title: str) -> int | None:
    """Return the column of an assignment of Canvas, named with or without its number; None if several are called so."""
    whole = [cell.strip().casefold() for cell in table.heading]
    bare = [found[1] if (found := _TITLE.fullmatch(cell)) else cell for cell in whole]
    wanted = title.casefold()
    exact = [place for place, cell in enumerate(whole) if cell == wanted]
    places = exact or [place for place, cell in enumerate(bare) if cell == wanted]
    return places[0] if len(places) == 1 else None


def has_comma(table: LmsTable, grade: int) -> bool:
    """Whether the file writes numbers with a decimal comma."""
    cells = [*table.cells("most"), *(cells[grade] for _, cells in [*table.people, *table.others])]
    return any(re.fullmatch(r"-?\d+,\d+", cell.strip()) for cell in cells)
