"""The files in what an LMS hands out for a whole class: a zip, or the folder that it was unpacked to.

Only labels, sizes, dates and streams: nothing is written here. Students chose the names and the bytes.
"""

from __future__ import annotations

import os
import stat
import struct
import zipfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path, PurePosixPath
from typing import IO

from autograder.core.errors import UsageError
from autograder.intake.archive import Unreadable, readable, zip_name
from autograder.intake.handed_in import SKIPPED_FOLDERS, open_plain

# SECURITY: caps on what one file, and one student, of a class archive may make us write.
MAX_FILE = 200_000_000
MAX_RATIO = 200  # a notebook without pictures packs to a tenth
SMALL = 10_000_000  # below this the ratio is nobody's business
MAX_MEMBERS = 200_000
MAX_NAME = 1_000  # characters; longer ones cost time wherever they are looked at
# Between the first and the last student of an archive that an LMS has packed just now.
DOWNLOAD = timedelta(minutes=15)
# The last is the icon of a folder on a Mac, with its line end made a plain one.
JUNK = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", "Icon\n"})


@dataclass(frozen=True)
class Member:
    """One file of a class archive; ``name`` is a relative path without ``..``, ``time`` has a time zone."""

    name: str
    size: int
    time: datetime | None
    open: Callable[[], IO[bytes]] = field(repr=False)


@dataclass(frozen=True)
class ClassArchive:
    """An archive that is open for reading.

    Attributes
    ----------
    members : list of Member
    problems : dict
        Why something in it is left out, by name.
    empty : list of str
        Folders that have nothing in them.
    """

    path: Path
    members: list[Member]
    problems: dict[str, str]
    empty: tuple[str, ...] = ()

    def dates_tell(self, times: Collection[datetime]) -> bool:
        """Whether these times, one of each student, are those of hand-ins.

        An LMS that packs the zip while it is downloaded gives all files the time of the download.
        """
        if not times:
            return False
        packed = datetime.fromtimestamp(self.path.stat().st_mtime, UTC)
        together = max(times) - min(times) < DOWNLOAD
        return not together or (len(times) < 3 and abs(packed - max(times)) > DOWNLOAD)


@contextmanager
def open_class_archive(path: Path, zone: tzinfo | None = None) -> Iterator[ClassArchive]:
    """Open a zip or a folder.

    Parameters
    ----------
    path : Path
    zone : tzinfo, optional
        Of the dates in a zip that do not say it; the machine's own if left out.

    Raises
    ------
    UsageError
        If there is nothing at ``path`` that can be read.
    """
    if path.is_dir():
        yield _folder(path)
        return
    if not path.is_file():
        raise UsageError(f"There is nothing at {path}. Name the zip that your LMS made, or its folder.")
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, struct.error) as error:
        raise UsageError(
            f"{path} is no zip, or not all of it ({error}). Download it again; of another archive "
            "give the folder that it unpacks to."
        ) from None
    with archive:
        yield _zip(path, archive, zone)


def _zip(path: Path, archive: zipfile.ZipFile, zone: tzinfo | None) -> ClassArchive:
    members, problems, folders = [], {}, set()
    for info in archive.infolist():
        written = zip_name(info)
        name = readable(written)
        if info.is_dir() or (written.endswith("\\") and not info.file_size):  # PowerShell's entry of a folder
            folders.add(name)
            continue
        if _is_junk(name):
            continue
        mode = stat.S_IFMT(info.external_attr >> 16)
        if len(name) > MAX_NAME:
            problems[name[:60] + " ..."] = f"has a name of {len(name)} characters, and was left out"
        elif mode not in (0, stat.S_IFREG):
            problems[name] = "is a link or a special file, and was left out"
        elif info.flag_bits & 1:
            problems[name] = "is locked with a password"
        elif info.file_size > MAX_FILE:
            problems[name] = f"is larger than {MAX_FILE // 10**6} MB, and was left out"
        elif info.file_size > max(SMALL, MAX_RATIO * info.compress_size):
            problems[name] = "unpacks to far more than it should, and was left out"
        else:
            members.append(Member(name, info.file_size, _zip_time(info, zone), _opener(archive, info)))
        if len(members) > MAX_MEMBERS:
            raise UsageError(
                f"{path} has more than {MAX_MEMBERS} files. Is it the archive of one assignment?"
            )
    filled = {str(folder) for member in members for folder in PurePosixPath(member.name).parents}
    filled |= {str(folder) for name in {*problems, *folders} for folder in PurePosixPath(name).parents}
    empty = sorted(name for name in folders - filled if name and not _is_junk(f"{name}/x"))
    return ClassArchive(path, members, problems, tuple(empty))


def _opener(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: archive.open(info)


def _zip_time(info: zipfile.ZipInfo, zone: tzinfo | None) -> datetime | None:
    """Return when a file was last changed: in UTC where the zip has it, else by the wall clock."""
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == 0x5455 and size >= 5 and len(extra) >= 9 and extra[4] & 1:
            return datetime.fromtimestamp(struct.unpack_from("<i", extra, 5)[0], UTC)
        extra = extra[4 + size :]
    try:
        wall = datetime(*info.date_time)
    except (ValueError, TypeError):
        return None
    if wall.year <= 1980:  # what a zip says that has no dates
        return None
    return wall.replace(tzinfo=zone) if zone else wall.astimezone()


def _folder(path: Path) -> ClassArchive:
    """Read a folder. SECURITY: links are never followed, and nothing but plain files is opened."""
    members, problems = [], {}
    for base, folders, files in os.walk(path, followlinks=False):
        folders[:] = sorted(set(folders) - SKIPPED_FOLDERS)
        for file in sorted(files):
            where = Path(base, file)
            name = readable(where.relative_to(path).as_posix())
            state = where.lstat()
            if _is_junk(name):
                continue
            if len(name) > MAX_NAME:
                problems[name[:60] + " ..."] = f"has a name of {len(name)} characters, and was left out"
            elif not stat.S_ISREG(state.st_mode):
                problems[name] = "is a link or a special file, and was left out"
            elif state.st_size > MAX_FILE:
                problems[name] = f"is larger than {MAX_FILE // 10**6} MB, and was left out"
            else:
                time = datetime.fromtimestamp(state.st_mtime, UTC)
                members.append(Member(name, state.st_size, time, _plain_opener(where)))
    return ClassArchive(path, members, problems)


def _plain_opener(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: open_plain(path)


def _is_junk(name: str) -> bool:
    *folders, last = name.split("/")
    return bool(SKIPPED_FOLDERS & set(folders)) or last in JUNK or last.startswith("._") or not last


def copy(member: Member, target: IO[bytes]) -> None:
    """Write a member's bytes; Unreadable if they are damaged, or more than the archive says."""
    for chunk in _chunks(member):
        target.write(chunk)


def _chunks(member: Member) -> Iterator[bytes]:
    # SECURITY: what an archive claims of a member's size need not be true.
    left = member.size
    try:
        with member.open() as source:
            while chunk := source.read(1 << 20):
                left -= len(chunk)
                if left < 0:
                    raise Unreadable("is more than the archive says")
                yield chunk
    except Unreadable:
        raise
    except Exception as error:  # zlib, lzma, zipfile and the system each have errors of their own
        raise Unreadable(f"is damaged in the archive ({type(error).__name__})") from error
