"""The database that nbgrader keeps its gradebook in: a file, or a PostgreSQL server; and its address."""

from __future__ import annotations

import contextlib
import os
import shlex
import sqlite3
import sys
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from autograder.core.errors import NotGraded, UsageError, is_damaged, is_locked, is_read_only
from autograder.core.files import REPOSITORY, UNFINISHED
from autograder.course.startup import nbgrader_api

if TYPE_CHECKING:
    from nbgrader.api import Gradebook

CONFIG = "nbgrader_config.py"
SQLITE = "sqlite:///"
INSTALL_DRIVER = "python -m pip install -e '.[postgresql]'"
IN_USE = "The gradebook is in use, perhaps by the formgrader. Close that and run the same command again."


@contextlib.contextmanager
def open_gradebook(db_url: str, patience: float = 5.0) -> Iterator[Gradebook]:
    """Open nbgrader's gradebook, made if there is none yet.

    Parameters
    ----------
    db_url : str
    patience : float
        Seconds to wait for somebody else's lock; then the database raises what :func:`autograder.core.errors.is_locked` knows.

    Raises
    ------
    UsageError
        If the driver of the database is not installed, or its server cannot be reached.
    NotGraded
        If it is in use and has to be changed to be opened.
    """
    api = nbgrader_api()
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

    try:
        url = make_url(db_url)
        if url.get_backend_name() == "sqlite":
            Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
            url = url.update_query_dict({"timeout": str(patience)})
        elif url.get_backend_name() == "postgresql":
            options = f"{url.query.get('options', '')} -c lock_timeout={1000 * patience:.0f}"
            url = url.update_query_dict({"options": options.strip()})
        opened = api.Gradebook(url)
    except (ImportError, ArgumentError, NoSuchModuleError) as error:
        raise UsageError(
            f"c.CourseDirectory.db_url in nbgrader_config.py cannot be used: {error}. For PostgreSQL it is\n"
            "    postgresql+psycopg://user@host/database\n"
            f"and this line installs the driver: {INSTALL_DRIVER}"
        ) from error
    except DatabaseError as error:
        if is_locked(error):
            raise NotGraded(IN_USE) from error
        if is_damaged(error):
            raise damaged(db_url) from error
        if is_read_only(error):
            raise UsageError(f"The gradebook of {db_url} may not be written by you: {error.orig}.") from error
        shown = make_url(db_url).render_as_string(hide_password=True)
        raise UsageError(
            f"The gradebook {shown} cannot be opened: {str(error.orig).strip()}. "
            "Is the server running, and is c.CourseDirectory.db_url in nbgrader_config.py right?"
        ) from error
    with opened as gradebook, warnings.catch_warnings():
        # nbgrader's add_submission reads the assignment's cells before it has added the submission, as it must.
        warnings.filterwarnings("ignore", message="Object of type <Submitted", module="nbgrader")
        yield gradebook


COPIES = "backups"
MOST_COPIES = 5


def back_up(db_url: str) -> Path | None:
    """Copy a gradebook aside before it is written to, unless its newest copy is the same; keep the last five.

    SQLite's own backup makes a whole copy even while others write. A server's gradebook is left to the server's
    own means, see :func:`backup_line`.
    """
    if not db_url.startswith(SQLITE) or is_missing(db_url):
        return None
    path = Path(db_url.removeprefix(SQLITE))
    folder, changed = path.parent / COPIES, path.stat().st_mtime_ns
    copies = copies_of(path)
    if copies and copies[-1].stat().st_mtime_ns == changed:
        return None
    folder.mkdir(exist_ok=True)
    target = folder / f"{path.stem}-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}{path.suffix}"
    unfinished = target.with_suffix(UNFINISHED)
    try:
        with (
            contextlib.closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as source,
            contextlib.closing(sqlite3.connect(unfinished)) as copy,
        ):
            source.backup(copy)
        os.utime(unfinished, ns=(changed, changed))
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    for old in copies_of(path)[:-MOST_COPIES]:
        old.unlink(missing_ok=True)
    return target


def copies_of(path: Path) -> list[Path]:
    """Return the copies of a gradebook, the oldest first."""
    return sorted((path.parent / COPIES).glob(f"{path.stem}-*{path.suffix}"))


