"""Run submissions as another user, without any rights: for containers in which bubblewrap does not work.

Root runs the grader and the judge, and the student's process becomes a user who may read neither the tests nor the
results. SECURITY: unlike in bubblewrap, it sees the container's processes and the files that all may read, and finds
what an earlier submission has left in /tmp. So it is for a container that grades one submission.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from autograder.sandbox import kernel
from autograder.sandbox.limits import Limits
from autograder.sandbox.process import make_readable
from autograder.sandbox.protocol import VISIBLE, Place, SandboxError, Wall

FIRST_USER, USERS = 60_000, 5_000  # of no account, and within the numbers that containers commonly have
GATES = ("--clear-groups", "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all")


class AnotherUser:
    """The student's process is a user without any rights.

    Raises
    ------
    SandboxError
        If this system does not allow it.
    """

    name = "user"
    forks = False

    def __init__(self) -> None:
        if os.geteuid() != 0:
            raise SandboxError("Only root can run submissions as another user.")
        problem = _trial()
        if problem:
            raise SandboxError(f"Submissions cannot be run as another user here: {problem}")

    def walls(self) -> list[Wall]:
        return [
            Wall("files of the grader", True, "another user, who may read what all may"),
            Wall("other processes", False, "those of this container are visible"),
            *kernel.walls(),
        ]

    def place(self, folder: Path, shared: Path, data: Path, hidden: Sequence[Path], limits: Limits) -> Place:
        """Let the other user enter the folder of a submission and write in its ``work/``."""
        copy_shared(shared, folder)
        number = FIRST_USER + secrets.randbelow(USERS)  # SECURITY: another one for each submission
        folder.chmod(0o711)
        make_readable(folder / "files")
        os.chown(folder / "work", number, number)
        return Place(folder, folder, _prefix(number), {"confined": True})


def copy_shared(shared: Path, folder: Path) -> None:
    """Copy what is shared: what a student's code does to it must not reach the next submission."""
    for name in VISIBLE:
        shutil.copytree(shared / name, folder / name)


def _prefix(number: int) -> list[str]:
    return ["setpriv", f"--reuid={number}", f"--regid={number}", *GATES, "--"]


@cache
def _trial() -> str:
    """Return what is wrong with becoming another user, "" if it works."""
    if shutil.which("setpriv") is None:
        return "setpriv, of the package util-linux, is missing."
    done = subprocess.run([*_prefix(FIRST_USER), "id", "-u"], capture_output=True, text=True, check=False)
    return "" if done.stdout.strip() == str(FIRST_USER) else done.stderr.strip() or "the user stays the same."
