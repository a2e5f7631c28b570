"""Unpack submissions in memory: the files of a folder, or the members of a .zip or .tar archive.

SECURITY: nothing is written to disk here; names in an archive are labels here, never paths.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, cast

from autograder.core.text import plain
from autograder.intake.handed_in import (
    MAX_ARCHIVES,
    MAX_FILES,
    MAX_NOTEBOOK,
    MAX_TOTAL,
    NOTEBOOK,
    REMEDY,
    TOO_MUCH,
    File,
    HandedIn,
    archive_kind,
    limit_of,
    not_a_file,
    read_files,
    too_large,
)

ARCHIVE = re.compile(r"\.(zip|tar|tgz|tar\.(gz|bz2|xz))$", re.IGNORECASE)
MAX_MEMBERS = 100_000  # those that are passed over too
MAX_HEADER = 65_536  # of a tar file's extended headers; a long name has a few hundred bytes
OPENERS: dict[str, Callable[[IO[bytes]], IO[bytes]]] = {
    "gzip": lambda stream: cast(IO[bytes], gzip.GzipFile(fileobj=stream)),
    "bzip2": bz2.BZ2File,
    "xz": lzma.LZMAFile,
    "none": lambda stream: stream,
}


TOO_DEEP = "has only archives in it, in an archive. Pack the notebooks themselves into one .zip."
UNPACKS_TO_TOO_MUCH = "The archive unpacks to too much. Send the notebooks only."


class Unreadable(Exception):
    """A file, or the rest of an archive, cannot be read; the text says why and what to do."""


Entries = Iterator[tuple[str, bytes | Unreadable]]


def unpack(submission: HandedIn | Path) -> Entries:
    """Yield the files of a submission by name, each with its bytes or with the reason why it has none.

    Parameters
    ----------
    submission : HandedIn or Path
        Of a folder the files, of a .zip, .tar.gz (or .bz2, .xz, plain .tar) what is in it, or a notebook.

    Raises
    ------
    Unreadable
        If the rest cannot be read, or is too much.
    UsageError
        If there is nothing at a path.
    """
    handed_in = submission if isinstance(submission, HandedIn) else read_files(submission)
    total = 0
    entries = _files(handed_in) if handed_in.is_folder else _opened(handed_in)
    for number, (name, content) in enumerate(entries):
        total += 0 if isinstance(content, Unreadable) else len(content)
        if number >= MAX_FILES or total > MAX_TOTAL:
            raise Unreadable(TOO_MUCH)
        yield name, content


def readable(name: str) -> str:
    """Return a relative path without ``..``, drive or backslashes, whatever an archive calls its member."""
    # A drive has a slash behind it; without one "a:b" is a folder that somebody has called so.
    parts = re.sub(r"^[A-Za-z]:(?=/)", "", plain(name).replace("\0", "").replace("\\", "/")).split("/")
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def zip_name(member: zipfile.ZipInfo) -> str:
    """Return the name of a zip's member; many programs write UTF-8 without the flag that says so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _files(handed_in: HandedIn) -> Entries:
    for file in handed_in.files:
        limit = limit_of(file.name)
        if file.problem:
            yield file.name, Unreadable(file.problem)
        elif len(file.content) > limit:  # an archive
            yield file.name, Unreadable(too_large(limit))
        else:
            yield file.name, file.content
    if handed_in.problem:
        raise Unreadable(handed_in.problem)


def _opened(handed_in: HandedIn) -> Entries:
    """Yield what is in an archive, and if no notebook is, what is in the archives in it: one level, no more."""
    inner, notebooks = [], False
    for name, content in _single(handed_in):
        notebooks = notebooks or bool(NOTEBOOK.search(name))
        if not isinstance(content, Unreadable) and archive_kind(content) and not NOTEBOOK.search(name):
            inner.append(File(name, content))
        else:
            yield name, content
    for file in inner:
        if notebooks or len(inner) > MAX_ARCHIVES:
            yield file.name, file.content
            continue
        try:
            entries = list(_single(HandedIn((file,), is_folder=False)))
        except Unreadable as problem:
            yield file.name, problem
            continue
        if any(NOTEBOOK.search(name) for name, _ in entries):
            yield from ((f"{file.name}/{name}", content) for name, content in entries)
        elif any(ARCHIVE.search(name) for name, _ in entries):
            yield file.name, Unreadable(TOO_DEEP)
        else:
            yield file.name, file.content


def _single(handed_in: HandedIn) -> Entries:
    """Read an archive, told by its first bytes rather than by its name, or a single notebook."""
    if handed_in.problem:
        raise Unreadable(handed_in.problem)
    if not handed_in.files:
        return
    (file,) = handed_in.files
    kind = archive_kind(file.content)
    stream = io.BytesIO(file.content)
    try:
        if kind == "zip":
            yield from _zip_entries(stream)
        elif kind:
            with OPENERS[kind](stream) as unfolded:
                yield from _tar_entries(unfolded)
        elif NOTEBOOK.search(file.name) or file.content[:MAX_HEADER].lstrip(
            b"\xef\xbb\xbf \t\r\n"
        ).startswith(b"{"):
            name = file.name if NOTEBOOK.search(file.name) else file.name + ".ipynb"
            yield from _capped(name, stream, limit_of(name))
        else:
            raise Unreadable(
                f"{file.name} is no notebook and no archive that can be read. Send a .zip or .tar.gz."
            )
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # a damaged archive fails inside the library in any way that it likes
        raise Unreadable(
            f"{file.name} is damaged and could not be read to its end ({type(error).__name__}). "
            "Pack the notebooks again and send the new archive."
        ) from error


