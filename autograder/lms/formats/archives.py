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
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC
from pathlib import PurePosixPath

from autograder.core.errors import UsageError
from autograder.intake.handed_in import NOTEBOOK
from autograder.lms.formats.folders import plain_origins
from autograder.lms.formats.origin import ARCHIVE, Origin
from autograder.lms.formats.times import read_time

METADATA = "submission_metadata.yml"
_MOODLE = re.compile(
    r"(?P<name>[^_]*?)(?:_(?P<number>\d+))?_assignsubmission_(?P<plugin>[a-z]+)(?:_(?P<rest>.*))?"
)
_ANONYMOUS = re.compile(r"(?:(LATE)_)?(anon_[0-9A-Za-z]{5})(?:_(LATE))?_(?:(\d+)_(.+)|((?:text|link)\.html))")
_NUMBER = re.compile(r"[1-9]\d*")  # of Canvas: "01_a.ipynb" is a student's name for a file
_TEXT = ("text.html", "link.html")
_ILIAS = re.compile(r"(?P<last>[^_]+)_(?P<first>[^_]+)_(?P<login>.+)_(?P<number>\d+)")
_BRIGHTSPACE = re.compile(r"(?P<number>\d+)-\d+ - (?P<name>.+) - (?P<time>.+)")
_ILIAS_TIME = re.compile(r"(20\d{12})_(.+)")
_REPEATED = re.compile(r"-(\d{1,3})(?=(\.[^.]+)*$)")
_GRADESCOPE = re.compile(r"submission_(\d+)")
_REFUSED = {
    "Blackboard": re.compile(r"[^/]+_[^/]+_attempt_\d{4}(-\d\d){5}(_[^/]*|\.txt)?"),
    "Sakai": re.compile(r"[^/]+\([^()/]+\)/(Submission attachment\(s\)/.*|timestamp\.txt|comments\.txt)"),
}


def recognise(
    names: Sequence[str],
    archive: str,
    own: Collection[str] = (),
    known: Callable[[str], bool] = lambda name: False,
) -> dict[str, Origin]:
    """Return where each file of a class archive comes from; names that fit nowhere are left out.

    Parameters
    ----------
    names : sequence of str
        The files in the archive, with their folders.
    archive : str
        What the archive is called: perhaps it is one student's.
    own : collection of str
        What the assignment and its notebooks are called.
    known : callable
        Whether the class has a student of this id or name.

    Raises
    ------
    UsageError
        If it looks like the archive of an LMS that is not read.
    """
    who = ARCHIVE.sub("", archive)
    if known(who):  # what lies in it has been named by the student
        return {name: Origin("plain", who, who, "", who, who, name) for name in names}
    _refuse(names, archive)
    if found := _gradescope(names):
        return found
    for read in (_moodle_folders, _canvas_files, _ilias_folders, _brightspace_folders):
        if found := read(names):
            return _without_repetitions(found, own)
    return plain_origins(names, archive, own, known)


def _refuse(names: Sequence[str], archive: str) -> None:
    for lms, pattern in _REFUSED.items():
        alike = [home for name in names if (home := _refused_home(name, pattern)) is not None]
        # SECURITY: most of all, and in no student's folder, for a student can call files so too.
        if 2 * len(alike) > len(names) and not _elsewhere(names, min(alike, key=len)):
            raise UsageError(
                f"{archive} looks like a download of {lms}, whose names are not read. Make a folder for each student, "
                "called by the student's id, put the student's files into it, and collect the folder of these folders."
            )


def _refused_home(name: str, pattern: re.Pattern[str]) -> tuple[str, ...] | None:
    """Return the folder in which a name of an LMS that is not read begins; None if it is none."""
    parts = PurePosixPath(name).parts
    for skip in range(min(3, len(parts))):
        if pattern.fullmatch("/".join(parts[skip:])):
            read = canvas(name)
            by_student = read is not None and re.search(r"._attempt_", read.given)
            return None if by_student else parts[:skip]
    return None


def _gradescope(names: Sequence[str]) -> dict[str, Origin]:
    """Return the files beside Gradescope's list of submitters."""
    listed = submitters_list(names)
    if listed is None:
        return {}
    home = listed.removesuffix(METADATA)
    parts = {name: name.removeprefix(home).partition("/") for name in names if name.startswith(home)}
    return {
        name: Origin("gradescope", folder, folder, number[1], "", "", path)
        for name, (folder, _, path) in parts.items()
        if path and (number := _GRADESCOPE.fullmatch(folder))
    }


