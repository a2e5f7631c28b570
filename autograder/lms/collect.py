"""From the archives of an LMS to submitted/: who handed in what, and when.

What came is kept as it came in attempts/<student>/; submitted/<student>/ has a working copy of the newest
attempt, unpacked, so that nbgrader's own commands can use it too. The same archive again changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from autograder.core.errors import UsageError
from autograder.core.text import amount
from autograder.course.course_toml import Deadline, read_settings
from autograder.course.folder import Course
from autograder.intake.class_archive import ClassArchive, open_class_archive
from autograder.lms.attempts import Disk
from autograder.lms.ownership import Attribution, Owners
from autograder.lms.register import Register
from autograder.lms.roster import Roster
from autograder.lms.sorting import Files, moment_of, on_copies, sort_archive
from autograder.lms.store import (
    Attempt,
    Student,
    as_json,
    as_stamp,
    from_stamp,
    read_collected,
    remember,
    write_collected,
)


@dataclass
class Row:
    """What became of one student's files.

    ``news`` is "new", "updated", "unchanged", "older" or "unreadable"; ``notes`` are for a human's eyes; ``team``
    is who has handed in for the student.
    """

    student: str
    name: str = ""
    team: str = ""
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
    missing, excused : list of str
        Students of the roster who have handed in nothing; and those of them who need not.
    """

    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    excused: list[str] = field(default_factory=list)


def collect(
    course: Course,
    archives: Sequence[Path],
    roster: Roster | None = None,
    deadline: Deadline | None = None,
    dry_run: bool = False,
) -> Intake:
    """Put what is in the archives into submitted/, the latest attempt of each student.

    Parameters
    ----------
    course : Course
    archives : sequence of Path
        Zips or folders; of two attempts whose times nobody knows, the one in the later archive is newer.
    roster : Roster, optional
        Whose ids the students get; it is kept for later runs.
    deadline : Deadline, optional
        For hand-ins which the LMS calls late without saying how much; and for the time zone.
    dry_run : bool
        Only tell what would be done.

    Raises
    ------
    UsageError
        If an archive cannot be read at all; nothing has been changed by it.
    NotGraded
        If the disk has not enough room.
    """
    students = read_collected(course)
    before = as_json(students.values())
    run = _Run(course, Register(students), deadline, Disk(course, dry_run))
    saved = before

    def save() -> None:
        nonlocal saved
        now = as_json(run.register.students.values())
        if dry_run or now == saved:
            return
        if saved == before:
            remember(course, before)
        write_collected(course, now)
        saved = now

    if roster:
        run.enter(roster)
    for path in archives:
        # Looked at before anything is written: a mistyped name must not leave half a class behind.
        if not path.exists():
            raise UsageError(f"There is nothing at {path}. Name the zip that your LMS made, or its folder.")
    for path in archives:
        with open_class_archive(path, run.zone) as archive:
            run.disk.check_room(archive)
            run.take_in(archive)
        save()  # each archive is finished before the next
    if roster:
        run.tell_times(roster)
        save()
    if saved == before and not dry_run:
        remember(course, before)  # or `--undo` would take back the run before
    run.conclude()
    return run.intake


