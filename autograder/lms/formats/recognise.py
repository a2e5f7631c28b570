"""Which LMS an archive comes from, and where each of its files does: names only, no files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from autograder.core.errors import UsageError
from autograder.intake.handed_in import NOTEBOOK
from autograder.lms.formats.archives import BRIGHTSPACE, ILIAS, MOODLE, brightspace, canvas, ilias, moodle
from autograder.lms.formats.folders import plain_origins
from autograder.lms.formats.origin import ARCHIVE, PACKED, Origin

METADATA = "submission_metadata.yml"
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
    # SECURITY: a student may hand in files that are called like another LMS's: the outermost are the LMS's own, and
    # what lies in the folder of a student is the student's.
    read = [
        reader(names) for reader in (_moodle_folders, _brightspace_folders, _canvas_files, _ilias_folders)
    ]
    if readings := [each for each in read if each and not any(map(known, _home(each)))]:
        return _without_repetitions(min(readings, key=_depth_of), own)
    return plain_origins(names, archive, own, known)


def class_in(names: Sequence[str]) -> str:
    """Return the LMS whose download of a class one student's files are called like, "" if there is none."""
    readers = {
        "Moodle": _moodle_folders,
        "Brightspace": _brightspace_folders,
        "ILIAS": _ilias_folders,
        "Canvas": _canvas_files,
    }
    for lms, reader in readers.items():
        if len({origin.key for origin in reader(names).values()}) > 1:
            return lms
    return ""


def _home(found: Mapping[str, Origin]) -> tuple[str, ...]:
    """Return the folder around the students' folders, or Canvas's files."""
    patterns = {"moodle": MOODLE, "ilias": ILIAS, "brightspace": BRIGHTSPACE}
    homes = (
        _home_of(name, patterns[origin.kind]) if origin.kind in patterns else PurePosixPath(name).parts[:-1]
        for name, origin in found.items()
    )
    return min(homes, key=len)


def _depth_of(found: Mapping[str, Origin]) -> int:
    """Return how deep the students' folders lie; Canvas makes none, so that its files' folder counts as one of them."""
    return max(0, len(_home(found)) - any(origin.kind == "canvas" for origin in found.values()))


def _refuse(names: Sequence[str], archive: str) -> None:
    if "[Content_Types].xml" in names:
        raise UsageError(
            f"{archive} is a document of an office program. Name the zip that your LMS made of all submissions, or a "
            "folder; a roster is a CSV behind --roster."
        )
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
    # A loose file beside the folder is nobody's, unless it is somebody's work.
    loose = [name for name in names if "/" not in name and not (NOTEBOOK.search(name) or PACKED.search(name))]
    return listed if all(name.startswith(home) or name in loose for name in names) else None


def _depth(name: str) -> int:
    return name.count("/")


def _moodle_folders(names: Sequence[str]) -> dict[str, Origin]:
    """Return the files of Moodle's folders: all folders beside them have names of the same form."""
    found = {name: origin for name in names if (origin := moodle(name)) is not None}
    if not found:
        return {}
    homes = {name: _home_of(name, MOODLE) for name in found}
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
    read = [name for name in names if canvas(name) and not ((ours := ilias(name)) and ours.stamp)]
    homes = Counter(PurePosixPath(name).parent for name in read)
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
    if not found or _elsewhere(names, min((_home_of(name, ILIAS) for name in found), key=len)):
        return {}
    folders = {origin.label for origin in found.values()}
    others = {PurePosixPath(name).parent for name in names if name not in found and "/" in name}
    return found if len(folders) >= max(1, len(others)) else {}


def _brightspace_folders(names: Sequence[str]) -> dict[str, Origin]:
    found = {name: origin for name in names if (origin := brightspace(name)) is not None}
    if not found or _elsewhere(names, min((_home_of(name, BRIGHTSPACE) for name in found), key=len)):
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
