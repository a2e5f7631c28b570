"""The database that nbgrader keeps its gradebook in: a file, or a PostgreSQL server; and its address."""

from __future__ import annotations

import contextlib
import os
import sys
import warnings
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.core.errors import NotGraded, UsageError
from autograder.core.files import REPOSITORY
from autograder.course.faults import is_locked
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
        Seconds to wait for somebody else's lock; then the database raises what :func:`autograder.course.faults.is_locked` knows.

    Raises
    ------
    UsageError
        If the driver of the database is not installed, or its server cannot be reached.
    NotGraded
        If it is in use and has to be changed to be opened.
    """
    api = nbgrader_api()
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

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
    except OperationalError as error:
        if is_locked(error):
            raise NotGraded(IN_USE) from error
        shown = make_url(db_url).render_as_string(hide_password=True)
        raise UsageError(
            f"The gradebook {shown} cannot be opened: {str(error.orig).strip()}. "
            "Is the server running, and is c.CourseDirectory.db_url in nbgrader_config.py right?"
        ) from error
    with opened as gradebook, warnings.catch_warnings():
        # nbgrader's add_submission reads the assignment's cells before it has added the submission, as it must.
        warnings.filterwarnings("ignore", message="Object of type <Submitted", module="nbgrader")
        yield gradebook


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