class _Run:
    """One run of collect, archive by archive."""

    def __init__(self, course: Course, register: Register, deadline: Deadline | None, disk: Disk):
        self.course, self.register, self.deadline, self.disk = course, register, deadline, disk
        self.attribution = Attribution(register)
        self.zone = deadline.zone if deadline else None
        self.own = {course.assignment, *(path.stem for path in course.source.glob("*.ipynb"))}
        self.intake = Intake()
        self.times_told = False

    def enter(self, roster: Roster) -> None:
        self.intake.notes += [*roster.notes, *self.register.enter(roster)]
        self.times_told = any(person.time for person in roster.people)

    def take_in(self, archive: ClassArchive) -> None:
        """Give the files of one archive to their owners."""
        sort = sort_archive(archive, self.own, self.attribution)
        self.intake.notes += sort.notes
        if sort.undated and not self.times_told:
            self.intake.notes.append(sort.undated)
        for key in [key for key, files in sort.files.items() if files.origin.kind == "canvas"]:
            if sort.files[key].origin.number in self.register.test_numbers:
                self.intake.notes.append(f"{archive.path.name}: the test student's files are left out")
                del sort.files[key]
        origins = {key: (files.origin, files.doubt) for key, files in sort.files.items()}
        for key, owners in self.attribution.decide(origins, sort.submitters).items():
            files = sort.files[key]
            self._retire(files, owners)
            told = sort.submitters[key][1] if key in sort.submitters else None
            for student in owners.students:
                row = Row(student.id, student.name, owners.team, notes=[*files.notes, *owners.notes])
                self._take(student, files, archive.path.name, told, sort.times.get(key), owners.team, row)
                self.intake.rows.append(row)

    def _take(
        self,
        student: Student,
        files: Files,
        archive: str,
        told: datetime | None,
        dated: datetime | None,
        team: str,
        row: Row,
    ) -> None:
        """Keep a student's files, and put them into submitted/ if they are the newest."""
        stamp = moment_of(files.stamp)
        if told is None and stamp is not None:
            told = stamp.replace(tzinfo=self.zone) if self.zone else stamp.astimezone()
        said = told is not None
        if not said and files.late:
            told = self.deadline.just_late() if self.deadline else None
            counted = ": counted as just late" if told else ""
            row.notes.append(f"late, the LMS does not say how much{counted}")
        time = as_stamp(told) if told else as_stamp(dated) if dated else ""
        fresh = Attempt(
            "",
            archive,
            time,
            late=files.late,
            order=files.order,
            dated=as_stamp(dated) if dated else "",
            said=said,
            team=team,
        )
        if files.older:
            older = self.disk.keep(student.id, files.older, Attempt("", archive), row.notes)
            if older.files and not student.attempt(older.id):
                student.attempts.append(older)
            row.notes.append(f"{amount(len(files.older), 'older file')} of the same name kept aside")
        kept = self.disk.keep(student.id, files.members, fresh, row.notes)
        kept = replace(kept, problems=(*files.notes, *kept.problems))
        if not kept.files:
            row.news = "unreadable"
            if not student.attempt(kept.id):
                student.attempts.append(kept)
            return
        row.files, row.time = kept.files, kept.time
        before, current = student.attempt(kept.id), student.attempt(student.current)
        if before is not None:
            self._again(student, before, kept, row)
            if student.current == before.id:
                self.attribution.link(student, files.origin, team)
            return
        student.attempts.append(kept)
        if current is not None and not _newer(kept, current):
            row.news = "older"
            row.notes.append(f"older than what is there ({current.time or current.archive}): kept aside")
            return
        if current is None and (aside := self.disk.keep_found(student)):
            row.notes.append(
                f"what lay in submitted/{student.id} before is now in attempts/{student.id}/{aside.id}"
            )
        row.news = "updated" if current else "new"
        there = self.disk.publish(student.id, kept)
        row.notes += [note for note in on_copies(there, self.own) if note not in row.notes]
        student.current = kept.id
        self.attribution.link(student, files.origin, team)

    def _again(self, student: Student, before: Attempt, now: Attempt, row: Row) -> None:
        """The same files once more: at most the time of the hand-in is known better."""
        row.news, row.time = "unchanged", before.time
        better = now.said or not before.time or (now.archive == before.archive and not before.said)
        if better and now.time and now.time != before.time:
            self._set_time(student, replace(before, time=now.time, said=now.said or before.said), row)
        if student.current == before.id and not self.course.submitted(student.id).exists():
            self.disk.publish(student.id, next(each for each in student.attempts if each.id == before.id))
            row.news = "updated"

    def _set_time(self, student: Student, attempt: Attempt, row: Row | None) -> None:
        places = [each.id for each in student.attempts]
        student.attempts[places.index(attempt.id)] = attempt
        if row is not None:
            row.news, row.time = "updated" if row.news == "unchanged" else row.news, attempt.time
        if student.current == attempt.id:
            self.disk.write_timestamp(student.id, attempt.time)

    def tell_times(self, roster: Roster) -> None:
        """Enter when the LMS says that each student handed in; that is the attempt which counts."""
        rows = {row.student: row for row in self.intake.rows}
        for person in roster.people:
            student = self.register.person(person)
            current = student.attempt(student.current) if student else None
            if person.time is None or student is None or current is None:
                continue
            stamp = as_stamp(person.time)
            row = rows.get(student.id)
            if row is None and current.said:
                continue  # told before, and nothing has come since
            if (current.time, current.said) != (stamp, True):
                changed = current.time != stamp
                attempt = replace(current, time=stamp, said=True)
                if changed:
                    self._set_time(student, attempt, row)
                else:
                    student.attempts[[each.id for each in student.attempts].index(attempt.id)] = attempt

    def _retire(self, files: Files, owners: Owners) -> None:
        """Take back the folders under which these files went before the roster told whose they are."""
        ids = {student.id for student in owners.students}
        for old in self.register.strangers(files.origin, files.refused):
            if old.id not in ids and not any(student.doubt for student in owners.students):
                self.disk.unpublish(old.id)
                self.register.remove(old)
                self.intake.notes.append(
                    f"{old.id} was collected before it was known who that is: the work now goes to "
                    f"{', '.join(sorted(ids))}, submitted/{old.id} is gone, attempts/{old.id} stays"
                )

    def _note_twins(self) -> None:
        """Note students who have handed in the very same files, and not as a team."""
        same: dict[str, list[str]] = defaultdict(list)
        for student in self.register.students.values():
            current = student.attempt(student.current)
            if current is not None and not current.team:
                same[student.current].append(student.id)
        groups = {student: group for group in same.values() if len(group) > 1 for student in group}
        for row in self.intake.rows:
            if row.student in groups and len(groups[row.student]) <= 5:
                others = ", ".join(name for name in groups[row.student] if name != row.student)
                row.notes.append(f"the same files as {others}")
        for group in {id(group): group for group in groups.values() if len(group) > 5}.values():
            if any(row.student in group for row in self.intake.rows):
                self.intake.notes.append(
                    f"{len(group)} students have handed in the same files: {', '.join(sorted(group)[:20])}"
                    + (", ..." if len(group) > 20 else "")
                )

    def conclude(self) -> None:
        """Note what concerns the class as a whole."""
        students = self.register.students
        self._note_twins()
        for student in self.deadline.extensions if self.deadline else ():
            folder = next((s.id for s in students.values() if s.lms_id == student), None)
            if student in students:
                continue
            if folder:
                self.intake.notes.append(
                    f"the extension for {student} is passed over: course.toml must name {folder}"
                )
            else:
                self.intake.notes.append(
                    f"course.toml has an extension for {student}, and there is no such student"
                )
        doubtful = [student.id for student in students.values() if student.doubt]
        if len(doubtful) > max(3, len(students) // 4):
            self.intake.notes.append(
                f"the facts about {len(doubtful)} students contradict each other. Is the roster of another "
                "assignment or course? Take the run back with `ex3 collect --undo`, and give the right one"
            )
        absent = [
            student
            for student in students.values()
            if student.on_roster and not student.attempts and not self.course.submitted(student.id).exists()
        ]
        excused = {student.id for student in absent if student.excused}
        excused |= {student.id for student in absent} & {*read_settings(self.course.root).excused}
        self.intake.missing = sorted({student.id for student in absent} - excused)
        self.intake.excused = sorted(excused)


def _newer(attempt: Attempt, current: Attempt) -> bool:
    """Whether an attempt counts more than the one that is there: like is compared with like."""
    if attempt.order and current.order:
        return attempt.order >= current.order
    if attempt.dated and current.dated and not (attempt.said and current.said):
        return from_stamp(attempt.dated) >= from_stamp(current.dated)
    if attempt.time and current.time:
        return from_stamp(attempt.time) >= from_stamp(current.time)
    return True  # the later archive
