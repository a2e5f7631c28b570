"""How far a class run is: a bar on a terminal, now and then a line anywhere else."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.core.questions import part_of
from autograder.core.text import printable
from autograder.run.class_run import Status

LINE_EVERY_S = 10.0
LEAST_PAUSE_S = 2.0


@contextlib.contextmanager
def class_progress(console: Console, lines: bool = False) -> Iterator[Callable[[Status], None]]:
    """Show a bar while the context lasts; yield the function that moves it.

    Where the console is no terminal, ``lines`` are printed, if wanted: for a log file, or the mail that cron sends.
    """
    if lines and not console.is_terminal:
        yield Lines(console)
        return
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
            progress.update(
                task, completed=completed(status), total=status.total, done=status.done, who=describe(status)
            )

        yield update


class Lines:
    """Prints how far a run is: at every tenth of it, and whenever ten seconds have passed."""

    def __init__(self, console: Console, clock: Callable[[], float] = time.monotonic):
        self.console, self.clock = console, clock
        self.started = self.printed = clock()
        self.tenth = 0

    def __call__(self, status: Status) -> None:
        now, tenth = self.clock(), int(10 * completed(status) / max(status.total, 1))
        if now >= self.printed + (LEAST_PAUSE_S if tenth > self.tenth else LINE_EVERY_S):
            self.printed, self.tenth = now, tenth
            self.console.print(line(status, now - self.started), soft_wrap=True)


def line(status: Status, seconds: float) -> str:
    """Return "12 of 200 graded, about 8 min left, 1 needs a look"."""
    said = [f"{status.done} of {status.total} graded"]
    fraction = completed(status) / max(status.total, 1)
    if status.done and fraction < 1:  # before the first is done nothing is known
        said.append(f"about {duration(seconds * (1 - fraction) / fraction)} left")
    if status.failed:
        said.append(f"{status.failed} need{'s' if status.failed == 1 else ''} a look")
    if status.note:
        said.append(printable(status.note))
    return ", ".join(said)


def duration(seconds: float) -> str:
    """Return "40 s", "3 min" or "2 h 10 min"."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{max(round(seconds), 1)} s"
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def completed(status: Status) -> float:
    """Return the submissions done, those in work by their parts: so the time left is known early."""
    return status.done + sum((number - 1) / count for _, number, count in status.active.values() if count)


def describe(status: Status) -> str:
    """Return "Amara: Part D, Ben: Part A" for those being graded, or what the run waits for."""
    where = sorted((who, part_of(notebook)) for who, (notebook, _, _) in status.active.items())
    return printable(status.note or ", ".join(f"{who}: {part}" for who, part in where))
