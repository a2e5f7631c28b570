"""The folder of a class: where things lie."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from autograder.core.assignment import source_folder
from autograder.core.files import REPOSITORY
from autograder.course.database import db_url


@dataclass(frozen=True)
class Course:
    """Paths of one class, in nbgrader's layout.

    Attributes
    ----------
    root : Path
        Holds submitted/, autograded/, feedback/, reports/ and gradebook.db.
    source : Path
        The instructor's notebooks of the assignment.
    """

    root: Path = REPOSITORY
    source: Path = field(default_factory=source_folder)

    @property
    def assignment(self) -> str:
        return self.source.name

    @property
    def is_ours(self) -> bool:
        """Whether it is the exercise of this repository, with its house style."""
        return self.source == source_folder()

    @cached_property
    def state(self) -> Path:
        """Where reports, changes, marks and what was collected are kept: each assignment has its own folder.

        The course folder itself is that of the assignment which it was first used for, or of the exercise.
        """
        return (
            self.root if self.assignment == _first(self.root) else self.root / "assignments" / self.assignment
        )

    @property
    def data(self) -> Path:
        """The data files: $EX3_DATA, or data/ beside source/."""
        return Path(os.environ.get("EX3_DATA") or self.source.parents[1] / "data")

    @property
    def db_url(self) -> str:
        """Where the gradebook is: a file of the course folder, unless its nbgrader_config.py says otherwise."""
        return db_url(self.root)

    def submitted(self, student: str) -> Path:
        return self.root / "submitted" / student / self.assignment

    def autograded(self, student: str) -> Path:
        return self.root / "autograded" / student / self.assignment

    def feedback(self, student: str) -> Path:
        # Beside, not in, the folder that `nbgrader generate_feedback --force` removes.
        return self.root / "feedback" / student / f"{self.assignment}.html"

    def report(self, student: str) -> Path:
        return self.state / "reports" / f"{student}.json"

    @property
    def changes(self) -> Path:
        return self.state / "changes.csv"

    def students(self) -> list[str]:
        """Return the students who handed something in, sorted."""
        return sorted(folder.parent.name for folder in self.root.glob(f"submitted/*/{self.assignment}"))

    def misplaced(self) -> list[str]:
        """Return what lies in submitted/ and is nobody's submission: the assignment's folder is not in it."""
        entries = sorted((self.root / "submitted").glob("[!.]*"))
        # A student may have handed in another assignment of the course only.
        names = {self.assignment, *(path.name for path in self.source.parent.glob("*/"))}
        return [path.name for path in entries if not any((path / name).exists() for name in names)]


DATA_FILES = ("ex3data1.mat", "ex3weights.mat", "unseen_digits.npz", "README.md")


def _first(root: Path) -> str:
    """Return the assignment whose state lies in the course folder itself."""
    for path in sorted(root.glob("reports/*.json")):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            return str(json.loads(path.read_text(encoding="utf-8"))["report"]["assignment"])
    return source_folder().name
