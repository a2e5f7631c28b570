"""Who belongs to the class: a roster in CSV, and finding people in it by id, e-mail or name.

The grading worksheet of Moodle and the gradebook of Canvas are rosters too: their own columns are understood,
and Moodle's tells when each student handed in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cached_property
from pathlib import Path

from autograder.core.errors import UsageError
from autograder.core.tables import read_csv

# What a column may be called, in small letters. Of several columns for one field the first one named here counts.
COLUMNS = {
    "id": (
        *("student id", "student_id", "id number", "sis user id", "sis login id", "login", "username"),
        *("id-nummer", "matrikelnummer", "anmeldename", "id"),
    ),
    "number": ("identifier", "id"),
    "name": ("full name", "vollständiger name", "name", "student"),
    "first": ("first name", "first_name", "firstname", "given name", "vorname"),
    "last": ("last name", "last_name", "lastname", "surname", "family name", "nachname"),
    "email": ("email address", "e-mail", "email", "e-mail address", "e-mail-adresse", "mail"),
    "group": ("group", "groups", "section", "gruppe", "gruppen"),
    "time": ("last modified (submission)", "zuletzt geändert (abgabe)"),
}
# "ID" is the LMS's own number only beside one of these: of Canvas, and of Moodle in German.
FROM_LMS = {
    "identifier",
    "sis login id",
    "sis user id",
    "bewertung kann geändert werden",
    "zuletzt geändert (abgabe)",
}
MAX_NAME = 200
SHAPE_OF_EMAIL = re.compile(r"[\w.!#$%&*/?^`{|}~'][\w.!#$%&*+/=?^`{|}~'-]*@[\w.-]+")
# English and German, by three letters; no day of the week starts like one.
MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10}
MONTHS |= {"nov": 11, "dec": 12, "mär": 3, "mai": 5, "okt": 10, "dez": 12}


@dataclass(frozen=True)
class Person:
    """A student of the class.

    Attributes
    ----------
    id : str
        The name of the student's folder; safe as such.
    number : str
        What the LMS calls the student, if the roster came from there.
    time : datetime, optional
        When the student handed in, if the LMS has said so; with a time zone.
    """

    id: str
    first: str = ""
    last: str = ""
    email: str = ""
    group: str = ""
    number: str = ""
    time: datetime | None = None

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}".strip()


@dataclass(frozen=True)
class Roster:
    """All students of a class."""

    people: tuple[Person, ...] = ()
    source: str = ""

    @cached_property
    def _keys(self) -> dict[tuple[str, str], list[Person]]:
        keys: dict[tuple[str, str], list[Person]] = {}
        for person in self.people:
            mine = {("id", key_of(person.id)), ("number", person.number), ("email", person.email.casefold())}
            mine |= {("name", key) for key in name_keys(person.name)}
            for kind, key in mine:
                if key:
                    keys.setdefault((kind, key), []).append(person)
        return keys

    def find(
        self, ids: Iterable[str] = (), number: str = "", email: str = "", name: str = ""
    ) -> Person | str | None:
        """Return the one person that fits, a sentence if several do, or None.

        What is surest comes first: what the LMS calls the student, then an id, an e-mail address, the name.
        """
        asked = [("number", number), *(("id", key_of(i)) for i in ids), ("email", email.casefold())]
        for key in (*asked, *(("name", key) for key in name_keys(name)[:1])):
            found = self._keys.get(key, []) if key[1] else []
            if len(found) == 1:
                return found[0]
            if found:
                several = ", ".join(person.id for person in found[:5])
                return f"{len(found)} people of the roster fit: {several}"
        return None


def key_of(text: str) -> str:
    """Return letters and digits without case and accents: one key for "Müller-Lüdenscheidt" in any spelling."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def name_keys(name: str) -> list[str]:
    """Return the keys of a name, each order of "first last" that an LMS may write; the name as given first.

    Examples
    --------
    >>> name_keys("Ada King Lovelace")
    ['adakinglovelace', 'kinglovelaceada', 'lovelaceadaking']
    """
    words = [key for word in re.split(r"[\s,]+", name) if (key := key_of(word))]
    return list(dict.fromkeys("".join(words[i:] + words[:i]) for i in range(len(words))))


def clean_id(text: str) -> str:
    """Return an id as the name of a folder: letters, digits and . - _ @ only; "" if nothing is left.

    SECURITY: no path, no hidden folder, no option of a command, no control or direction mark, of bounded length.
    """
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"[^\w.@-]+", "-", text)
    text = re.sub(r"\.{2,}", ".", text).strip(".-@")
    return text.encode()[:120].decode(errors="ignore").strip(".-@")


def clean_name(text: str) -> str:
    """Return a person's name on one line, without control and direction marks, at most 200 characters."""
    kept = "".join(" " if c.isspace() else c for c in text if c.isspace() or not _is_control(c))
    return " ".join(kept.encode("utf-8", "replace").decode().split())[:MAX_NAME].strip()


