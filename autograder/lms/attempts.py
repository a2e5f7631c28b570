"""What students have handed in, on disk: attempts/ as it came, submitted/ as the grader and nbgrader want it."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path, PurePosixPath

from autograder.course.folder import Course
from autograder.intake.archive import Unreadable
from autograder.intake.class_archive import Member, copy
from autograder.intake.confined import unpack_confined
from autograder.intake.handed_in import MAX_FILES, NOTEBOOK, read_files
from autograder.lms.formats import ARCHIVE
from autograder.lms.store import Attempt, attempt_folder, from_stamp

TIMESTAMP = "timestamp.txt"
MAX_STUDENT = 300_000_000  # bytes of one attempt


def keep(
    course: Course, student: str, members: dict[str, Member], attempt: Attempt, notes: list[str]
) -> Attempt | None:
    """Copy files into attempts/; return the attempt with its id, or None if none of them can be read."""
    home = course.root / "attempts"
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home, prefix=".part-") as scratch:
        folder, total, digest = Path(scratch, "files"), 0, hashlib.sha256()
        folder.mkdir()
        count = 0
        for path, member in sorted(members.items()):
            total += member.size
            if count >= MAX_FILES or total > MAX_STUDENT:
                notes.append(
                    f"more than {MAX_FILES} files or {MAX_STUDENT // 10**6} MB: the rest was left out"
                )
                break
            target = _free_path(folder, path)
            try:
                with target.open("xb") as file:
                    copy(member, file)
            except Unreadable as problem:
                target.unlink(missing_ok=True)
                notes.append(f"{path} {problem}")
                continue
            moment = from_stamp(attempt.time) if attempt.time else member.time
            if moment:
                os.utime(target, (moment.timestamp(),) * 2)
            with target.open("rb") as file:
                digest.update(f"{path}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
            count += 1
        if not count:
            return None
        attempt = replace(attempt, id=digest.hexdigest()[:16], files=count)
        final = attempt_folder(course, student, attempt.id)
        if not final.exists():
            final.parent.mkdir(parents=True, exist_ok=True)
            os.replace(folder, final)
    return attempt


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
    if any(isinstance(content, Unreadable) for _, content in entries):
        return False
    if not any(NOTEBOOK.search(name) for name, _ in entries):
        return False
    folders = {name.split("/")[0] if "/" in name else "" for name, _ in entries}
    common = "" if len(folders) > 1 else f"{folders.pop()}/"
    when = archive.stat().st_mtime
    for name, content in entries:
        target = _free_path(made, name.removeprefix(common))
        target.write_bytes(content)
        os.utime(target, (when, when))
    return True


def write_timestamp(folder: Path, stamp: str) -> None:
    (folder / TIMESTAMP).write_text(stamp + "\n", encoding="utf-8")
