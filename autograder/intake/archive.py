"""Bytes out of a folder, an archive or a single file that somebody else made.

Nothing is unpacked onto disk: names in an archive are labels here, never paths.
"""

from __future__ import annotations

import bz2
import errno
import gzip
import io
import lzma
import os
import re
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from autograder.core.errors import UsageError
from autograder.core.text import plain

# SECURITY: caps on what one submission may make the grader read. A notebook of the series is under 1 MB.
MAX_ARCHIVE = 200_000_000
MAX_TOTAL = 100_000_000
MAX_NOTEBOOK = 20_000_000
MAX_FILE = 2_000_000
MAX_FILES = 2_000
MAX_DEPTH = 12
MAX_ARCHIVES = 5

SKIPPED_FOLDERS = frozenset(
    {
        "__pycache__",
        "__MACOSX",
        ".ipynb_checkpoints",
        ".git",
        ".venv",
        "venv",
        "node_modules",
        "site-packages",
    }
)
# Windows hides a second ending that a browser may have added.
NOTEBOOK = re.compile(r"\.ipynb(\.txt|\.json)?$", re.IGNORECASE)
REMEDY = "Open your notebook in Jupyter, save it (Ctrl+S), and send the saved .ipynb file."


class Unreadable(Exception):
    """A file, or the rest of an archive, cannot be read; the text says why and what to do."""


Entries = Iterator[tuple[str, bytes | Unreadable]]


def unpack(path: Path) -> Entries:
    """Yield the files of a submission by name, each with its bytes or with the reason why it has none.

    Parameters
    ----------
    path : Path
        A folder, .zip, .tar.gz (or .bz2, .xz, plain .tar), or a notebook. It is trusted, its content not.

    Raises
    ------
    Unreadable
        If the rest cannot be read, or is too much.
    UsageError
        If there is nothing at ``path``.
    """
    path = Path(path)
    if not path.exists():
        raise UsageError(f"There is no submission at {path}. Give a folder, an archive or a notebook.")
    total = 0
    entries = _folder_entries(path) if path.is_dir() else _file_entries(path)
    for number, (name, content) in enumerate(entries):
        total += 0 if isinstance(content, Unreadable) else len(content)
        if number >= MAX_FILES or total > MAX_TOTAL:
            raise Unreadable(
                f"The submission has more than {MAX_FILES} files or {MAX_TOTAL // 10**6} MB. "
                "The rest was not read: send the notebooks only."
            )
        yield name, content


def readable(name: str) -> str:
    """Return a relative path without ``..``, drive or backslashes, whatever an archive calls its member."""
    parts = re.sub(r"^[A-Za-z]:", "", plain(name).replace("\\", "/").replace("\0", "")).split("/")
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def zip_name(member: zipfile.ZipInfo) -> str:
    """Return the name of a zip's member; many programs write UTF-8 without the flag that says so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _limit(name: str) -> int:
    """Return how many bytes of a member are worth reading; 0 for members that are passed over."""
    parts = name.split("/")
    if not name or SKIPPED_FOLDERS & set(parts) or parts[-1].startswith("._"):
        return 0
    return MAX_NOTEBOOK if NOTEBOOK.search(name) else MAX_FILE


def _capped(name: str, stream: io.BufferedIOBase, limit: int) -> Entries:
    """Yield a file if it is within its limit, else why it is not read."""
    content = stream.read(limit + 1)
    if len(content) <= limit:
        yield name, content
    else:
        yield from _too_large(name, limit)


def _too_large(name: str, limit: int) -> Entries:
    advice = f" Choose Edit > Clear Outputs of All Cells. {REMEDY}" if limit == MAX_NOTEBOOK else ""
    yield name, Unreadable(f"is larger than {limit // 10**6} MB.{advice}")


def _odd(name: str, what: str) -> Entries:
    """Yield a notebook's name that belongs to something else than a file."""
    if NOTEBOOK.search(name):
        yield name, Unreadable(f"is {what}, not a file. {REMEDY}")


