"""How Moodle, Canvas, ILIAS, Brightspace and Gradescope name what they hand out, and what they want back: names only, no files.

Moodle      First Last_12345_assignsubmission_file_/name   a folder per student or team (since 4.1 without the last _)
            First Last_12345_assignsubmission_file_name    or none; _onlinetext_ for what was typed in the browser
Canvas      lastfirst_LATE_12345_67890_name-1.zip          student, the file's own number, its n-th repetition
ILIAS       .../Abgaben/Last_First_login_12345/name        in a team's folder as well
Brightspace 12345-678 - First Last - Jan 27, 2026 1005 AM/name      a folder for each time that a student handed in
Gradescope  submission_12345/name                          whose it is stands in submission_metadata.yml
plain       a folder, an archive or a notebook per student

SECURITY: students choose the end of each name. It never takes part in saying whose a file is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC
from pathlib import PurePosixPath

from autograder.lms.formats.origin import Origin
from autograder.lms.formats.times import read_time

MOODLE = re.compile(
    r"(?P<name>[^_]*?)(?:_(?P<number>\d+))?_assignsubmission_(?P<plugin>[a-z]+)(?:_(?P<rest>.*))?"
)
_ANONYMOUS = re.compile(r"(?:(LATE)_)?(anon_[0-9A-Za-z]{5})(?:_(LATE))?_(?:(\d+)_(.+)|((?:text|link)\.html))")
_NUMBER = re.compile(r"[1-9]\d*")  # of Canvas: "01_a.ipynb" is a student's name for a file
_TEXT = ("text.html", "link.html")
# Any of the three may have underscores, and ILIAS writes one for each byte of a letter that ASCII lacks.
ILIAS = re.compile(r"(?P<last>[^_]*)_(?P<first>[^_]*)_(?P<login>.+)_(?P<number>\d+)")
BRIGHTSPACE = re.compile(r"(?P<number>\d+)-\d+ - (?P<name>.+) - (?P<time>.+)")
_ILIAS_LATE = re.compile(r"(Late Submission|Versp(a|ae|ä)tete Abgabe) - (?=.)")
_ILIAS_TIME = re.compile(r"(20\d{12})_(.+)")
_REPEATED = re.compile(r"-(\d{1,3})(?=(\.[^.]+)*$)")


def moodle(name: str) -> Origin | None:
    parts = PurePosixPath(name).parts
    for place, part in enumerate(parts):
        found = MOODLE.fullmatch(part)
        if not found or not (found["name"] or found["number"]):
            continue
        inside = "/".join([*([found["rest"]] if found["rest"] else []), *parts[place + 1 :]])
        if not inside:
            return None
        if found["plugin"] != "file":
            inside = f"{found['plugin']}/{inside}"
        number = found["number"] or ""
        # Only a person's number is a place for feedback; Moodle's team without a group has none.
        label = f"{found['name']}_{number}_assignsubmission_file_" if number else ""
        key = number or f"team {found['name']}"
        return Origin("moodle", key, found["name"], number, "", label, inside)
    return None


def canvas(name: str) -> Origin | None:
    """Read Canvas's name of a file; the student's part of it begins behind the numbers, whatever stands there."""
    base = PurePosixPath(name).name
    anonymous = _ANONYMOUS.fullmatch(base)
    if anonymous:
        first, who, second, file_id, rest, text = anonymous.groups()
        label = base[: -len(rest) - 1] if rest else ""
        return _canvas(who, "", bool(first or second), file_id or "", rest or text, label)
    pieces = base.split("_")
    readings = []
    for place in range(1, min(len(pieces) - 1, 12)):
        late = place > 1 and pieces[place - 1] == "LATE"
        name_of = "_".join(pieces[: place - late])
        if not _NUMBER.fullmatch(pieces[place]):
            continue
        number, rest = pieces[place], "_".join(pieces[place + 2 :])
        if _NUMBER.fullmatch(pieces[place + 1]) and rest:
            label = "_".join(pieces[: place + 2])
            readings.append(_canvas(name_of, number, late, pieces[place + 1], rest, label))
        elif "_".join(pieces[place + 1 :]) in _TEXT:
            readings.append(_canvas(name_of, number, late, "", pieces[place + 1], ""))
    return replace(readings[0], readings=tuple(readings[1:])) if readings else None


def is_anonymous(origin: Origin) -> bool:
    return origin.kind == "canvas" and not origin.number and origin.name.startswith("anon_")


def _canvas(name: str, number: str, late: bool, file_id: str, rest: str, label: str) -> Origin:
    repeated = _REPEATED.search(rest)
    return Origin(
        kind="canvas",
        key=number or name,
        name=name,
        number=number,
        login="",
        label=label,
        path=_REPEATED.sub("", rest) if file_id else rest,
        late=late,
        order=(int(repeated[1]) if repeated else 0, int(file_id or 0)),
        given=rest,
    )


def ilias(name: str) -> Origin | None:
    parts = PurePosixPath(name).parts
    for place, part in enumerate(parts[:-1]):
        found = ILIAS.fullmatch(part)
        if not found:
            continue
        *folders, last = parts[place + 1 :]
        stamped = _ILIAS_TIME.fullmatch(last)
        given = stamped[2] if stamped else last
        late = bool(_ILIAS_LATE.match(given))
        path = "/".join([*folders, _ILIAS_LATE.sub("", given)])
        stamp = stamped[1] if stamped else ""
        number, login = found["number"], found["login"]
        person = f"{found['first']} {found['last']}"
        if "" in part.split("_"):  # where the login begins only a roster can tell
            person, login = part.removesuffix(f"_{number}").replace("_", " "), ""
        order = (int(stamp or late),)  # what is late is newer
        return Origin("ilias", number, person, number, login, part, path, late, order, stamp)
    return None


def brightspace(name: str) -> Origin | None:
    parts = PurePosixPath(name).parts
    for place, part in enumerate(parts[:-1]):
        found = BRIGHTSPACE.fullmatch(part)
        if not found:
            continue
        try:
            time = read_time(re.sub(r"(\d{1,2})(\d\d)(?= ?[AP]M$|$)", r"\1:\2", found["time"]), UTC)
        except ValueError:
            time = None
        stamp = f"{time:%Y%m%d%H%M%S}" if time else ""
        path, number = "/".join(parts[place + 1 :]), found["number"]
        return Origin(
            "brightspace",
            number,
            found["name"],
            number,
            "",
            part,
            path,
            order=(int(stamp or 0),),
            stamp=stamp,
        )
    return None


def feedback_name(kind: str, label: str, assignment: str) -> str:
    """Return under which name a feedback page is found by the LMS in the zip that is uploaded.

    Moodle splits the folder's name at its underscores and takes the second part for the student. Canvas takes
    the first two parts that are numbers for the student and the file which the feedback belongs to.
    """
    if kind == "canvas":
        return f"{label}_feedback_{assignment}.html"
    return f"{label}/feedback_{assignment}.html"


def moodle_label(name: str, number: str) -> str:
    """Return the folder in which Moodle looks for a participant's feedback."""
    return "_".join([re.sub(r"[^\w .-]|_", "", name).strip(), number, "assignsubmission_file_"])
