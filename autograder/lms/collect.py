"""From the archives of an LMS to submitted/: who handed in what, and when.

What came is kept as it came in attempts/<student>/; submitted/<student>/ has a working copy of the newest
attempt, unpacked, so that nbgrader's own commands can use it too. The same archive again changes nothing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from pathlib import Path, PurePosixPath

from autograder.core.errors import NotGraded
from autograder.core.files import content_hash
from autograder.course.course_toml import Deadline
from autograder.course.folder import Course
from autograder.intake.class_archive import ClassArchive, Member, open_class_archive
from autograder.lms import formats as lms
from autograder.lms.attempts import keep, publish, write_timestamp
from autograder.lms.formats import Origin
from autograder.lms.roster import Person, Roster, clean_id, clean_name, split_name
from autograder.lms.store import (
    Attempt,
    Student,
    as_stamp,
    attempt_folder,
    from_stamp,
    read_collected,
    write_collected,
)

FREE = 500_000_000  # bytes of the disk that are left alone


@dataclass
class Row:
    """What became of one student's files.

    ``news`` is "new", "updated", "unchanged", "older" or "unreadable"; ``notes`` are for a human's eyes.
    """

    student: str
    name: str = ""
    files: int = 0
    time: str = ""
    news: str = "new"
    notes: list[str] = field(default_factory=list)


@dataclass
class Intake:
    """What a run did.

    Attributes
    ----------
    rows : list of Row
        One for each student in each archive.
    notes : list of str
        What concerns an archive as a whole, and files that belong to nobody.
    missing : list of str
        Students of the roster who have handed in nothing.
    """

    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@dataclass
class _Files:
    """The files of one student in one archive."""

    origin: Origin
    members: dict[str, Member] = field(default_factory=dict)  # by the path that the student gave
    older: dict[str, Member] = field(default_factory=dict)
    order: tuple[int, ...] = ()
    stamp: str = ""
    late: bool = False
    notes: list[str] = field(default_factory=list)


def collect(
    course: Course,
    archives: Sequence[Path],
    roster: Roster | None = None,
    deadline: Deadline | None = None,
) -> Intake:
    """Put what is in the archives into submitted/, the latest attempt of each student.

    Parameters
    ----------
    course : Course
    archives : sequence of Path
        Zips or folders; of two attempts whose times nobody knows, the one in the later archive is newer.
    roster : Roster, optional
        Whose ids the students get.
    deadline : Deadline, optional
        For hand-ins which the LMS calls late without saying how much; and for the time zone.

    Raises
    ------
    UsageError
        If an archive cannot be read at all; nothing has been changed by it.
    NotGraded
        If the disk has not enough room.
    """
    run = Intake()
    students = read_collected(course)
    own = {course.assignment, *(path.stem for path in course.source.glob("*.ipynb"))}
    for path in archives:
        with open_class_archive(path, deadline.zone if deadline else None) as archive:
            _check_room(course.root, archive)
            by_student = _sort(archive, own, run)
            times = _times(archive, by_student, run, deadline.zone if deadline else None)
            for key, files in by_student.items():
                student, row, person = _student(files.origin, students, roster)
                row.notes += files.notes
                time = (person.time if person else None) or times.get(key)
                late = files.late and time is None
                if late and deadline:
                    time = deadline.just_late()
                    row.notes.append("late, the LMS does not say how much: counted as just late")
                elif late:
                    row.notes.append("late, the LMS does not say how much")
                _take(course, student, files, path.name, time, row)
                if student.attempts:
                    students[student.id] = student
                run.rows.append(row)
            write_collected(course, students.values())  # each archive is finished before the next
    _note_twins(students, run)
    kept = _kept_ids(students, roster)
    everyone = {*students, *(person.id for person in roster.people)} if roster else {*students}
    for student in deadline.extensions if deadline else ():
        if student in kept:
            run.notes.append(
                f"the extension for {student} is passed over: course.toml must name {kept[student]}"
            )
        elif student not in everyone:
            run.notes.append(f"course.toml has an extension for {student}, and there is no such student")
    if roster:
        run.missing = sorted(p.id for p in roster.people if p.id not in students and p.id not in kept)
    return run


def _check_room(root: Path, archive: ClassArchive) -> None:
    # SECURITY: an archive that unpacks to more than the disk holds must not fill it.
    root.mkdir(parents=True, exist_ok=True)
    needed = 2 * sum(member.size for member in archive.members) + FREE
    free = shutil.disk_usage(root).free
    if needed > free:
        raise NotGraded(
            f"{archive.path} needs {needed / 1e9:.1f} GB, and {root} has {free / 1e9:.1f} GB left. Make room first."
        )


def _sort(archive: ClassArchive, own: Collection[str], run: Intake) -> dict[str, _Files]:
    """Return the files of each student; what belongs to nobody is noted."""
    members = {}
    for member in archive.members:
        if member.name in members:
            run.notes.append(f"{archive.path.name}: {member.name} is in it twice; the last one counts")
        members[member.name] = member
    origins = lms.recognise([*members, *archive.problems], archive.path.name, own)
    found: dict[str, _Files] = {}
    for name in sorted(members, key=lambda name: origins[name].order if name in origins else ()):
        if name not in origins:
            run.notes.append(f"{archive.path.name}: {name} belongs to no student, and was left out")
            continue
        origin, member = origins[name], members[name]
        files = found.setdefault(origin.key, _Files(origin))
        if origin.path in files.members:  # the order is rising: what is there is older
            files.older[PurePosixPath(name).name] = files.members[origin.path]
        files.members[origin.path] = member
        files.order = max(files.order, origin.order[1:] or origin.order)
        files.stamp = max(files.stamp, origin.stamp if _moment(origin.stamp) else "")
        files.late = files.late or origin.late
        files.origin = origin
    for name, problem in archive.problems.items():
        if name in origins:
            origin = origins[name]
            found.setdefault(origin.key, _Files(origin)).notes.append(f"{origin.path} {problem}")
        else:
            run.notes.append(f"{archive.path.name}: {name} {problem}")
    if not found:
        run.notes.append(f"{archive.path.name}: no student's files were found in it")
    return found


def _moment(stamp: str) -> datetime | None:
    """Return the time on the clock that a file's name tells; None for digits that are no time."""
    try:
        return datetime.strptime(stamp, "%Y%m%d%H%M%S")
    except ValueError:
        return None