def _folder_entries(folder: Path, prefix: str = "") -> Entries:
    """Read a folder. SECURITY: links are never followed, and nothing but plain files is opened."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        if prefix:
            return
        raise Unreadable(f"{folder.name} could not be opened ({error.strerror}).") from None
    for entry in entries:
        name = plain(prefix + entry.name)
        limit = _limit(name)
        if limit == 0:
            continue
        if entry.is_symlink():
            yield from _odd(name, "a link")
        elif entry.is_dir(follow_symlinks=False):
            yield from _odd(name, "a folder")
            if name.count("/") < MAX_DEPTH:
                yield from _folder_entries(Path(entry.path), name + "/")
        elif not entry.is_file(follow_symlinks=False):
            yield from _odd(name, "a special file")
        else:
            yield from _read_plain(Path(entry.path), name, limit)


def _read_plain(path: Path, name: str, limit: int) -> Entries:
    try:
        with open_plain(path) as stream:
            yield from _capped(name, stream, limit)
    except OSError as error:
        yield name, Unreadable(f"could not be opened ({error.strerror}). {REMEDY}")


def open_plain(path: Path) -> BinaryIO:
    """Open a file of a submission; anything but a plain file is an OSError."""
    # SECURITY: the entry may be other than it was when it was looked at: no link is followed, no pipe waited for.
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "not a file")
    return os.fdopen(handle, "rb")


def find_archives(folder: Path) -> list[Path]:
    """Return the archives in and below a folder, told by their content: the newest few, newest first."""
    found: dict[Path, float] = {}
    for base, folders, files in os.walk(folder):
        depth = len(Path(base).relative_to(folder).parts)
        folders[:] = [] if depth >= MAX_DEPTH else sorted(set(folders) - SKIPPED_FOLDERS)
        for path in (Path(base, name) for name in sorted(files)):
            with suppress(OSError), open_plain(path) as stream:
                if _archive_kind(stream.read(262)):
                    found[path] = os.fstat(stream.fileno()).st_mtime
    return sorted(found, key=found.__getitem__, reverse=True)[:MAX_ARCHIVES]


def _archive_kind(start: bytes) -> str:
    """Return "zip", how a tar file is compressed, or "" from the first 262 bytes of a file."""
    kinds = {b"PK": "zip", b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
    uncompressed = "none" if start[257:262] == b"ustar" else ""
    return next((kind for magic, kind in kinds.items() if start.startswith(magic)), uncompressed)


def _file_entries(path: Path) -> Entries:
    """Read an archive, told by its first bytes rather than by its name, or a single notebook."""
    if not path.is_file():
        raise UsageError(f"{path} is neither a file nor a folder. Give a folder, an archive or a notebook.")
    label = plain(path.name)
    if path.stat().st_size > MAX_ARCHIVE:
        raise Unreadable(f"{label} is larger than {MAX_ARCHIVE // 10**6} MB. Send the notebooks only.")
    with path.open("rb") as stream:
        start = stream.read(262)
    kind = _archive_kind(start)
    openers = {"none": open, "gzip": gzip.open, "bzip2": bz2.open, "xz": lzma.open}
    try:
        if kind == "zip":
            yield from _zip_entries(path)
        elif kind:
            with openers[kind](path, "rb") as stream:
                yield from _tar_entries(stream)
        elif NOTEBOOK.search(label) or start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            with path.open("rb") as stream:
                name = label if NOTEBOOK.search(label) else label + ".ipynb"
                yield from _capped(name, stream, MAX_NOTEBOOK)
        else:
            raise Unreadable(
                f"{label} is no notebook and no archive that can be read. Send a .zip or .tar.gz."
            )
    except (Unreadable, UsageError):
        raise
    except Exception as error:  # a damaged archive fails inside the library in any way that it likes
        raise Unreadable(
            f"{label} is damaged and could not be read to its end ({type(error).__name__}). "
            "Pack the notebooks again and send the new archive."
        ) from error


def _zip_entries(path: Path) -> Entries:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            name = readable(zip_name(member))
            limit = _limit(name)
            if limit == 0 or member.is_dir():
                continue
            mode = member.external_attr >> 16
            if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
                yield from _odd(name, "a link" if stat.S_ISLNK(mode) else "a special file")
            elif member.flag_bits & 1:
                yield name, Unreadable("is locked with a password. Pack it again without one.")
            elif member.file_size > limit:  # more than it claims here is never read
                yield from _too_large(name, limit)
            else:
                try:
                    with archive.open(member) as stream:
                        yield from _capped(name, stream, limit)
                except Exception as error:  # zlib, lzma and zipfile each have errors of their own
                    yield name, Unreadable(f"is damaged in the archive ({type(error).__name__}). {REMEDY}")


class _Counted(io.RawIOBase):
    """A stream that stops at a number of bytes, however far its compressed form would unfold."""

    def __init__(self, stream: io.BufferedIOBase, limit: int):
        self.stream, self.left = stream, limit

    def read(self, size: int = -1) -> bytes:
        if self.left <= 0:
            raise Unreadable("The archive unpacks to too much. Send the notebooks only.")
        content = self.stream.read(min(size, self.left) if size >= 0 else self.left)
        self.left -= len(content)
        return content


def _tar_entries(stream: io.BufferedIOBase) -> Entries:
    # SECURITY: members that are passed over are unpacked too, so the whole stream is counted.
    with tarfile.open(fileobj=_Counted(stream, 2 * MAX_TOTAL), mode="r|") as archive:
        for member in archive:
            name = readable(member.name)
            limit = _limit(name)
            if limit == 0 or member.isdir():
                continue
            if not member.isreg():
                yield from _odd(name, "a link" if member.issym() or member.islnk() else "a special file")
            else:
                yield from _capped(name, archive.extractfile(member), limit)
