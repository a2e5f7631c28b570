"""The database that nbgrader keeps its gradebook in: a file, or a PostgreSQL server."""

from __future__ import annotations

import contextlib
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import NotGraded, UsageError
from autograder.settings import SQLITE

if TYPE_CHECKING:
    from nbgrader.api import Gradebook

INSTALL_DRIVER = "python -m pip install 'ex3-autograder[postgresql]'"
IN_USE = "The gradebook is in use, perhaps by the formgrader. Close that and run the same command again."


@contextlib.contextmanager
def open_gradebook(db_url: str, patience: float = 5.0) -> Iterator[Gradebook]:
    """Open nbgrader's gradebook, made if there is none yet.

    Parameters
    ----------
    db_url : str
    patience : float
        Seconds to wait for somebody else's lock; then the database says that it :func:`is_locked`.

    Raises
    ------
    UsageError
        If the driver of the database is not installed, or its server cannot be reached.
    NotGraded
        If it is in use and has to be changed to be opened.
    """
    from nbgrader.api import Gradebook
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

    programs = str(Path(sys.executable).parent)
    if programs not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([programs, os.environ.get("PATH", "")])  # for `alembic`
    try:
        url = make_url(db_url)
        if url.get_backend_name() == "sqlite":
            Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
            url = url.update_query_dict({"timeout": str(patience)})
        elif url.get_backend_name() == "postgresql":
            options = [url.query.get("options", ""), f"-c lock_timeout={1000 * patience:.0f}"]
            url = url.update_query_dict({"options": " ".join(options).strip()})
        opened = Gradebook(url)
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


def is_locked(error: BaseException) -> bool:
    """Whether a database failed because somebody else is writing to it."""
    return any(words in str(error) for words in ("database is locked", "lock timeout", "deadlock detected"))
