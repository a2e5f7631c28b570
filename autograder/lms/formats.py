"""How Moodle, Canvas and ILIAS name what they hand out, and what they want back: names only, no files.

Moodle    First Last_12345_assignsubmission_file_/name     a folder per student (since 4.1 without the last _)
          First Last_12345_assignsubmission_file_name      or none; _onlinetext_ for what was typed in the browser
Canvas    lastfirst_LATE_12345_67890_name-1.zip            student, the file's own number, its n-th repetition
ILIAS     .../Abgaben/Last_First_login_12345/name          in a team's folder as well
plain     a folder, an archive or a notebook per student
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from autograder.intake.handed_in import NOTEBOOK

ARCHIVE = re.compile(r"\.(zip|tar|tgz|tbz2?|txz|tar\.(gz|bz2|xz))$", re.IGNORECASE)
_MOODLE = re.compile(r"(?P<name>[^_]*)_(?P<number>\d+)_assignsubmission_(?P<plugin>[a-z]+)(?:_(?P<rest>.*))?")
_CANVAS = re.compile(
    r"(?P<prefix>(?P<name>[^_].*?)(?:_(?P<late>late))?_(?P<number>\d+)_(?P<file_id>\d+))_(?P<rest>.+)", re.I
)
_ANONYMOUS = re.compile(
    r"(?P<prefix>(?P<name>anon_[0-9a-z]{5})(?:_(?P<late>late))?_(?P<file_id>\d+))_(?P<rest>.+)", re.I
)
_CANVAS_TEXT = re.compile(
    r"(?P<prefix>(?P<name>[^_].*?)(?:_(?P<late>late))?_(?P<number>\d+))_(?P<rest>(text|link)\.html)", re.I
)
_ILIAS = re.compile(r"(?P<last>[^_]+)_(?P<first>[^_]+)_(?P<login>.+)_(?P<number>\d+)")
_ILIAS_TIME = re.compile(r"(20\d{12})_(.+)")
_REPEATED = re.compile(r"-(\d{1,3})(?=(\.[^.]+)*$)")


@dataclass(frozen=True)
class Origin:
    """Where a file of a class archive comes from.

    Attributes
    ----------
    kind : str
        "moodle", "canvas", "ilias" or "plain".
    key : str
        The same for all files of one student.
    name : str
        The student's, as the LMS writes it: "First Last", or "lastfirst" without a space from Canvas.
    number : str
        The LMS's number for the student; "" if there is none.
    login : str
        The student's login, if it is told.
    label : str
        What feedback for the student must be called: Moodle's and ILIAS's folder, Canvas's start of a file name.
    path : str
        What the student called the file.
    late : bool
        The LMS says so.
    order : tuple of int
        Of two files with the same path the one with the higher order is newer.
    stamp : str
        When it was handed in, as YYYYMMDDhhmmss, if its name tells.
    given : str
        Canvas's whole name for the file, with a number that may stand for a repetition or belong to the name.
    """

    kind: str
    key: str
    name: str
    number: str
    login: str
    label: str
    path: str
    late: bool = False
    order: tuple[int, ...] = ()
    stamp: str = ""
    given: str = ""


def recognise(names: Sequence[str], archive: str, own: Collection[str] = ()) -> dict[str, Origin]:
    """Return where each file of a class archive comes from; names that fit nowhere are left out.

    An archive comes from one place: the one that explains most of its names.

    Parameters
    ----------
    names : sequence of str
        The files in the archive, with their folders.
    archive : str
        What the archive is called: perhaps it is one student's.
    own : collection of str
        What the assignment and its notebooks are called.
    """
    readings = [
        {name: origin for name in names if (origin := read(name)) is not None}
        for read in (moodle, canvas, ilias)
    ]
    best = max(readings, key=len)
    # One stray name that looks like an LMS's does not make a folder of folders its archive.
    known = 2 * len(best) >= len(names) > 0
    return _without_repetitions(best, own) if known else plain_origins(names, archive, own)


def _without_repetitions(found: dict[str, Origin], own: Collection[str]) -> dict[str, Origin]:
    """Give files their own names back whose number is no repetition's.

    It is one if the file without the number is there too, or is a notebook of the assignment.
    """
    first = {(origin.key, origin.path) for origin in found.values() if origin.given == origin.path}

    def named(origin: Origin) -> Origin:
        if not origin.given or NOTEBOOK.sub("", origin.given) in own:
            return replace(origin, path=origin.given or origin.path)
        repeated = (origin.key, origin.path) in first or NOTEBOOK.sub("", origin.path) in own
        return origin if repeated else replace(origin, path=origin.given)

    return {name: named(origin) for name, origin in found.items()}


def moodle(name: str) -> Origin | None:
    parts = PurePosixPath(name).parts
    for place, part in enumerate(parts):
        found = _MOODLE.fullmatch(part)
        if not found:
            continue
        inside = "/".join([*([found["rest"]] if found["rest"] else []), *parts[place + 1 :]])
        if not inside:
            return None
        if found["plugin"] != "file":
            inside = f"{found['plugin']}/{inside}"
        label = f"{found['name']}_{found['number']}_assignsubmission_file_"
        return Origin("moodle", found["number"], found["name"], found["number"], "", label, inside)
    return None


def canvas(name: str) -> Origin | None:
    base = PurePosixPath(name).name
    for pattern in (_CANVAS_TEXT, _ANONYMOUS, _CANVAS):
        found = pattern.fullmatch(base)
        if found:
            break
    else:
        return None
    fields = found.groupdict()
    number, file_id = fields.get("number") or "", fields.get("file_id") or ""
    rest = fields["rest"]
    repeated = _REPEATED.search(rest)
    return Origin(
        kind="canvas",
        key=number or fields["name"].casefold(),
        name=fields["name"],
        number=number,
        login="",
        label=fields["prefix"],
        path=_REPEATED.sub("", rest) if file_id else rest,
        late=bool(fields["late"]),
        order=(int(repeated[1]) if repeated else 0, int(file_id or 0)),
        given=rest,
    )


def ilias(name: str) -> Origin | None:
    parts = PurePosixPath(name).parts
    for place, part in enumerate(parts[:-1]):
        found = _ILIAS.fullmatch(part)
        if found:
            *folders, last = parts[place + 1 :]
            stamped = _ILIAS_TIME.fullmatch(last)
            path = "/".join([*folders, stamped[2] if stamped else last])
            stamp = stamped[1] if stamped else ""
            person = f"{found['first']} {found['last']}"
            order = (int(stamp or 0),)
            return Origin(
                "ilias",
                found["number"],
                person,
                found["number"],
                found["login"],
                part,
                path,
                False,
                order,
                stamp,
            )
    return None


def plain_origins(names: Sequence[str], archive: str, own: Collection[str]) -> dict[str, Origin]:
    """Return one student per folder, archive or notebook at the top, a folder around them all passed over.

    If notebooks of the assignment lie at the top, or in its own folder, the archive is one student's.
    """
    split = {name: PurePosixPath(name).parts for name in names}
    whole = {parts[0] for parts in split.values()} <= {*own}
    if whole or any(len(parts) == 1 and NOTEBOOK.sub("", parts[0]) in own for parts in split.values()):
        who = ARCHIVE.sub("", archive)
        return {name: Origin("plain", who, who, "", who, who, name) for name in names}
    common = 0
    while len(split) > 1 and len({parts[: common + 1] for parts in split.values()}) == 1:
        if any(len(parts) <= common + 2 and not ARCHIVE.search(parts[-1]) for parts in split.values()):
            break  # below this there are files of a submission, not students
        common += 1
    origins = {}
    for name, parts in split.items():
        student, *rest = parts[common:]
        if rest:
            origins[name] = Origin("plain", student, student, "", student, student, "/".join(rest))
        elif ARCHIVE.search(student) or NOTEBOOK.search(student):
            who = NOTEBOOK.sub("", ARCHIVE.sub("", student))
            origins[name] = Origin("plain", who, who, "", who, who, student)
    return origins


def feedback_name(kind: str, label: str, assignment: str) -> str:
    """Return under which name a feedback page is found by the LMS in the zip that is uploaded.

    Moodle splits the folder's name at its underscores and takes the second part for the student. Canvas takes
    the first two parts that are numbers for the student and the file which the feedback belongs to.
    """
    if kind == "canvas":
        return f"{label}_feedback_{assignment}.html"
    return f"{label}/feedback_{assignment}.html"
