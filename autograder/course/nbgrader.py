"""nbgrader's own commands, each in a process of its own, and its settings in a course folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from autograder.core.errors import OwnFault, UsageError
from autograder.core.files import REPOSITORY, in_clone
from autograder.course.folder import Course


def generate_assignment(source: Path, destination: Path, course: Path, *options: str) -> None:
    """Run ``nbgrader generate_assignment``; without ``--no-db`` it also enters the cells in the gradebook."""
    if not list(source.glob("*.ipynb")):
        raise UsageError(f"{source} has no notebooks. Name the folder of the assignment, such as source/ex3.")
    in_clone("nbgrader_config.py")
    run_nbgrader(
        "generate_assignment",
        source.name,
        "--force",
        f"--CourseDirectory.root={course.resolve()}",
        f"--CourseDirectory.source_directory={source.resolve().parent}",
        f"--CourseDirectory.release_directory={destination.resolve()}",
        *options,
    )


def run_nbgrader(*arguments: str, cwd: Path = REPOSITORY) -> str:
    """Run one nbgrader command with the course's settings; return its log."""
    environment = {
        **os.environ,
        "JUPYTER_NO_CONFIG": "1",  # settings in the user's home must not change a release
        "PYTHONWARNINGS": "ignore",  # those of nbgrader's dependencies are no business of ours
    }
    command = [sys.executable, "-m", "autograder.course.startup", *arguments]
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
    )
    log = done.stdout + done.stderr
    if done.returncode:
        tail = "\n".join(log.strip().splitlines()[-12:])
        raise OwnFault(f"nbgrader {arguments[0]} failed. The end of its log:\n{tail}")
    return log


def write_config(course: Course) -> None:
    """Let nbgrader's own commands and its formgrader work in a course folder outside the repository."""
    path = course.root / "nbgrader_config.py"
    if path.exists():
        return
    settings = in_clone("nbgrader_config.py")
    path.write_text(
        "# Made by `ex3`: the settings of the repository, for this folder.\n"
        "c = get_config()\n"
        f"load_subconfig({str(settings)!r})\n"
        f"c.CourseDirectory.source_directory = {str(course.source.parent)!r}\n"
        "c.CourseDirectory.release_directory = 'release'\n",
        encoding="utf-8",
    )
