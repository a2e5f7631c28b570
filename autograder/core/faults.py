"""Recognise by their codes what a database or a file system refuses: English words differ by version and language."""

from __future__ import annotations

import errno
from collections.abc import Iterator

# PostgreSQL, appendix A: lock_not_available, deadlock_detected, serialization_failure; disk_full
LOCKED = ("SQLITE_BUSY", "SQLITE_LOCKED", "55P03", "40P01", "40001")
FULL = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_SHMSIZE", "53100")
DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
READ_ONLY = ("SQLITE_READONLY", "SQLITE_PERM", "25006")
FULL_ERRNO = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
READ_ONLY_ERRNO = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def is_locked(error: BaseException) -> bool:
    """Whether a database refused a change because another process is writing to it."""
    return _has(error, LOCKED)


def is_full(error: BaseException) -> bool:
    """Whether a file or database could not be written for lack of room, on this machine or the database's."""
    return _has(error, FULL) or any(_errno(each) in FULL_ERRNO for each in _chain(error))


def is_damaged(error: BaseException) -> bool:
    """Whether a file is no database, or no longer a whole one."""
    return _has(error, DAMAGED)


def is_read_only(error: BaseException) -> bool:
    """Whether a file, folder or database may not be written by this user."""
    return _has(error, READ_ONLY) or any(_errno(each) in READ_ONLY_ERRNO for each in _chain(error))


def _has(error: BaseException, codes: tuple[str, ...]) -> bool:
    # SQLite's extended names begin with the plain one: SQLITE_BUSY_SNAPSHOT.
    return any(code.startswith(codes) for code in _codes(error))


def _codes(error: BaseException) -> Iterator[str]:
    for each in _chain(error):
        yield from filter(None, (getattr(each, "sqlite_errorname", None), getattr(each, "sqlstate", None)))


def _errno(error: BaseException) -> int | None:
    return error.errno if isinstance(error, OSError) else None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, the driver's error below it, and those that it was raised from or during."""
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        seen.append(error)
        yield error
        original = getattr(error, "orig", None)  # where SQLAlchemy keeps the driver's
        # nbgrader raises an error of its own while it handles the database's, without "from"
        error = original if isinstance(original, BaseException) else error.__cause__ or error.__context__
