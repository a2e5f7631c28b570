"""Who belongs to the class, read from a CSV row by row: a roster, a worksheet of Moodle, a gradebook of Canvas.

A row that cannot be used is passed over and named; the file is refused only if nothing can be read from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from autograder.core.errors import UsageError
from autograder.core.text import amount
from autograder.lms.formats.names import clean_id, clean_name, exact_key, is_spoilt, name_keys, split_name
from autograder.lms.formats.sheets import (
    NAMES,
    LmsTable,
    assignment_columns,
    find_assignment,
    participant_of,
    read_table,
)
from autograder.lms.formats.times import read_time

_EMAIL = re.compile(r"[\w.!#$%&*/?^`{|}~'][\w.!#$%&*+/=?^`{|}~'-]*@[\w.-]+\w")
# Canvas's test student has a made-up login of 40 hexadecimal digits.
_MADE_UP_LOGIN = re.compile(r"[0-9a-f]{40}")
SPOILT = (
    "the id {id!r} has been changed by a spreadsheet, which took it for a number or a date. Download the file again and "
    "give it as it comes, or let the spreadsheet import this column as text"
)


@dataclass(frozen=True)
class Person:
    """A student of the class, as the LMS or the instructor has written it down.

    Attributes
    ----------
    id : str
        As it is written there; goes out again like this.
    kind : str
        Whose ``number`` it is: "moodle" or "canvas".
    number : str
        What that LMS calls the student.
    user, login : str
        Canvas's SIS user id and login; a login on GitHub.
    teams : tuple of str
        Groups that the student is in.
    time : datetime, optional
        When the student handed in, if the LMS has said so; with a time zone.
    excused, test : bool
        The LMS says so; Canvas's test student.
    """

    id: str
    first: str = ""
    last: str = ""
    email: str = ""
    group: str = ""
    number: str = ""
    time: datetime | None = None
    kind: str = ""
    user: str = ""
    login: str = ""
    teams: tuple[str, ...] = ()
    excused: bool = False
    test: bool = False

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}".strip()


@dataclass(frozen=True)
class Roster:
    """The students of a class.

    Attributes
    ----------
    source : str
        The file's name.
    kind : str
        What the file is, a key of :data:`autograder.lms.formats.sheets.NAMES`.
    notes : tuple of str
        Rows that were passed over, and what else a human should know.
    """

    people: tuple[Person, ...] = ()
    source: str = ""
    kind: str = "roster"
    notes: tuple[str, ...] = ()


def read_roster(path: Path, zone: tzinfo | None = None, title: str = "") -> Roster:
    """Read a roster: CSV with a heading; its cells are parted by commas, semicolons or tabs.

    Needed are an id, an e-mail address or the LMS's number, and a name is useful; other columns are passed over.

    Parameters
    ----------
    path : Path
    zone : tzinfo, optional
        Of the times in it; the machine's own if left out.
    title : str
        What Canvas calls the assignment, to see who is excused.

    Raises
    ------
    UsageError
        If nothing in it can be used; the reason, or all reasons with their lines.
    """
    table = read_table(path, titled=True)
    if not table.heading:
        raise UsageError(f"{path} is empty. Name a roster with the columns id, name, e-mail, group.")
    if not {"id", "email", "number", "login"} & table.columns.keys():
        raise UsageError(
            f"{path}, its first line: there is no column for the id or e-mail address of a student, and it is "
            f"neither {NAMES['moodle']} nor {NAMES['canvas']}. Its columns are: {', '.join(table.heading)[:300]}. "
            "Name them in the first line: id, name, e-mail, group."
        )
    people: dict[str, Person] = {}
    spoken_for: set[str] = set()
    lines: dict[str, int] = {}
    notes, faults = _notes_on(table), []
    assignment = _assignment(table, title)
    for line, cells in table.people:
        try:
            person, said = _person(table, cells, zone, assignment)
        except ValueError as fault:
            faults.append(f"{table.path.name}, line {line}: {fault}")
            continue
        notes += [f"{table.path.name}, line {line}: {each}" for each in said]
        key = person.number or exact_key(person.id)
        if not person.number and key in people and people[key].id != person.id:
            if _same(people[key], person) and _mails_agree(people[key], person):
                notes.append(
                    f"{table.path.name}, line {line}: {person.id} is taken for {people[key].id} of line {lines[key]}, "
                    "since the name is the same"
                )
            else:
                key = f"{person.id} as written"  # S1 and s1 are two people
        before = people.get(key)
        if before is None:
            people[key], lines[key] = person, line
        elif _same(before, person):
            people[key] = _merged(before, person)
        else:
            spoken_for.add(key)
            faults.append(
                f"{table.path.name}, line {line}: the id {person.id!r} is that of line {lines[key]}, "
                "where it is another person. Each student needs one; neither is used"
            )
    for key in spoken_for:
        del people[key]
    if not people:
        if faults:
            raise UsageError(f"{path} cannot be used:\n" + "\n".join(faults[:10]))
        raise UsageError(f"{path} has a heading, but no students below it.")
    notes += [f"{fault}; the row was passed over" for fault in faults]
    return Roster(tuple(people.values()), path.name, table.kind, tuple(notes))


def _notes_on(table: LmsTable) -> list[str]:
    notes = []
    if table.above:
        notes.append(
            f"{table.path.name}: {amount(table.above, 'line above the heading was', 'lines above the heading were')} passed over"
        )
    if table.decoded == "windows-1252":
        notes.append(
            f"{table.path.name} is not in UTF-8 and was read as Windows-1252 (Latin-1). Look at the names with "
            "accents: if they are wrong, save it as «CSV UTF-8»"
        )
    if table.kind == "moodle" and "time" not in table.columns:
        notes.append(f"{table.path.name}: no column with the time of the hand-in was found in it")
    return notes


def _assignment(table: LmsTable, title: str) -> int | None:
    if table.kind != "canvas":
        return None
    found = find_assignment(table, title) if title else None
    places = list(assignment_columns(table).values())
    return found if found is not None else places[0] if len(places) == 1 else None


def _person(
    table: LmsTable, cells: Sequence[str], zone: tzinfo | None, assignment: int | None
) -> tuple[Person, list[str]]:
    """Return the person of one row and what should be said; ValueError says why the row cannot be used."""
    width = len(table.heading)
    if any(cell.strip() for cell in cells[width:]):
        raise ValueError(
            f"has {len(cells)} cells where the heading has {width}. Put a name with a comma in quotes"
        )
    # Moodle writes a picture behind the name of who is suspended; a spreadsheet's ' keeps a name from being a formula.
    cell = {field: clean_name(cells[place]).removeprefix("'") for field, place in table.columns.items()}
    if table.heading[0].strip().casefold() == "orgdefinedid":
        # Brightspace writes a # before an id, so that a spreadsheet takes it for no number.
        cell |= {field: text.removeprefix("#") for field, text in cell.items()}
    cell["name"] = clean_name(re.sub(r"<img [^<>]*>", "", cell.get("name", "")))
    said: list[str] = []
    mails = _EMAIL.findall(cell.get("email", ""))
    if cell.get("email") and not mails:
        said.append(f"{cell['email']!r} is no e-mail address, and was left out")
    number = _number(table, cell)
    known = _id(table, cell, mails, number)
    first, last = cell.get("first", ""), cell.get("last", "")
    if not (first or last):
        first, last = split_name(cell.get("name", ""))
    try:
        time = read_time(cell.get("time", ""), zone)
    except ValueError as fault:
        time = None
        said.append(f"{fault} The time of this hand-in is not known".replace("..", "."))
    teams = tuple(dict.fromkeys(team for place in table.teams if (team := clean_name(cells[place]))))
    group = cell.get("group", "")
    login = cell.get("login", "")
    return Person(
        known,
        first,
        last,
        mails[0] if mails else "",
        group,
        number,
        time,
        kind=table.kind.split()[0] if number else "",
        user=cell.get("user", ""),
        login=login,
        teams=teams,
        excused=assignment is not None and cells[assignment].strip().casefold() == "ex",
        test=bool(_MADE_UP_LOGIN.fullmatch(login)) and not cell.get("user"),
    ), said


def _number(table: LmsTable, cell: Mapping[str, str]) -> str:
    if table.kind == "moodle":
        found = participant_of(cell["number"])
        return found[1] if found else ""
    return cell.get("number", "")


def _id(table: LmsTable, cell: Mapping[str, str], mails: Sequence[str], number: str) -> str:
    """Return the surest id of a row: Canvas's SIS user id, then its login, then its own number."""
    if table.kind.startswith("canvas"):
        candidates = [cell.get("user", ""), cell.get("login", ""), number]
    else:
        candidates = [cell.get("id", ""), *mails[:1], cell["number"] if number else "", cell.get("login", "")]
    spoilt = [text for text in candidates if is_spoilt(text)]
    found = next((text for text in candidates if text and not is_spoilt(text)), "")
    if not found:
        raise ValueError(SPOILT.format(id=spoilt[0]) if spoilt else "the id is missing")
    if not clean_id(found):
        raise ValueError(f"the id {found!r} has no letter or digit in it")
    return found