def backup_line(db_url: str) -> str:
    """Return the command that copies a gradebook on a server, "" for a file."""
    if db_url.startswith(SQLITE):
        return ""
    from sqlalchemy.engine import make_url

    url = make_url(db_url)._replace(drivername="postgresql", password=None)
    return f"pg_dump --dbname={shlex.quote(url.render_as_string())} --file=gradebook.sql"


def damaged(db_url: str) -> UsageError:
    """Return what to tell the user of a gradebook that is no longer a whole database, with the copy to go back to."""
    path = Path(db_url.removeprefix(SQLITE))
    said = f"The gradebook {path} is damaged: it is no longer a whole database. "
    whole = next((copy for copy in reversed(copies_of(path)) if _is_whole(copy)), None)
    if whole is None:
        return UsageError(
            f"{said}Move it away, put back a copy of your own if you have one, and run `ex3 autograde`: it enters "
            "all automatic marks anew. Marks by humans are in a copy, and in the CSVs of grade_reports/."
        )
    when = datetime.fromtimestamp(whole.stat().st_mtime, UTC)
    move, put = (
        f"mv {shlex.quote(str(path))} {shlex.quote(f'{path}.damaged')}",
        f"cp {shlex.quote(str(whole))} {shlex.quote(str(path))}",
    )
    return UsageError(
        f"{said}These lines put back its newest whole copy, of {when:%Y-%m-%d %H:%M} UTC:\n"
        f"    {move}\n    {put}\nThen run `ex3 autograde`, which enters what has been graded since."
    )


def _is_whole(path: Path) -> bool:
    try:
        with contextlib.closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as copy:
            return copy.execute("PRAGMA quick_check").fetchone() == ("ok",)
    except sqlite3.DatabaseError:
        return False


def is_missing(db_url: str) -> bool:
    """Whether the database is a file that has not been made yet."""
    return db_url.startswith(SQLITE) and not Path(db_url.removeprefix(SQLITE)).exists()


def is_in_use(db_url: str, patience: float = 0.5) -> bool:
    """Whether another process holds the gradebook's lock for writing just now."""
    from sqlalchemy import text

    if not db_url.startswith(SQLITE):
        return False  # a server locks rows, not the whole database
    try:
        with open_gradebook(db_url, patience) as gradebook:
            gradebook.db.execute(text("BEGIN IMMEDIATE"))
            gradebook.db.rollback()
    except Exception as error:
        return is_locked(error)
    return False


def db_url(root: Path) -> str:
    """Return the address of the gradebook of a course folder, as nbgrader itself would find it.

    That is ``c.CourseDirectory.db_url`` of the folder's nbgrader_config.py, or else the file gradebook.db.

    Raises
    ------
    UsageError
        If the settings cannot be read.
    """
    path = root / CONFIG
    if _speaks_of_it(path):
        url = _configured(path, path.stat().st_mtime_ns)
        if url:
            file = url.removeprefix(SQLITE)
            return f"{SQLITE}{root / file}" if url.startswith(SQLITE) and file else url
    return f"{SQLITE}{root / 'gradebook.db'}"


def _speaks_of_it(path: Path) -> bool:
    """Look before the settings are run: they import nbgrader, which takes seconds."""
    here = REPOSITORY / CONFIG  # a course folder's settings load these
    return any(
        "db_url" in each.read_text(encoding="utf-8", errors="replace")
        for each in (path, here)
        if path.is_file() and each.is_file()
    )


@lru_cache
def _configured(path: Path, changed: int) -> str:
    from traitlets.config import PyFileConfigLoader

    nbgrader_api()  # which the settings import
    # They are meant for a process of nbgrader's own, and set variables there that are none of this one's business.
    environment, places = dict(os.environ), list(sys.path)
    try:
        settings = PyFileConfigLoader(path.name, path=str(path.parent)).load_config()
    except Exception as error:  # it is a program, and may fail in any way
        raise UsageError(
            f"{path} cannot be read: {type(error).__name__}: {error}. Mend it, then try again."
        ) from error
    finally:
        os.environ.clear()
        os.environ.update(environment)
        sys.path[:] = places
    return str(settings.CourseDirectory.get("db_url", "") or "")