def _times(
    archive: ClassArchive, found: dict[str, _Files], run: Intake, zone: tzinfo | None
) -> dict[str, datetime]:
    """Return when each student handed in, as far as the archive tells."""
    times = {}
    for key, files in found.items():
        dates = [member.time for member in files.members.values() if member.time]
        if time := _moment(files.stamp):
            times[key] = time.replace(tzinfo=zone) if zone else time.astimezone()
        elif dates and files.origin.kind != "canvas":  # Canvas's dates are always those of the download
            times[key] = max(dates)
    stamped = any(files.stamp for files in found.values())
    if times and not stamped and not archive.dates_tell(times.values()):
        run.notes.append(
            f"{archive.path.name}: its dates are those of the download, so nobody counts as late by them. "
            "Moodle's grading worksheet as --roster tells when each student handed in"
        )
        return {}
    return times


def _student(
    origin: Origin, students: dict[str, Student], roster: Roster | None
) -> tuple[Student, Row, Person | None]:
    """Return whose files these are, someone collected before, of the roster, or new; and who that is there."""
    notes = []
    person = _person(origin, roster)
    found = _known(origin, students)
    if roster and person is None:
        reason = _fit(origin, roster)
        notes.append(reason if isinstance(reason, str) else "not in the roster")
    if found is None and person is not None:
        there = students.get(person.id)
        if there and there.lms.get(origin.kind, {"key": origin.key})["key"] != origin.key:
            notes.append(f"{person.id} of the roster has already been found for {there.name}: two of a name?")
            person = None
        else:
            found = there or Student(person.id)
    if found is None:
        found = Student(_new_id(origin, students))
    if person is not None and person.id != found.id:
        notes.append(
            f"the roster's id is {person.id}; the one of the first time was kept: "
            f"course.toml must name {found.id}"
        )
    found = replace(found, lms=dict(found.lms), attempts=list(found.attempts))
    if person is not None:
        found.first, found.last = person.first or found.first, person.last or found.last
        found.email, found.group = person.email or found.email, person.group or found.group
    if not found.name:
        found.first, found.last = _names(origin)
    found.lms.setdefault(origin.kind, _names_in(origin))
    return found, Row(found.id, found.name, notes=notes), person


def _names_in(origin: Origin) -> dict[str, str]:
    """Return what the LMS calls a student, and the attempt that its feedback belongs to."""
    return {"key": origin.key, "number": origin.number, "label": origin.label}


def _kept_ids(students: dict[str, Student], roster: Roster | None) -> dict[str, str]:
    """Return the ids of those who were collected before the roster came, {the roster's: the one kept}."""
    found = {}
    for student in students.values() if roster else ():
        for kind, names in student.lms.items():
            folder = lms.ilias(f"{names['label']}/file") if kind == "ilias" else None
            login = folder.login if folder else ""
            origin = Origin(kind, names["key"], student.name, names["number"], login, names["label"], "")
            person = _person(origin, roster)
            if person is not None and person.id not in students:
                found.setdefault(person.id, student.id)
    return found


def _names(origin: Origin) -> tuple[str, str]:
    """Return first and last name, as far as the LMS's writing tells them apart."""
    name = clean_name(origin.name)
    if origin.kind == "canvas":
        return "", name
    if origin.kind == "plain":
        return split_name(name)
    first, _, last = name.rpartition(" ")  # a comma in it does not turn it around
    return first, last


def _known(origin: Origin, students: dict[str, Student]) -> Student | None:
    for student in students.values():
        if student.lms.get(origin.kind, {}).get("key") == origin.key:
            return student
    return students.get(clean_id(origin.key)) if origin.kind == "plain" else None


