"""Files, folders and locks: written in one step, hashed, held by one run, removed when a killed run has left them."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import json
import os
import shutil
import tempfile
import time
import zipfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePath
from typing import IO

from autograder.core.errors import UsageError

# SECURITY: the whole package, with all that lies below it, is hidden from submissions.
PACKAGE = Path(__file__).resolve().parents[1]
REPOSITORY = PACKAGE.parent
PREFIX = "ex3-run-"
LOCK = "lock"
YOUNG_S = 60.0


def in_clone(name: str) -> Path:
    """Return a file or folder of the repository that an installed package does not have.

    Raises
    ------
    UsageError
        If the package does not lie in a clone of the repository.
    """
    path = REPOSITORY / name
    if not path.exists():
        raise UsageError(
            f"this needs {name} of the repository, which {REPOSITORY} is not. Run it in a clone."
        )
    return path


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """Make a folder for this process's temporary files, and remove it at the end with all that is left in it.

    A Ctrl-C can come while ``tempfile`` removes a folder of its own, which then stays.
    """
    sweep(Path(tempfile.gettempdir()))
    before, folder = tempfile.tempdir, Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        with locked(folder / LOCK):
            tempfile.tempdir = str(folder)
            yield folder
    finally:
        tempfile.tempdir = before
        shutil.rmtree(folder, ignore_errors=True)


def sweep(parent: Path) -> None:
    """Remove the folders of runs that are no more."""
    for folder in parent.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            # SECURITY: on a shared machine any user can make a folder of this name.
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
        If another process holds it.
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


CACHES = frozenset({"__pycache__", ".ipynb_checkpoints"})


UNFINISHED = ".part"


def content_hash(folder: Path, without: str = "", only: str = "") -> str:
    """Return one hash of all files below ``folder`` (or of one file): names and bytes.

    Caches, links and special files are left out: a link's target is no part of what was handed in. So are
    files whose names end in ``without``, and those whose names do not end in ``only``.
    """
    digest = hashlib.sha256()
    files = [folder] if folder.is_file() else sorted(folder.rglob("*"))
    for path in files:
        if path.is_symlink() or not path.is_file():
            continue
        name = path.relative_to(folder)
        if is_cache(name) or (without and path.name.endswith(without)) or not path.name.endswith(only):
            continue
        digest.update(os.fsencode(f"{name.as_posix()}\0{path.stat().st_size}\0"))
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def is_cache(name: PurePath) -> bool:
    return not CACHES.isdisjoint(name.parts)


def hash_of(*parts: object) -> str:
    """Return one hash of values that JSON can hold."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def write_atomically(path: Path, text: str) -> None:
    """Write a text file in one step: readers see the old content or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=UNFINISHED)
    try:
        with open(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def pack(target: Path | IO[bytes], contents: Mapping[str, bytes], executable: Collection[str] = ()) -> None:
    """Write a reproducible zip: sorted names and fixed dates, so that the same contents give the same bytes.

    Parameters
    ----------
    target : Path or binary file
        A path is written in one step: readers see the old zip or the new.
    contents : mapping
        Bytes by name.
    executable : collection of str
        Names of programs.
    """
    if isinstance(target, Path):
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(f".{target.name}{UNFINISHED}")
        try:
            with unfinished.open("wb") as file:
                pack(file, contents, executable)
            unfinished.replace(target)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        return
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            mode = 0o755 if name in executable else 0o644
            entry.create_system, entry.external_attr = 3, mode << 16
            archive.writestr(entry, contents[name], zipfile.ZIP_DEFLATED)


def cache_folder(name: str) -> Path:
    """Return the folder of this user for what can be found out again, such as ~/.cache/ex3-autograder/NAME."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(home) / "ex3-autograder" / name
