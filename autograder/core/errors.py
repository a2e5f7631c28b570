"""Errors of the command, with their exit statuses, and those that tell what a database or a file system refuses.

Each text of ours says what happened, where, and what to do next.

::

    Ex3Error
    ├── NotGraded     exit status 1: a submission could not be graded
    ├── UsageError    exit status 2: the command line, or a file that it names, is wrong
    └── OwnFault      exit status 3: something on the instructor's side is missing or broken
"""

from __future__ import annotations

import errno
from collections.abc import Iterator

# Recognised by their codes: English words differ by version and language.
# PostgreSQL, appendix A: lock_not_available, deadlock_detected, serialization_failure; disk_full
LOCKED = ("SQLITE_BUSY", "SQLITE_LOCKED", "55P03", "40P01", "40001")
FULL = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_SHMSIZE", "53100")
DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
READ_ONLY = ("SQLITE_READONLY", "SQLITE_PERM", "25006")
FULL_ERRNO = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
READ_ONLY_ERRNO = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class Ex3Error(Exception):
    """Something to tell the user in words, without a traceback."""

    exit_status = 3


class NotGraded(Ex3Error):
    exit_status = 1


class UsageError(Ex3Error):
    exit_status = 2


class OwnFault(Ex3Error):
    exit_status = 3


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