def _is_control(letter: str) -> bool:
    # The joiners belong to Persian words and to emoji; the rest of Cf turns text around or hides it.
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn") and letter not in "\u200c\u200d"


def split_name(name: str) -> tuple[str, str]:
    """Return first and last name of "First Last" or "Last, First"."""
    last, comma, first = name.partition(",")
    if comma and "," not in first:
        return first.strip(), last.strip()
    first, _, last = name.rpartition(" ")
    return first.strip(), last.strip()


def read_roster(path: Path, zone: tzinfo | None = None) -> Roster:
    """Read a roster: CSV with a heading; its cells are parted by commas, semicolons or tabs.

    Needed are an id or an e-mail address, and a name is useful; other columns are passed over.

    Parameters
    ----------
    path : Path
    zone : tzinfo, optional
        Of the times in it; the machine's own if left out.

    Raises
    ------
    UsageError
        If it cannot be read; all its faults, each with its line.
    """
    rows = read_csv(path).rows
    if not rows:
        raise UsageError(f"{path} is empty. Name a roster with the columns id, name, e-mail, group.")
    heading, first_row = [" ".join(cell.split()).casefold() for cell in rows[0][1]], rows[1:]
    columns = {
        name: next((heading.index(alias) for alias in aliases if alias in heading), None)
        for name, aliases in COLUMNS.items()
    }
    if not FROM_LMS.intersection(heading):
        columns["number"] = None
    elif columns["id"] == columns["number"]:
        columns["id"] = None
    if columns["id"] is None and columns["email"] is None:
        raise UsageError(
            f"{path}, line {rows[0][0]}: there is no column for the id or e-mail address of a student. "
            "Name the columns in the first line: id, name, e-mail, group."
        )
    people, faults = [], []
    seen: dict[str, int] = {}
    for line, cells in first_row:
        if len(cells) > len(heading):
            faults.append(
                f"line {line}: has {len(cells)} cells where the heading has {len(heading)}. Put a name with a comma in quotes."
            )
            continue
        cell = {
            name: clean_name(cells[i]) if i is not None and i < len(cells) else ""
            for name, i in columns.items()
        }
        if not any(cell.values()) or cell["name"] == "Points Possible":
            continue
        try:
            person = _person(cell, zone)
        except ValueError as fault:
            faults.append(f"line {line}: {fault}")
            continue
        before = seen.setdefault(person.id.casefold(), line)
        if before != line:
            faults.append(
                f"line {line}: the id {person.id!r} is that of line {before}. Each student needs one."
            )
            continue
        people.append(person)
    if faults:
        more = f"\n... and {len(faults) - 10} more" if len(faults) > 10 else ""
        raise UsageError(f"{path} cannot be used:\n" + "\n".join(faults[:10]) + more)
    if not people:
        raise UsageError(f"{path} has a heading, but no students below it.")
    return Roster(tuple(people), path.name)


def _person(cell: dict[str, str], zone: tzinfo | None) -> Person:
    """Return the person of one row; ValueError says in words what is wrong with it."""
    email = cell["email"]
    if email and not SHAPE_OF_EMAIL.fullmatch(email):
        raise ValueError(f"{email!r} is no e-mail address.")
    known = cell["id"] or email
    if not known:
        raise ValueError("the id is missing.")
    if not clean_id(known):
        raise ValueError(f"the id {known!r} has no letter or digit in it.")
    first, last = cell["first"], cell["last"]
    if not (first or last):
        first, last = split_name(cell["name"])
    digits = re.search(r"\d+$", cell["number"])
    return Person(
        clean_id(known),
        first,
        last,
        email,
        cell["group"],
        digits[0] if digits else "",
        read_time(cell["time"], zone),
    )


def read_time(text: str, zone: tzinfo | None) -> datetime | None:
    """Return the time that an LMS wrote for people, in English or German; None for none, as in "-".

    Raises
    ------
    ValueError
        If there is something else.
    """
    if not re.search(r"\d", text):
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        time = _written_out(text)
    return time if time.tzinfo else time.replace(tzinfo=zone) if zone else time.astimezone()


def _written_out(text: str) -> datetime:
    """Read "Monday, 23 November 2026, 3:23 PM", "November 23, 2026, 15:23" or "Montag, 23. November 2026, 15:23"."""
    clock = re.search(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp])?", text)
    day, year = re.search(r"(?<![\d:])(\d{1,2})(?![\d:])", text), re.search(r"\d{4}", text)
    words = (word[:3] for word in re.findall(r"[^\W\d_]+", text.casefold()))
    months = [MONTHS[word] for word in words if word in MONTHS]
    if not (clock and day and year and len(months) == 1):
        raise ValueError(f"{text!r} is no time that can be read. Write it as 2026-11-23 15:30.")
    hour = int(clock[1])
    if clock[4]:
        hour = hour % 12 + (12 if clock[4] in "pP" else 0)
    return datetime(int(year[0]), months[0], int(day[1]), hour, int(clock[2]), int(clock[3] or 0))
