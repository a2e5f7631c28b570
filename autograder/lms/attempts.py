"""What students have handed in, on disk: attempts/ as it came, submitted/ as the grader and nbgrader want it."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from autograder.core.errors import NotGraded
from autograder.core.files import hash_of
from autograder.course.folder import Course
from autograder.intake.archive import Unreadable
from autograder.intake.class_archive import ClassArchive, Member, copy
from autograder.intake.confined import unpack_confined
from autograder.intake.handed_in import MAX_FILES, NOTEBOOK, read_files
from autograder.lms.formats.origin import ARCHIVE
from autograder.lms.store import (
    Attempt,
    Student,
    attempt_folder,
    forget_previous,
    from_stamp,
    read_collected,
    read_previous,
    write_collected,
)

TIMESTAMP = "timestamp.txt"
FREE = 500_000_000  # bytes of the disk that are left alone
MAX_STUDENT = 300_000_000  # bytes of one attempt


@dataclass(frozen=True)
class Disk:
    """The folders attempts/ and submitted/ of a course; a dry run leaves them as they are."""

    course: Course
    dry: bool = False

    def check_room(self, archive: ClassArchive) -> None:
        """Raise NotGraded if the disk has not enough room for an archive."""
        # SECURITY: an archive that unpacks to more than the disk holds must not fill it.
        if self.dry:
            return
        root = self.course.root
        root.mkdir(parents=True, exist_ok=True)
        needed = 2 * sum(member.size for member in archive.members) + FREE
        free = shutil.disk_usage(root).free
        if needed > free:
            raise NotGraded(
                f"{archive.path} needs {needed / 1e9:.1f} GB, and {root} has {free / 1e9:.1f} GB left. Make room first."
            )

    def keep(self, student: str, members: dict[str, Member], attempt: Attempt, notes: list[str]) -> Attempt:
        """Copy files into attempts/; return the attempt with its id, without files if none can be read."""
        home = None if self.dry else self.course.state / "attempts"
        if home:
            home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home, prefix=".part-") as scratch:
            folder = Path(scratch, "files")
            folder.mkdir()
            attempt, problems = _copy_all(folder, members, attempt)
            notes += problems
            final = attempt_folder(self.course, student, attempt.id)
            if attempt.files and not self.dry and not final.exists():
                final.parent.mkdir(parents=True, exist_ok=True)
                os.replace(folder, final)
        return replace(attempt, problems=tuple(problems))

    def keep_found(self, student: Student) -> Attempt | None:
        """Move aside what somebody else has put where the submission goes."""
        there = self.course.submitted(student.id)
        if not there.exists():
            return None
        found = Attempt(f"found-{_stamp(there)}", "submitted/")
        target = attempt_folder(self.course, student.id, found.id)
        if not target.exists() and not self.dry:
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(there, target)
            student.attempts.append(found)
        return found

    def publish(self, student: str, attempt: Attempt) -> list[str]:
        """Make submitted/<student>/ from an attempt; return the paths that are there then, in it."""
        if self.dry:
            return []
        publish(self.course, student, attempt)
        there = self.course.submitted(student)
        return [path.relative_to(there).as_posix() for path in sorted(there.rglob("*.ipynb"))]

    def write_timestamp(self, student: str, stamp: str) -> None:
        there = self.course.submitted(student)
        if not self.dry and there.exists():
            write_timestamp(there, stamp)

    def unpublish(self, student: str) -> None:
        """Take away the working copy of a student; what came stays in attempts/."""
        there = self.course.submitted(student)
        if self.dry or not there.exists():
            return
        aside = attempt_folder(self.course, student, f"submitted-{_stamp(there)}")
        aside.parent.mkdir(parents=True, exist_ok=True)
        if aside.exists():
            shutil.rmtree(there)
        else:
            os.replace(there, aside)
        if not any(there.parent.iterdir()):
            there.parent.rmdir()


def _stamp(folder: Path) -> str:
    """Return a name for what lies in a folder, from names, sizes and times.

    SECURITY: not from the bytes, since a file of a terabyte without content takes hours to read.
    """
    paths = sorted(os.path.join(base, file) for base, _, files in os.walk(folder) for file in files)
    states = [os.lstat(path) for path in paths]
    return hash_of(*((path, at.st_size, at.st_mtime_ns) for path, at in zip(paths, states, strict=True)))[:10]


def _copy_all(folder: Path, members: dict[str, Member], attempt: Attempt) -> tuple[Attempt, list[str]]:
    """Write files into an empty folder; return the attempt with their hash and count, and what was left out."""
    problems: list[str] = []
    count = total = 0
    digest = hashlib.sha256()
    for path, member in sorted(members.items()):
        total += member.size
        if count >= MAX_FILES or total > MAX_STUDENT:
            problems.append(
                f"more than {MAX_FILES} files or {MAX_STUDENT // 10**6} MB: the rest was left out"
            )
            break
        target = _free_path(folder, path)
        try:
            with target.open("xb") as file:
                copy(member, file)
        except Unreadable as problem:
            target.unlink(missing_ok=True)
            problems.append(f"{path} {problem}")
            continue
        moment = from_stamp(attempt.time) if attempt.time else member.time
        if moment:
            os.utime(target, (moment.timestamp(),) * 2)
        with target.open("rb") as file:
            digest.update(f"{path}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
        count += 1
    if not count:
        digest.update("\0".join(sorted(members)).encode())
        return replace(attempt, id=f"unread-{digest.hexdigest()[:9]}", files=0), problems
    return replace(attempt, id=digest.hexdigest()[:16], files=count), problems


def _free_path(folder: Path, path: str) -> Path:
    """Return where to write a file that a student has named, its folder made.

    SECURITY: whatever the name is, the place is below ``folder``, is no hidden file, and nothing lies there yet.
    """
    parts = [part for part in map(_safe_part, path.split("/")) if part]
    parts = parts[-8:] or ["file"]
    target = folder
    for part in parts[:-1]:
        while (target / part).exists() and not (target / part).is_dir():
            part += " (folder)"
        target = target / part
        target.mkdir(exist_ok=True)
    wanted, number = target / parts[-1], 1
    while os.path.lexists(wanted):
        number += 1
        name = PurePosixPath(parts[-1])
        wanted = target / f"{name.stem} ({number}){name.suffix}"
    return wanted


def _safe_part(part: str) -> str:
    part = re.sub(r'[\x00-\x1f\x7f<>:"|?*\\]', "_", part).strip().lstrip(".")
    if len(part.encode()) <= 180:
        return part
    ending = PurePosixPath(part).suffix[:12]
    return part.encode()[:150].decode(errors="ignore") + ending


def publish(course: Course, student: str, attempt: Attempt) -> None:
    """Make submitted/<student>/ from an attempt.

    What was there is moved away, then the new folder takes its place: if the machine stops between the two,
    attempts/ still has it all, and the next collecting puts it there.
    """
    target = course.submitted(student)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".part-") as scratch:
        made = Path(scratch, "made")
        made.mkdir()
        _fill(made, attempt_folder(course, student, attempt.id))
        # SECURITY: a student's own timestamp.txt would be taken for the time of the hand-in. Names have been
        # cleaned by now, so that what lies there is what will be read.
        for path in list(made.iterdir()):
            if path.name.casefold() == TIMESTAMP:
                path.rename(_free_path(made, "timestamp (student).txt"))
        if attempt.time:
            write_timestamp(made, attempt.time)
        if target.exists():
            os.replace(target, Path(scratch, "old"))
        os.replace(made, target)


def _fill(made: Path, attempt: Path) -> None:
    files = [path for path in attempt.rglob("*") if path.is_file()]
    if len(files) == 1 and ARCHIVE.search(files[0].name) and _unpacked(files[0], made):
        return
    for path in files:
        target = _free_path(made, path.relative_to(attempt).as_posix())
        shutil.copy2(path, target)


def _unpacked(archive: Path, made: Path) -> bool:
    """Unpack a student's archive; what is not quite in order is left to the grader, which says so."""
    try:
        entries = unpack_confined(read_files(archive))
    except Unreadable:
        return False
    contents = [(name, content) for name, content in entries if not isinstance(content, Unreadable)]
    if len(contents) < len(entries) or not any(NOTEBOOK.search(name) for name, _ in contents):
        return False
    folders = {name.split("/")[0] if "/" in name else "" for name, _ in contents}
    common = "" if len(folders) > 1 else f"{folders.pop()}/"
    when = archive.stat().st_mtime
    for name, content in contents:
        target = _free_path(made, name.removeprefix(common))
        target.write_bytes(content)
        os.utime(target, (when, when))
    return True


def undo(course: Course) -> list[str]:
    """Take the last run of collect back; return what was done. What came stays in attempts/.

    Raises
    ------
    UsageError
        If there is no run to take back.
    """
    now, before = read_collected(course), read_previous(course)
    disk, done = Disk(course), []
    for student in sorted({*now, *before}):
        new, old = now.get(student), before.get(student)
        was = old.attempt(old.current) if old else None
        found = old is None or was is None
        current = new.attempt(new.current) if new else None
        if current is not None and found:
            disk.unpublish(student)
            done.append(f"{student}: taken out of submitted/")
        elif was is not None and was != current:
            publish(course, student, was)
            done.append(f"{student}: the attempt of {was.time or was.archive} counts again")
    write_collected(course, before.values())
    forget_previous(course)
    return done


def write_timestamp(folder: Path, stamp: str) -> None:
    (folder / TIMESTAMP).write_text(stamp + "\n", encoding="utf-8")
