"""An archive that no LMS has made: a folder, an archive or a notebook for each student, or one student's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import PurePosixPath

from autograder.intake.handed_in import NOTEBOOK
from autograder.lms.formats.origin import PACKED, Origin


def plain_origins(
    names: Sequence[str],
    archive: str,
    own: Collection[str],
    known: Callable[[str], bool] = lambda name: False,
) -> dict[str, Origin]:
    """Return one student per folder, archive or notebook, folders around them all passed over.

    A loose file beside the students' folders changes nothing, and belongs to no student. If notebooks of the
    assignment lie at the top, or in its own folder, and not in several folders as well, the archive is one
    student's.
    """
    split = {name: PurePosixPath(name).parts for name in names}
    level: tuple[str, ...] = ()
    while (deeper := _only_folder(split.values(), level, own, known)) is not None:
        level = (*level, deeper)
    folders, files = _entries(split.values(), level)
    if in_groups := _in_groups(split, level, folders, files, known):
        return in_groups
    works = [file for file in files if PACKED.search(file) or NOTEBOOK.search(file)]
    loose = [file for file in works if NOTEBOOK.sub("", file) in own]
    named = {file: _owner_of(file, own, known) for file in works}
    several = len(_with_work(split.values(), level)) > 1
    theirs = any(map(known, (*folders, *named.values())))
    if (loose or (folders and folders <= {*own})) and not several and not theirs:
        who = PACKED.sub("", archive)
        return {name: Origin("plain", who, who, "", who, who, name) for name in names}
    origins = {}
    for name, parts in split.items():
        if parts[: len(level)] != level or len(parts) <= len(level):
            continue
        student, *rest = parts[len(level) :]
        if rest:
            origins[name] = Origin("plain", student, student, "", student, student, "/".join(rest))
        elif student in works and not (student in loose and (several or theirs)):
            who = named[student]
            origins[name] = Origin("plain", who, who, "", who, who, student)
    return origins


def _owner_of(file: str, own: Collection[str], known: Callable[[str], bool]) -> str:
    """Return whom the name of a notebook or archive tells of: "ada", or "ada_part_c" if the class has an ada."""
    who = NOTEBOOK.sub("", PACKED.sub("", file))
    parts = {who.removesuffix(name).removeprefix(name).strip(" _-") for name in own if name in who}
    return next((part for part in sorted(parts) if part and known(part)), who) if not known(who) else who


def _in_groups(
    split: Mapping[str, tuple[str, ...]],
    level: tuple[str, ...],
    folders: Collection[str],
    files: Collection[str],
    known: Callable[[str], bool],
) -> dict[str, Origin]:
    """Return one student per folder where these lie in folders of groups, which only a roster can tell."""
    here = [parts[len(level) :] for parts in split.values() if parts[: len(level)] == level]
    students = {parts[1] for parts in here if len(parts) > 2}
    below = [parts[1] for parts in here if len(parts) == 2]
    if not students or any(map(known, folders)) or not all(map(known, students)):
        return {}
    if any(NOTEBOOK.search(file) or PACKED.search(file) for file in files):
        return {}
    if any(NOTEBOOK.search(file) or PACKED.search(file) for file in below):
        return {}
    origins = {}
    for name, parts in split.items():
        if parts[: len(level)] == level and len(parts) > len(level) + 2:
            group, student, *rest = parts[len(level) :]
            origins[name] = Origin("plain", student, student, "", student, student, "/".join((group, *rest)))
    return origins


def _only_folder(
    paths: Collection[tuple[str, ...]], level: tuple[str, ...], own: Collection[str], known: Callable
) -> str | None:
    """Return the folder around all students if the next level is one; None if the students are there."""
    folders, files = _entries(paths, level)
    if len(folders) != 1 or any(PACKED.search(file) or NOTEBOOK.search(file) for file in files):
        return None
    (folder,) = folders
    inner, below = _entries(paths, (*level, folder))
    several = len(_with_work(paths, (*level, folder))) > 1
    if folder in own and len(_copies(paths, (*level, folder), own)) > 1:
        return folder  # a notebook in each of several folders: these are students
    if folder in own or known(folder) or inner & {*own}:
        return None
    if any(NOTEBOOK.search(file) for file in below) and not several:
        return None
    return folder if inner or sum(bool(PACKED.search(file)) for file in below) > 1 else None


def _copies(paths: Collection[tuple[str, ...]], level: tuple[str, ...], own: Collection[str]) -> set[str]:
    """Return the folders below one that have copies of the same notebook of the assignment."""
    homes: dict[str, set[str]] = {}
    for parts in paths:
        if parts[: len(level)] == level and NOTEBOOK.sub("", parts[-1]) in own:
            homes.setdefault(parts[-1], set()).add(parts[len(level)] if len(parts) > len(level) + 1 else "")
    return max((folders for folders in homes.values() if "" not in folders), key=len, default=set())


def _entries(paths: Collection[tuple[str, ...]], level: tuple[str, ...]) -> tuple[set[str], list[str]]:
    """Return the folders and the files that lie right below a folder."""
    here = [parts[len(level) :] for parts in paths if parts[: len(level)] == level]
    return {parts[0] for parts in here if len(parts) > 1}, [parts[0] for parts in here if len(parts) == 1]


def _with_work(paths: Collection[tuple[str, ...]], level: tuple[str, ...]) -> set[str]:
    """Return the folders right below one that hold a notebook or an archive, however deep; in one pass."""
    here = (parts[len(level) :] for parts in paths if parts[: len(level)] == level)
    return {
        parts[0]
        for parts in here
        if len(parts) > 1 and (NOTEBOOK.search(parts[-1]) or PACKED.search(parts[-1]))
    }
