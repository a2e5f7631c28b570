"""The folder of a class: where things lie."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
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
        return self.root / "reports" / f"{student}.json"

    @property
    def changes(self) -> Path:
        return self.root / "changes.csv"

    def students(self) -> list[str]:
        """Return the students who handed something in, sorted."""
        return sorted(folder.parent.name for folder in self.root.glob(f"submitted/*/{self.assignment}"))

    def misplaced(self) -> list[str]:
        """Return what lies in submitted/ and is nobody's submission: the assignment's folder is not in it."""
        entries = sorted((self.root / "submitted").glob("[!.]*"))
        return [path.name for path in entries if not (path / self.assignment).exists()]


DATA_FILES = ("ex3data1.mat", "ex3weights.mat", "README.md")
