"""The progress bar of a class run: who is being graded, in which part, and how long it will still take."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.class_run import Status
from autograder.questions import part_of
from autograder.scoreboard import printable


@contextlib.contextmanager
def class_progress(console: Console) -> Iterator[Callable[[Status], None]]:
    """Show a bar while the context lasts; yield the function that moves it."""
    columns = (
        TextColumn("Grading"),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[done]} of {task.total}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[who]}", markup=False),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=None, who="", done=0)

        def update(status: Status) -> None:
            fields = {"done": status.done, "who": describe(status)}
            progress.update(task, completed=completed(status), total=status.total, **fields)

        yield update


def completed(status: Status) -> float:
    """Return the submissions done, those in work by their parts: so the time left is known early."""
    return status.done + sum((number - 1) / count for _, number, count in status.active.values() if count)


def describe(status: Status) -> str:
    """Return "Amara: Part D, Ben: Part A" for those being graded."""
    where = sorted((who, part_of(notebook)) for who, (notebook, _, _) in status.active.items())
    return printable(", ".join(f"{who}: {part}" for who, part in where))
