"""When the work is due and what being late costs: ``course.toml`` in the course folder.

::

    deadline = 2026-12-01T23:59:00
    time_zone = "Europe/Berlin"
    grace = "15 minutes"                # handed in within it: not late

    excused = ["weiss.m"]               # need not hand in; no mark goes out

    isolation = "preferred"             # "required": tests that need the answer beside them wait for a human; "off"

    [late]
    per = "day"                         # or "hour": each one that has started counts, from the deadline on
    penalty = "10 %"                    # of the points that can be reached without bonus; or "2 points"
    cap = "50 %"                        # the penalty is never more

    [extensions]
    "okafor.a" = "2 days"               # this student's deadline is later
    "rossi.c" = 2026-12-09T12:00:00     # or at this time

    [canvas]
    assignment = "Exercise 3 (98765)"   # how the column is called in Canvas's gradebook

Everything but the deadline may be left out.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from autograder.core.errors import UsageError

NAME = "course.toml"
KEYS = {
    "": ("deadline", "time_zone", "grace", "excused", "isolation", "late", "extensions", "canvas"),
    "late": ("per", "penalty", "cap"),
    "canvas": ("assignment",),
}
ISOLATION = ("required", "preferred", "off")
UNITS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}
UNITS["week"] = timedelta(weeks=1)


@dataclass(frozen=True)
class Amount:
    """Points, or a share of those that can be reached."""

    value: float
    percent: bool = False

    def points(self, reachable: float) -> float:
        return self.value * reachable / 100 if self.percent else self.value


@dataclass(frozen=True)
class Deadline:
    """What ``course.toml`` says.

    Attributes
    ----------
    due : datetime
        With a time zone.
    unit : timedelta
        What a penalty is counted by.
    extensions : mapping
        How much later the deadline of a student is.
    """

    due: datetime
    zone: tzinfo
    grace: timedelta = timedelta(0)
    unit: timedelta = UNITS["day"]
    penalty: Amount = Amount(0)
    cap: Amount | None = None
    extensions: Mapping[str, timedelta] = field(default_factory=dict)

    @property
    def due_utc(self) -> datetime:
        """The deadline as nbgrader stores it: in UTC, without saying so."""
        return self.due.astimezone(UTC).replace(tzinfo=None)

    def extension(self, student: str) -> timedelta:
        return self.extensions.get(student, timedelta(0))

    def points_lost(self, seconds_late: float, reachable: float) -> float:
        """Return the penalty for a submission.

        Parameters
        ----------
        seconds_late : float
            Since the student's own deadline, grace time not taken off.
        reachable : float
            The most points without bonus.
        """
        if seconds_late <= max(0.0, self.grace.total_seconds()):
            return 0.0
        units = math.ceil(seconds_late / self.unit.total_seconds())
        lost = units * self.penalty.points(reachable)
        return lost if self.cap is None else min(lost, self.cap.points(reachable))

    def just_late(self) -> datetime:
        """Return the first moment that is late, for what an LMS calls late without saying how much."""
        return self.due + self.grace + timedelta(seconds=1)


@dataclass(frozen=True)
class Settings:
    """The whole file: what is due when, who need not hand in, and what the LMS calls things."""

    deadline: Deadline | None = None
    canvas_assignment: str = ""
    isolation: str = "preferred"
    excused: tuple[str, ...] = ()


def read_settings(root: Path) -> Settings:
    """Read ``course.toml`` of a course folder; nothing is due where there is none.

    Raises
    ------
    UsageError
        If it cannot be read, or has a word in it that is not known: what, in which line, and what may stand there.
    """
    path = root / NAME
    try:
        text = path.read_text(encoding="utf-8-sig")
        found = tomllib.loads(text)
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(
            f"{path} cannot be read: {error}. Each line is a name, =, and a text in quotes, a number, or a date such as "
            "2026-12-01T23:59:00."
        ) from None
    try:
        return _settings(found)
    except _Fault as fault:
        table, key = fault.place
        raise UsageError(f"{path}, {_where(text, table, key)}: {fault}") from None


class _Fault(Exception):
    def __init__(self, table: str, key: str, text: str):
        super().__init__(text)
        self.place = (table, key)


def _settings(found: dict) -> Settings:
    for table, allowed in KEYS.items():
        content = found.get(table, {}) if table else found
        if not isinstance(content, dict):
            raise _Fault("", table, f"{table} is a table: write [{table}] and its lines below it.")
        for key in content:
            if key not in allowed:
                raise _Fault(table, key, f"{key!r} is not known. Known here: {', '.join(allowed)}.")
    assignment = found.get("canvas", {}).get("assignment", "")
    if not isinstance(assignment, str):
        raise _Fault("canvas", "assignment", 'assignment is a text, such as "Exercise 3 (98765)".')
    isolation = found.get("isolation", "preferred")
    if isolation not in ISOLATION:
        raise _Fault("", "isolation", f"isolation is one of {', '.join(ISOLATION)}, not {isolation!r}.")
    excused = found.get("excused", [])
    if not isinstance(excused, list) or not all(isinstance(student, str) for student in excused):
        raise _Fault("", "excused", 'excused is a list of students, such as ["okafor.a", "rossi.c"].')
    if "deadline" not in found:
        missed = next((key for key in ("grace", "late", "extensions", "time_zone") if key in found), None)
        if missed:
            raise _Fault("", missed, f"{missed} means nothing without a line: deadline = 2026-12-01T23:59:00")
        return Settings(None, assignment, isolation, tuple(excused))
    return Settings(_deadline(found), assignment, isolation, tuple(excused))


def _deadline(found: dict) -> Deadline:
    zone = _zone(found.get("time_zone"))
    due = _time(found["deadline"], zone, "", "deadline")
    late, extensions = found.get("late", {}), found.get("extensions", {})
    if not isinstance(extensions, dict):
        raise _Fault("", "extensions", "extensions is a table: write [extensions] and its lines below it.")
    per = late.get("per", "day")
    if per not in ("day", "hour"):
        raise _Fault("late", "per", f'per is "day" or "hour", not {per!r}.')
    if late and "penalty" not in late:
        raise _Fault("", "late", 'a line is missing: penalty = "10 %" or penalty = "2 points"')
    return Deadline(
        due=due,
        zone=zone or due.tzinfo or UTC,
        grace=_duration(found.get("grace", "0 minutes"), "", "grace"),
        unit=UNITS[per],
        penalty=_amount(late.get("penalty", 0), "penalty"),
        cap=_amount(late["cap"], "cap") if "cap" in late else None,
        extensions={student: _extension(value, student, due, zone) for student, value in extensions.items()},
    )


def _zone(name: object) -> ZoneInfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _Fault("", "time_zone", f'{name!r} is no time zone; one is "Europe/Berlin".') from None


def _time(value: object, zone: tzinfo | None, table: str, key: str) -> datetime:
    if not isinstance(value, datetime):
        raise _Fault(table, key, "is no date with a time: write it without quotes, as 2026-12-01T23:59:00")
    if value.tzinfo is None and zone is None:
        raise _Fault(table, key, 'the time zone is missing: add a line time_zone = "Europe/Berlin"')
    return value if value.tzinfo else value.replace(tzinfo=zone)


def _duration(value: object, table: str, key: str) -> timedelta:
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(minute|hour|day|week)s?\s*", str(value))
    if not isinstance(value, str) or not found:
        raise _Fault(table, key, f'{value!r} is no time span; one is "15 minutes", "2 hours" or "3 days".')
    return float(found[1]) * UNITS[found[2]]


def _amount(value: object, key: str) -> Amount:
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(%|percent|points?)?\s*", str(value))
    if isinstance(value, bool) or not found:
        raise _Fault("late", key, f'{value!r} is neither "10 %" nor "2 points".')
    amount = Amount(float(found[1]), percent=found[2] in ("%", "percent"))
    if amount.percent and amount.value > 100:
        raise _Fault("late", key, f"{value!r} is more than everything.")
    return amount


def _extension(value: object, student: str, due: datetime, zone: tzinfo | None) -> timedelta:
    if isinstance(value, dict):  # TOML takes a dot for a table's
        whole = f"{student}.{next(iter(value), '')}"
        raise _Fault("extensions", student, f'an id with a dot stands in quotes: "{whole}" = "2 days"')
    if isinstance(value, datetime):
        # In UTC: between two times of one zone Python takes no notice of the clock's change.
        span = _time(value, zone, "extensions", student).astimezone(UTC) - due.astimezone(UTC)
        if span < timedelta(0):
            raise _Fault("extensions", student, "this is before the deadline of all.")
        return span
    span = _duration(value, "extensions", student)
    if span < timedelta(days=1):
        return span
    try:  # days are those of the clock on the wall: one of them has 23 hours, and one 25
        return (due + span).astimezone(UTC) - due.astimezone(UTC)
    except OverflowError:
        raise _Fault("extensions", student, f"{value!r} is longer than the calendar.") from None


def _where(text: str, table: str, key: str) -> str:
    """Return "line 7" for a key; tomllib does not tell."""
    current, found = "", None
    for number, line in enumerate(text.splitlines(), 1):
        heading = re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line)
        if heading:
            current = heading[1].strip("\"'")
            if not table and current == key:
                return f"line {number}"
        name = re.match(r"\s*(?:\"([^\"]*)\"|'([^']*)'|([\w-]+))\s*[=.]", line)
        if name and current == table and key in name.groups():
            return f"line {number}"
        if heading and current == table:
            found = found or f"line {number}"
    return found or (f"[{table}] {key}" if table else key)
