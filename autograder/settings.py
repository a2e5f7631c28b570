"""What a course sets in its nbgrader_config.py that this package must know as well: the address of the gradebook."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path

from autograder.errors import UsageError

CONFIG = "nbgrader_config.py"
SQLITE = "sqlite:///"


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
    here = Path(__file__).resolve().parents[1] / CONFIG  # a course folder's settings load these
    return any(
        "db_url" in each.read_text(encoding="utf-8", errors="replace")
        for each in (path, here)
        if path.is_file() and each.is_file()
    )


@lru_cache
def _configured(path: Path, changed: int) -> str:
    from traitlets.config import PyFileConfigLoader

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
