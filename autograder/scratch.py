"""A folder for what a run needs only while it lasts. What a killed run has left, the next one removes."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PREFIX = "ex3-run-"
LOCK = "lock"
YOUNG_S = 60.0


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """Make a folder among the temporary ones, and remove it at the end."""
    sweep(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        with locked(folder / LOCK):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(parent: Path) -> None:
    """Remove the folders of runs that are no more."""
    for folder in parent.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            # SECURITY: on a shared machine anybody can make a folder of this name.
            status = folder.lstat()
            if folder.is_symlink() or status.st_uid != os.geteuid():
                continue
            if not (folder / LOCK).exists() and time.time() - status.st_mtime < YOUNG_S:
                continue  # made just now, and not locked yet
            with locked(folder / LOCK):
                shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock, which the system takes back from a process that ends, however it ends.

    Raises
    ------
    BlockingIOError
        If somebody else holds it.
    """
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise
        except OSError as error:  # some network file systems have no locks
            if error.errno not in (errno.ENOLCK, errno.EOPNOTSUPP):
                raise
        yield
