"""Marks that a run has changed: each is one row of changes.csv, written before the mark itself."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich import box
from rich.table import Table

from autograder.core.tables import write_csv
from autograder.core.text import as_text, number, printable
from autograder.course.entry import Change

TIME = "%Y-%m-%d %H:%M:%S UTC"
COLUMNS = ("time", "student", "notebook", "grade_id", "old", "new", "note")


class ChangeLog:
    """The file of changes. A run that is killed between a row and its mark writes the row once, not twice."""

    def __init__(self, path: Path):
        self.path = path
        self.time = datetime.now(UTC).strftime(TIME)
        self._latest: dict[tuple[str, ...], list[str]] = {}
        self._end = 0
        if path.exists():
            whole, _, _ = path.read_bytes().rpartition(b"\n")  # what follows was cut off
            self._end = len(whole) + 1 if whole else 0
            for row in csv.reader(io.StringIO(whole.decode("utf-8", "replace"), newline="")):
                self._latest[tuple(row[1:4])] = row

    def add(self, changes: Iterable[Change], saved: float = 0.0) -> None:
        """Append rows, all of them or, on an error, none.

        ``saved`` is when the student's report was saved last, in seconds since 1970: rows of runs that had begun
        by then have their marks, and what is like them has happened once more.
        """
        rows = [_row(change) for change in changes]
        rows = [row for row in rows if not self._stands(row, saved)]
        if not rows:
            return
        heading = [] if self._end else [COLUMNS]
        text = write_csv([*heading, *([self.time, *row] for row in rows)])
        written = text.encode("utf-8", "replace")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o644), "wb", buffering=0) as file:
            file.truncate(self._end)
            file.seek(self._end)
            try:
                if file.write(written) < len(written):
                    raise OSError(28, os.strerror(28), str(self.path))
            except BaseException:
                file.truncate(self._end)
                raise
        self._end += len(written)
        self._latest |= {tuple(row[:3]): [self.time, *row] for row in rows}

    def _stands(self, row: list[str], saved: float) -> bool:
        """Whether a run that was killed before its mark has written this row already."""
        time, *latest = self._latest.get(tuple(row[:3]), [""])
        return latest == row and _seconds(time) > saved


def _seconds(time: str) -> float:
    """Return a time of the file in seconds since 1970; 0 for one that somebody has edited."""
    try:
        return datetime.strptime(time, TIME).replace(tzinfo=UTC).timestamp()
    except ValueError:
        return 0.0


def _row(change: Change) -> list[str]:
    points = ["" if mark is None else f"{mark:g}" for mark in (change.old, change.new)]
    return [as_text(change.student), change.notebook, change.grade_id, *points, change.note]


def table(changes: Sequence[Change], most: int = 40) -> Table:
    """Return what has changed as a table for the terminal, of ``most`` rows at most."""
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for title in ("Changed", "Mark"):
        shown.add_column(title)
    for title in ("old", "new"):
        shown.add_column(title, justify="right")
    shown.add_column()
    for change in sorted(changes, key=lambda each: not each.look)[:most]:  # what needs a look comes first
        marks = ["waits" if mark is None else number(mark) for mark in (change.old, change.new)]
        shown.add_row(printable(change.student), change.grade_id, *marks, change.note)
    if len(changes) > most:
        shown.add_row(f"and {len(changes) - most} more")
    return shown
