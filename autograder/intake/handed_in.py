"""Read the files of a submission as bytes, with their names and dates; nothing is parsed here."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from autograder.core.errors import UsageError
from autograder.core.text import plain

# SECURITY: caps on what one submission may make the grader read. A notebook of the series is under 1 MB.
MAX_TOTAL = 100_000_000
MAX_ARCHIVE = 100_000_000
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
TOO_MUCH = (
    f"The submission has more than {MAX_FILES} files or {MAX_TOTAL // 10**6} MB. "
    "The rest was not read: send the notebooks only."
)
MAGIC = 262  # bytes that tell an archive from other files


@dataclass(frozen=True)
class File:
    """One file of a submission.

    Attributes
    ----------
    name : str
        Its path in the submission.
    problem : str
        Why it has no content.
    modified : float
        Seconds since 1970.
    """

    name: str
    content: bytes = field(default=b"", repr=False)
    problem: str = ""
    modified: float = 0.0

    @property
    def is_archive(self) -> bool:
        return bool(archive_kind(self.content))


@dataclass(frozen=True)
class HandedIn:
    """The files of a submission in the order of their names.

    Attributes
    ----------
    is_folder : bool
        False if it is a single file: an archive or a notebook.
    problem : str
        Why not all was read.
    """

    files: tuple[File, ...]
    is_folder: bool = True
    problem: str = ""

    @property
    def size(self) -> int:
        return sum(len(file.content) for file in self.files)


def read_files(path: Path) -> HandedIn:
    """Read the files of a submission.

    Parameters
    ----------
    path : Path
        A folder, an archive or a notebook. It is trusted, its content not.

    Raises
    ------
    UsageError
        If there is nothing at ``path``.
    """
    path = Path(path)
    if path.is_dir():
        return _read_folder(path)
    if not path.exists():
        raise UsageError(f"There is no submission at {path}. Give a folder, an archive or a notebook.")
    if not path.is_file():
        raise UsageError(f"{path} is neither a file nor a folder. Give a folder, an archive or a notebook.")
    label = plain(path.name)
    if path.stat().st_size > MAX_ARCHIVE:
        said = f"{label} is larger than {MAX_ARCHIVE // 10**6} MB. Send the notebooks only."
        return HandedIn((), False, said)
    try:
        return HandedIn((File(label, path.read_bytes()),), False)
    except OSError as error:
        return HandedIn((), False, f"{label} could not be opened ({error.strerror}).")


def state_of(path: Path) -> str:
    """Return one hash of all that is read of a submission.

    SECURITY: not of all that lies there. A file of a terabyte without content takes a few bytes of the disk, and
    hours to read; folders can be nested more deeply than they can be walked through.
    """
    handed_in, digest = read_files(path), hashlib.sha256()
    for file in (*handed_in.files, File("", problem=handed_in.problem)):
        digest.update(f"{file.name}\0{file.problem}\0{len(file.content)}\0".encode())
        digest.update(file.content)
    return digest.hexdigest()


def _read_folder(folder: Path) -> HandedIn:
    files: list[File] = []
    archives: list[tuple[float, int, Path]] = []  # date, place in the list, path
    total = 0
    try:
        for name, path, problem in _walk(folder):
            file = File(name, problem=problem) if path is None else _read_file(path, name)
            total += len(file.content)
            if len(files) >= MAX_FILES or total > MAX_TOTAL:
                return HandedIn(tuple(files), problem=TOO_MUCH)
            if path is not None and file.is_archive:
                archives.append((file.modified, len(files), path))
            files.append(file)
    except OSError as error:
        return HandedIn((), problem=f"{folder.name} could not be opened ({error.strerror}).")
    for _, place, path in sorted(archives, reverse=True)[:MAX_ARCHIVES]:
        content = _content(path, MAX_ARCHIVE - sum(len(file.content) for file in files))
        if content:
            files[place] = replace(files[place], content=content, problem="")
    return HandedIn(tuple(files))


def _walk(folder: Path, prefix: str = "") -> Iterator[tuple[str, Path | None, str]]:
    """Yield the name and path of each file, or what a notebook's name belongs to instead of a file."""
    with os.scandir(folder) as listing:
        entries = sorted(listing, key=lambda entry: entry.name)
    for entry in entries:
        name = plain(prefix + entry.name)
        if limit_of(name) == 0:
            continue
        is_folder = entry.is_dir(follow_symlinks=False)
        if entry.is_file(follow_symlinks=False):
            yield name, Path(entry.path), ""
        elif NOTEBOOK.search(name):
            kind = "a link" if entry.is_symlink() else "a folder" if is_folder else "a special file"
            yield name, None, not_a_file(kind)
        if is_folder and name.count("/") < MAX_DEPTH:
            with contextlib.suppress(OSError):
                yield from _walk(Path(entry.path), name + "/")


def _read_file(path: Path, name: str) -> File:
    limit = limit_of(name)
    try:
        with open_plain(path) as stream:
            content = stream.read(limit + 1)
            modified = os.fstat(stream.fileno()).st_mtime
    except OSError as error:
        return File(name, problem=f"could not be opened ({error.strerror}). {REMEDY}")
    if len(content) <= limit:
        return File(name, content, "", modified)
    if archive_kind(content):  # its beginning is kept, by which it is known
        return File(name, content[:MAGIC], too_large(MAX_ARCHIVE), modified)
    return File(name, b"", too_large(limit), modified)


def _content(path: Path, limit: int) -> bytes:
    """Return what is in a file, b"" if that is more than ``limit`` bytes."""
    with contextlib.suppress(OSError), open_plain(path) as stream:
        content = stream.read(max(limit, 0) + 1)
        return content if len(content) <= limit else b""
    return b""


def open_plain(path: Path) -> BinaryIO:
    """Open a file of a submission; anything but a plain file is an OSError."""
    # SECURITY: the entry may be other than it was when it was looked at: no link is followed, no pipe waited for.
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "not a file")
    return os.fdopen(handle, "rb")


def limit_of(name: str) -> int:
    """Return how many bytes of a file are worth reading; 0 for files that are passed over."""
    parts = name.split("/")
    if not name or SKIPPED_FOLDERS & set(parts) or parts[-1].startswith("._"):
        return 0
    return MAX_NOTEBOOK if NOTEBOOK.search(name) else MAX_FILE


def too_large(limit: int) -> str:
    advice = f" Choose Edit > Clear Outputs of All Cells. {REMEDY}" if limit == MAX_NOTEBOOK else ""
    return f"is larger than {limit // 10**6} MB.{advice}"


def not_a_file(kind: str) -> str:
    return f"is {kind}, not a file. {REMEDY}"


def archive_kind(content: bytes) -> str:
    """Return "zip", how a tar file is compressed, or "" from the first bytes of a file."""
    kinds = {b"PK": "zip", b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
    uncompressed = "none" if content[257:MAGIC] == b"ustar" else ""
    return next((kind for magic, kind in kinds.items() if content.startswith(magic)), uncompressed)