def _limit_in_archive(name: str) -> int:
    """Return how many bytes of a member are worth reading: an archive may hold the notebooks."""
    limit = limit_of(name)
    return MAX_NOTEBOOK if limit and ARCHIVE.search(name) else limit


def _capped(name: str, stream: IO[bytes], limit: int) -> Entries:
    """Yield a file if it is within its limit, else why it is not read."""
    content = stream.read(limit + 1)
    yield name, content if len(content) <= limit else Unreadable(too_large(limit))


def _odd(name: str, what: str) -> Entries:
    """Yield a notebook's name that belongs to something else than a file."""
    if NOTEBOOK.search(name):
        yield name, Unreadable(not_a_file(what))


def _zip_entries(stream: IO[bytes]) -> Entries:
    with zipfile.ZipFile(stream) as archive:
        for member in archive.infolist():
            name = readable(zip_name(member))
            limit = _limit_in_archive(name)
            if limit == 0 or member.is_dir():
                continue
            mode = member.external_attr >> 16
            if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
                yield from _odd(name, "a link" if stat.S_ISLNK(mode) else "a special file")
            elif member.flag_bits & 1:
                yield name, Unreadable("is locked with a password. Pack it again without one.")
            elif member.file_size > limit:  # more than it claims here is never read
                yield name, Unreadable(too_large(limit))
            else:
                try:
                    with archive.open(member) as unfolded:
                        yield from _capped(name, unfolded, limit)
                except MemoryError:
                    raise
                except Exception as error:  # zlib, lzma and zipfile each have errors of their own
                    yield name, Unreadable(f"is damaged in the archive ({type(error).__name__}). {REMEDY}")


class _Counted(io.RawIOBase):
    """A stream that stops at a number of bytes, however far its compressed form would unfold."""

    def __init__(self, stream: IO[bytes], limit: int):
        self.stream, self.left = stream, limit

    def read(self, size: int = -1) -> bytes:
        if self.left <= 0:
            raise Unreadable(UNPACKS_TO_TOO_MUCH)
        content = self.stream.read(min(size, self.left) if size >= 0 else self.left)
        self.left -= len(content)
        return content


class _Member(tarfile.TarInfo):
    """A member of a tar file; SECURITY: its extended headers are looked at before tarfile parses them."""

    def _proc_gnulong(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        self._check_size()
        return super()._proc_gnulong(archive)  # type: ignore[misc, no-any-return]

    def _proc_pax(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        self._check_size()
        stream = archive.fileobj
        header = stream.read(self._block(self.size))  # type: ignore[attr-defined]
        if re.search(rb"\d{200}", header):  # tarfile takes the square of their number (CVE-2024-6232)
            raise Unreadable("The archive has a header that is no header. Pack the notebooks again.")
        archive.fileobj = _Again(header, stream)  # type: ignore[assignment]
        try:
            return super()._proc_pax(archive)  # type: ignore[misc, no-any-return]
        finally:
            archive.fileobj = stream

    def _check_size(self) -> None:
        if not 0 <= self.size <= MAX_HEADER:
            raise Unreadable(f"The archive has a header of {self.size:,} bytes. Pack the notebooks again.")


class _Again:
    """A stream of which a piece has been read, and is read once more."""

    def __init__(self, piece: bytes, stream: object):
        self._piece, self._stream = piece, stream

    def read(self, size: int) -> bytes:
        piece, self._piece = self._piece, b""
        return piece or self._stream.read(size)  # type: ignore[attr-defined]

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


def _tar_entries(stream: IO[bytes]) -> Entries:
    # SECURITY: members that are passed over are unpacked too, so the whole stream is counted.
    counted = _Counted(stream, 2 * MAX_TOTAL)
    with tarfile.open(fileobj=counted, mode="r|", tarinfo=_Member) as archive:
        for _ in range(MAX_MEMBERS):
            member = archive.next()
            if member is None:
                return
            if archive.offset > 2 * MAX_TOTAL:  # it would read on past the end
                raise Unreadable(UNPACKS_TO_TOO_MUCH)
            archive.members.clear()  # type: ignore[attr-defined]  # it keeps all that it has seen
            name = readable(member.name)
            limit = _limit_in_archive(name)
            if limit == 0 or member.isdir():
                continue
            content = archive.extractfile(member) if member.isreg() else None
            if content is None:
                yield from _odd(name, "a link" if member.issym() or member.islnk() else "a special file")
            else:
                yield from _capped(name, content, limit)
    raise Unreadable(TOO_MUCH)