def submitters_list(names: Iterable[str]) -> str | None:
    """Return Gradescope's list of submitters among the files; None if there is none.

    SECURITY: all else lies beside it, in the folder that Gradescope or who unpacked it has made. Students can hand in
    a file of this name.
    """
    listed = min((name for name in names if PurePosixPath(name).name == METADATA), key=_depth, default=None)
    if listed is None or _depth(listed) > 1:
        return None
    home = listed.removesuffix(METADATA)
    if moodle(f"{home}x") or ilias(f"{home}x") or _GRADESCOPE.fullmatch(home.rstrip("/")):
        return None  # one student's folder
    return listed if all(name.startswith(home) for name in names) else None


def _depth(name: str) -> int:
    return name.count("/")


def _moodle_folders(names: Sequence[str]) -> dict[str, Origin]:
    """Return the files of Moodle's folders: all folders beside them have names of the same form."""
    found = {name: origin for name in names if (origin := moodle(name)) is not None}
    if not found:
        return {}
    homes = {name: _home_of(name, _MOODLE) for name in found}
    depth, home = min((len(home), home) for home in homes.values())
    if _elsewhere(names, home):
        return {}
    labels = {found[name].key for name in found if homes[name] == home}
    if (
        depth
        and len(labels) == 1
        and any(NOTEBOOK.search(name) for name in names if name.count("/") == depth and name not in found)
    ):
        return {}  # one student's, who has such a folder
    return {name: origin for name, origin in found.items() if homes[name] == home}


def _elsewhere(names: Sequence[str], home: tuple[str, ...]) -> bool:
    """Whether other folders lie beside ``home``: then these are students', one of whom has files named like an LMS's."""
    return any(_depth(name) >= len(home) and PurePosixPath(name).parts[: len(home)] != home for name in names)


def _home_of(name: str, pattern: re.Pattern[str]) -> tuple[str, ...]:
    parts = PurePosixPath(name).parts
    place = next(place for place, part in enumerate(parts) if pattern.fullmatch(part))
    return parts[:place]


def _canvas_files(names: Sequence[str]) -> dict[str, Origin]:
    """Return the files of Canvas, which lie all in one folder."""
    homes = Counter(PurePosixPath(name).parent for name in names if canvas(name))
    if not homes:
        return {}
    home, count = min(homes.items(), key=lambda each: len(each[0].parts))
    beside = [name for name in names if PurePosixPath(name).parent == home]
    deeper = {PurePosixPath(name).parts[: len(home.parts) + 1] for name in names if name not in beside}
    if 2 * count < len(beside) or count <= len(deeper) or _elsewhere(names, home.parts):
        return {}
    return {name: origin for name in beside if (origin := canvas(name)) is not None}


def _ilias_folders(names: Sequence[str]) -> dict[str, Origin]:
    found = {name: origin for name in names if (origin := ilias(name)) is not None}
    if not found or _elsewhere(names, min((_home_of(name, _ILIAS) for name in found), key=len)):
        return {}
    folders = {origin.label for origin in found.values()}
    others = {PurePosixPath(name).parent for name in names if name not in found and "/" in name}
    return found if len(folders) >= max(1, len(others)) else {}


def _brightspace_folders(names: Sequence[str]) -> dict[str, Origin]:
    found = {name: origin for name in names if (origin := brightspace(name)) is not None}
    if not found or _elsewhere(names, min((_home_of(name, _BRIGHTSPACE) for name in found), key=len)):
        return {}
    return found


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
        found = _ILIAS.fullmatch(part)
        if not found:
            continue
        *folders, last = parts[place + 1 :]
        stamped = _ILIAS_TIME.fullmatch(last)
        path = "/".join([*folders, stamped[2] if stamped else last])
        stamp = stamped[1] if stamped else ""
        person, number = f"{found['first']} {found['last']}", found["number"]
        return Origin(
            "ilias", number, person, number, found["login"], part, path, order=(int(stamp or 0),), stamp=stamp
        )
    return None


def brightspace(name: str) -> Origin | None:
    parts = PurePosixPath(name).parts
    for place, part in enumerate(parts[:-1]):
        found = _BRIGHTSPACE.fullmatch(part)
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