def _same(one: Person, other: Person) -> bool:
    """Whether two rows may be one person who is in two groups: neither name nor address says otherwise."""
    names = not (one.name and other.name) or bool({*name_keys(one.name)[:1]} & {*name_keys(other.name)})
    return names and (_mails_agree(one, other) or bool(one.name and other.name))


def _mails_agree(one: Person, other: Person) -> bool:
    return not (one.email and other.email) or one.email.casefold() == other.email.casefold()


def _merged(one: Person, other: Person) -> Person:
    group = ", ".join(dict.fromkeys(text for text in (one.group, other.group) if text))
    named = one if one.name else other
    return replace(
        one,
        first=named.first,
        last=named.last,
        email=one.email or other.email,
        group=group,
        teams=tuple(dict.fromkeys((*one.teams, *other.teams))),
        time=max((time for time in (one.time, other.time) if time), default=None),
        excused=one.excused or other.excused,
    )


def read_submitters(content: bytes) -> dict[str, tuple[list[Person], datetime | None]]:
    """Return whose each folder of a Gradescope export is, and when it was handed in.

    Raises
    ------
    UsageError
        If it is not the list that Gradescope writes.
    """
    import yaml  # type: ignore[import-untyped]

    broken = UsageError(
        "submission_metadata.yml cannot be read. Export the submissions from Gradescope again, and do not edit it."
    )
    try:
        # Each scalar as it is written: for YAML the id 0123 is the number 83.
        found = yaml.load(content, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        listed = {str(folder): _submitters(entry) for folder, entry in found.items()}
    except (yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise broken from error
    return listed


def _submitters(entry: Mapping) -> tuple[list[Person], datetime | None]:
    people = []
    for each in entry[":submitters"]:
        told = {field: clean_name(each.get(f":{field}", "")) for field in ("name", "sid", "email")}
        told = {field: "" if text in ("~", "null") else text for field, text in told.items()}
        known = next((text for text in (told["sid"], told["email"], told["name"]) if clean_id(text)), "")
        if known:
            first, last = split_name(told["name"])
            people.append(Person(known, first, last, told["email"]))
    time = re.sub(r"(\.\d{1,6})\d*|\s+(?=Z|[+-]\d)", r"\1", entry.get(":created_at", ""))
    try:
        return people, read_time(time, UTC)
    except ValueError:
        return people, None
