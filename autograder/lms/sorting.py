"""The files of a class archive, sorted by student or team: names and dates only, nobody's work is read here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from autograder.core.errors import UsageError
from autograder.intake.class_archive import ClassArchive, Member
from autograder.intake.handed_in import NOTEBOOK
from autograder.lms.formats import recognise as lms
from autograder.lms.formats.archives import is_anonymous
from autograder.lms.formats.origin import Origin
from autograder.lms.ownership import Attribution
from autograder.lms.roster import Person, read_submitters

MAX_METADATA = 50_000_000  # bytes of Gradescope's list


@dataclass
class Files:
    """The files of one student or team in one archive."""

    origin: Origin
    members: dict[str, Member] = field(default_factory=dict)  # by the path that the student gave
    older: dict[str, Member] = field(default_factory=dict)
    order: tuple[int, ...] = ()
    stamp: str = ""
    late: bool = False
    doubt: str = ""
    notes: list[str] = field(default_factory=list)
    refused: set[Origin] = field(default_factory=set)  # ways to read the files' names that do not count


@dataclass
class Sorted:
    """What is in one archive.

    Attributes
    ----------
    files : dict of Files
        By a key of each student or team.
    submitters : dict
        Whom Gradescope names for a key, and when they handed in.
    times : dict
        When each has handed in by the dates of the files, if they are not those of the download.
    undated : str
        What to say if the dates are those of the download.
    notes : list of str
        Files that belong to nobody, and what else a human should know.
    """

    files: dict[str, Files] = field(default_factory=dict)
    submitters: Mapping[str, tuple[list[Person], datetime | None]] = field(default_factory=dict)
    times: dict[str, datetime] = field(default_factory=dict)
    undated: str = ""
    notes: list[str] = field(default_factory=list)


def sort_archive(archive: ClassArchive, own: set[str], attribution: Attribution) -> Sorted:
    """Sort the files of an archive by student or team.

    Parameters
    ----------
    archive : ClassArchive
    own : set of str
        What the assignment and its notebooks are called.
    attribution : Attribution
        Knows the class.

    Raises
    ------
    UsageError
        If it is the archive of an LMS that is not read.
    """
    name_of = archive.path.name
    sort = Sorted()
    members: dict[str, Member] = {}
    for member in archive.members:
        if member.name in members:
            sort.notes.append(f"{name_of}: {member.name} is in it twice; the last one counts")
        members[member.name] = member
    origins = lms.recognise([*members, *archive.problems], name_of, own, attribution.register.knows)
    written, origins = origins, {name: attribution.reading(origin) for name, origin in origins.items()}
    if any(origin.kind == "gradescope" for origin in origins.values()):
        sort.submitters = _submitters([*members, *archive.problems], members)
    doubts = _contradictions(origins.values())
    loose = [name for name in members if name not in origins and PurePosixPath(name).name != lms.METADATA]
    for name in sorted(origins.keys() & members.keys(), key=lambda name: (origins[name].order, name)):
        _file(sort.files, name, origins[name], members[name], doubts)
        if not origins[name].readings:
            sort.files[_key(origins[name], doubts)].refused |= {*written[name].readings}
    for name, problem in archive.problems.items():
        if name in origins:
            origin = origins[name]
            key = _key(origin, doubts)
            sort.files.setdefault(key, Files(origin, doubt=_doubt(origin, doubts))).notes.append(
                f"{origin.path} {problem}"
            )
        else:
            sort.notes.append(f"{name_of}: {name} {problem}")
    if any(is_anonymous(origin) for origin in origins.values()):
        sort.notes.append(
            f"{name_of}: Canvas hides the names, since the assignment is graded anonymously. Feedback finds its way "
            "back; for marks let Canvas show the names, download again, and collect with the gradebook as --roster"
        )
    sort.notes += _on_teams(name_of, origins.values(), attribution) + _on_loose(name_of, loose)
    sort.notes += [f"{name_of}: the folder {name} is empty" for name in archive.empty[:20]]
    for files in sort.files.values():
        files.notes += on_copies(files.members, own)
    if not sort.files:
        sort.notes.append(f"{name_of}: no student's files were found in it")
    _read_times(archive, sort)
    return sort


def _key(origin: Origin, doubts: Mapping[str, str]) -> str:
    return f"{origin.key} {origin.name}" if _doubt(origin, doubts) else origin.key


def _doubt(origin: Origin, doubts: Mapping[str, str]) -> str:
    """Return why nobody can say whose a file is; "" if nothing speaks against its origin."""
    if not origin.readings:
        return doubts.get(origin.number, "")
    people = sorted(
        {f"{reading.name!r} with the number {reading.number}" for reading in (origin, *origin.readings)}
    )
    return (
        f"Canvas's name for the files may be that of {' or '.join(people)}. Canvas's gradebook as --roster tells "
        "which is right"
    )


def _file(
    found: dict[str, Files], name: str, origin: Origin, member: Member, doubts: Mapping[str, str]
) -> None:
    """Put a file to the others of its student; the order of the calls is rising."""
    files = found.setdefault(_key(origin, doubts), Files(origin, doubt=_doubt(origin, doubts)))
    if origin.path in files.members:  # what is there is older
        files.older[PurePosixPath(name).name] = files.members[origin.path]
    files.members[origin.path] = member
    files.order = max(files.order, origin.order[1:] or origin.order)
    files.stamp = max(files.stamp, origin.stamp if moment_of(origin.stamp) else "")
    files.late = files.late or origin.late
    if origin.label or not files.origin.label:
        files.origin = origin


def _submitters(
    names: Sequence[str], members: Mapping[str, Member]
) -> dict[str, tuple[list[Person], datetime | None]]:
    name = lms.submitters_list(names) or lms.METADATA
    listed = members.get(name)
    if listed is None:
        raise UsageError(f"{name} cannot be read. Export the submissions from Gradescope again.")
    if listed.size > MAX_METADATA:
        raise UsageError(f"{listed.name} is larger than {MAX_METADATA // 10**6} MB. Is it Gradescope's?")
    with listed.open() as file:
        return read_submitters(file.read(MAX_METADATA))


def _read_times(archive: ClassArchive, sort: Sorted) -> None:
    for key, files in sort.files.items():
        dates = [member.time for member in files.members.values() if member.time]
        if dates and files.origin.kind not in ("canvas", "gradescope"):  # always those of the download
            sort.times[key] = max(dates)
    stamped = any(files.stamp for files in sort.files.values())
    if sort.times and not stamped and not archive.dates_tell(sort.times.values()):
        sort.times = {}
        sort.undated = (
            f"{archive.path.name}: its dates are those of the download, so nobody counts as late by them"
        )
        if any(files.origin.kind == "moodle" for files in sort.files.values()):
            sort.undated += ". Moodle's grading worksheet as --roster tells when each student handed in"


def _on_teams(archive: str, origins: Iterable[Origin], attribution: Attribution) -> list[str]:
    teams = any(origin.kind == "moodle" and not origin.number for origin in origins)
    if not teams or attribution.register.has_roster:
        return []
    return [
        f"{archive}: teams have handed in. Give Moodle's grading worksheet as --roster, whose column with the "
        "group says who is in which team"
    ]


def _contradictions(origins: Iterable[Origin]) -> dict[str, str]:
    """Return the numbers that an archive gives to several names, each with what to say about it."""
    names: dict[str, set[str]] = defaultdict(set)
    for origin in origins:
        if origin.number and origin.kind in ("moodle", "canvas") and not origin.readings:
            names[origin.number].add(origin.name)
    return {
        number: f"number {number} stands for {' and '.join(sorted(several))} in the same archive"
        for number, several in names.items()
        if len(several) > 1
    }


def _on_loose(archive: str, loose: Sequence[str]) -> list[str]:
    if len(loose) > 10:
        shown = ", ".join(loose[:5])
        return [f"{archive}: {len(loose)} files belong to no student, and were left out: {shown}, ..."]
    return [f"{archive}: {name} belongs to no student, and was left out" for name in loose]


def on_copies(paths: Iterable[str], own: set[str]) -> list[str]:
    """Note a student whose files are called like those of a class, or who has copies of a notebook in folders side by side."""
    remedy = (
        "is this one student, or are these several? For several unpack the archive, and collect the folder or zip in it "
        "that has one folder per student"
    )
    paths, folders = list(paths), defaultdict(set)
    if kind := lms.class_in(paths):
        return [f"the files are called like {kind}'s of a class: {remedy}"]
    for path in paths:
        parts = PurePosixPath(path).parts
        if NOTEBOOK.sub("", parts[-1]) in own:
            # Of all folders around it, the one at each depth: copies may lie deeper, in folders of one name.
            for depth in range(len(parts) - 1):
                folders[parts[-1], parts[:depth]].add(parts[depth])
    for (name, _), several in folders.items():
        if len(several) > 1:
            shown = ", ".join(sorted(several)[:5])
            return [f"{name} is there {len(several)} times, in {shown}: {remedy}"]
    return []


def moment_of(stamp: str) -> datetime | None:
    """Return the time on the clock that a file's name tells; None for digits that are no time."""
    try:
        return datetime.strptime(stamp, "%Y%m%d%H%M%S")
    except ValueError:
        return None
