"""What a database or a disk refuses is known by its code, in whatever language it is said."""

import errno
import os
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy.exc import OperationalError

from autograder.core.errors import is_damaged, is_full, is_locked, is_read_only

KINDS = (is_locked, is_full, is_damaged, is_read_only)


def kinds_of(error):
    return [kind for kind in KINDS if kind(error)]


def wrapped(error):
    """As SQLAlchemy and this package hand it on."""
    outer = RuntimeError("in other words")
    outer.__cause__ = OperationalError("UPDATE grade", {}, error)
    return outer


def refusal(path, *statements):
    with closing(sqlite3.connect(path, timeout=0.05, isolation_level=None)) as base:
        try:
            for statement in statements:
                base.execute(statement)
        except sqlite3.Error as error:
            return error
    pytest.fail("nothing was refused")


def test_a_lock_of_sqlite_is_known(tmp_path):
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as other:
        other.execute("CREATE TABLE t (a)")
        other.execute("BEGIN IMMEDIATE")
        error = refusal(tmp_path / "a.db", "INSERT INTO t VALUES (1)")
    assert kinds_of(error) == kinds_of(wrapped(error)) == [is_locked]


def test_a_full_database_of_sqlite_is_known(tmp_path):
    error = refusal(
        tmp_path / "a.db",
        "PRAGMA page_size = 512",
        "PRAGMA max_page_count = 3",
        "CREATE TABLE t (a)",
        "INSERT INTO t VALUES (zeroblob(9999))",
    )
    assert kinds_of(wrapped(error)) == [is_full]


def test_a_file_that_is_no_database_is_known(tmp_path):
    (tmp_path / "a.db").write_bytes(b"garbage" * 1000)
    assert kinds_of(wrapped(refusal(tmp_path / "a.db", "SELECT * FROM t"))) == [is_damaged]


def test_a_database_that_may_not_be_written_is_known(tmp_path):
    error = refusal(
        tmp_path / "a.db", "CREATE TABLE t (a)", "PRAGMA query_only = 1", "INSERT INTO t VALUES (1)"
    )
    assert kinds_of(wrapped(error)) == [is_read_only]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("LockNotAvailable", is_locked),
        ("DeadlockDetected", is_locked),
        ("SerializationFailure", is_locked),
        ("DiskFull", is_full),
        ("ReadOnlySqlTransaction", is_read_only),
    ],
)
def test_postgresql_is_known_by_its_sqlstate(name, kind):
    errors = pytest.importorskip("psycopg.errors", exc_type=ImportError)
    assert kinds_of(wrapped(getattr(errors, name)("in einer anderen Sprache"))) == [kind]


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, is_full),
        (errno.EDQUOT, is_full),
        (errno.EFBIG, is_full),
        (errno.EACCES, is_read_only),
        (errno.EROFS, is_read_only),
    ],
)
def test_a_file_system_is_known_by_its_errno(number, kind):
    assert kinds_of(OSError(number, os.strerror(number))) == [kind]


def test_english_words_alone_mean_nothing():
    assert kinds_of(RuntimeError("database is locked, disk is full, deadlock detected, lock timeout")) == []


def test_errors_that_cause_each_other_come_to_an_end():
    first, second = ValueError("a"), ValueError("b")
    first.__cause__, second.__cause__ = second, first
    assert kinds_of(first) == []


def test_an_error_that_was_raised_while_a_locked_database_was_handled_is_one_of_a_locked_database():
    locked = sqlite3.OperationalError("in another language")
    locked.sqlite_errorname = "SQLITE_BUSY"
    with pytest.raises(ValueError, match="InvalidEntry") as raised:  # noqa: PT012
        try:
            raise locked
        except sqlite3.OperationalError:
            raise ValueError("InvalidEntry")  # noqa: B904  as nbgrader does it
    assert is_locked(raised.value)
