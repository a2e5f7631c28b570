"""The helper package's own packing, for the command line: what students run in Part I, on any folder."""

from __future__ import annotations

import sys
from pathlib import Path

from autograder.core.errors import UsageError
from autograder.course.folder import Course


def submit(folder: Path):
    """Pack a student's folder; return the helper's `Submission`.

    Raises
    ------
    UsageError
        If the folder has no notebook of the series, or holds the instructor's.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder. Name the one with the notebooks, such as mine/.")
    # The package is not installed: it lies beside the notebooks, as it does for students.
    sys.path.insert(0, str(Course().source))
    from ex3.status import read_notebooks
    from ex3.submit import pack

    notebooks = [notebook for notebook in read_notebooks(folder) if notebook.part]
    if not notebooks:
        raise UsageError(
            f"{folder.resolve()} has no notebook of the series, part_a to part_i. Name the folder that has them."
        )
    if any(notebook.is_instructors for notebook in notebooks):
        raise UsageError(
            f"{folder} holds the instructor's notebooks, with the solutions: nothing was packed."
        )
    return pack(folder, notebooks)