def _person(origin: Origin, roster: Roster | None) -> Person | None:
    found = _fit(origin, roster) if roster else None
    return found if isinstance(found, Person) else None


def _fit(origin: Origin, roster: Roster) -> Person | str | None:
    plain = origin.key if origin.kind == "plain" else ""
    ids = [text for text in (origin.login, plain) if text]
    found = roster.find(ids, origin.number, plain, origin.name)
    _, dash, name = origin.name.partition("-")
    if found is None and dash and origin.kind == "moodle":  # "Group 3-Ada King"
        return roster.find(name=name)
    return found


def _new_id(origin: Origin, students: dict[str, Student]) -> str:
    """Return a new folder's name, which tells a human who it is."""
    name = clean_id(origin.name)[:60]  # or a long one would cost the number
    parts = {
        "moodle": f"{name}-{origin.number}",
        "canvas": f"{name}-{origin.number}" if origin.number else name,
        "ilias": origin.login,
        "plain": origin.key,
    }
    mark = hashlib.sha256(f"{origin.kind} {origin.key}".encode()).hexdigest()[:6]
    wanted = clean_id(parts[origin.kind]) or f"student-{origin.number or mark}"
    taken = {student.casefold() for student in students}  # some file systems take no notice of case
    return f"{wanted}-{mark}" if wanted.casefold() in taken else wanted


def _take(
    course: Course, student: Student, files: _Files, archive: str, time: datetime | None, row: Row
) -> None:
    """Keep a student's files, and put them into submitted/ if they are the newest."""
    if files.older:
        older = Attempt("", archive, order=())
        kept = keep(course, student.id, files.older, older, row.notes)
        if kept and not student.attempt(kept.id):
            student.attempts.append(kept)
        row.notes.append(f"{len(files.older)} older files of the same name were kept aside")
    stamp = as_stamp(time) if time else ""
    fresh = Attempt("", archive, stamp, late=files.late, order=files.order)
    kept = keep(course, student.id, files.members, fresh, row.notes)
    if kept is None:
        row.news = "unreadable"
        return
    row.files, row.time = kept.files, kept.time
    before, current = student.attempt(kept.id), student.attempt(student.current)
    if before is not None:
        _again(course, student, before, kept, row)
        return
    student.attempts.append(kept)
    if current is not None and not _newer(kept, current):
        row.news = "older"
        row.notes.append(f"older than what is there ({current.time or current.archive}): kept aside")
        return
    if current is None:
        _keep_found(course, student, row)
    row.news = "updated" if current else "new"
    publish(course, student.id, kept)
    student.current = kept.id
    student.lms[files.origin.kind] = _names_in(files.origin)  # feedback belongs to what counts


def _again(course: Course, student: Student, before: Attempt, now: Attempt, row: Row) -> None:
    """The same files once more: at most the time of the hand-in is known better."""
    row.news, row.time = "unchanged", before.time
    if now.time and now.time != before.time and (not before.time or now.archive == before.archive):
        student.attempts[student.attempts.index(before)] = replace(before, time=now.time)
        row.news, row.time = "updated", now.time
        if student.current == before.id:
            write_timestamp(course.submitted(student.id), now.time)
    if student.current == before.id and not course.submitted(student.id).exists():
        publish(course, student.id, before)
        row.news = "updated"


def _newer(attempt: Attempt, current: Attempt) -> bool:
    if attempt.time and current.time:
        return from_stamp(attempt.time) >= from_stamp(current.time)
    if attempt.order and current.order:
        return attempt.order >= current.order
    return True  # the later archive


def _keep_found(course: Course, student: Student, row: Row) -> None:
    """Move aside what somebody else has put where the submission goes."""
    there = course.submitted(student.id)
    if there.exists():
        found = Attempt(f"found-{content_hash(there)[:10]}", "submitted/")
        target = attempt_folder(course, student.id, found.id)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            os.replace(there, target)
            student.attempts.append(found)
        row.notes.append(
            f"what lay in submitted/{student.id} before is now in attempts/{student.id}/{found.id}"
        )


def _note_twins(students: dict[str, Student], run: Intake) -> None:
    """Note students who have handed in the very same files."""
    same: dict[str, list[str]] = {}
    for student in students.values():
        same.setdefault(student.current, []).append(student.id)
    for row in run.rows:
        for group in same.values():
            if len(group) > 1 and row.student in group:
                others = ", ".join(name for name in group if name != row.student)
                row.notes.append(f"the same files as {others}")


def people(course: Course, roster: Roster | None) -> Iterable[tuple[str, str, str, str]]:
    """Return id, first name, last name and e-mail address of everyone: collected, and of the roster."""
    students = read_collected(course)
    known = {s.id: (s.id, s.first, s.last, s.email) for s in students.values()}
    if roster:
        there = {*known, *_kept_ids(students, roster)}
        known |= {p.id: (p.id, p.first, p.last, p.email) for p in roster.people if p.id not in there}
    return list(known.values())
