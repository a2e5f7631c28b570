"""Run the cells of one notebook, each in the judge, in the student's process or in both, within its time limit."""

from __future__ import annotations

import socket
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from enum import Flag, auto
from pathlib import Path
from typing import Any

from autograder.sandbox.cell_result import CellError, CellResult, Status, crashed, gone, stopped
from autograder.sandbox.process import Process, ProcessError

REPEAT_SHARE = 0.2
MAX_STARTS = 4  # of processes for one notebook
JUDGE_FELL = "NotJudged"  # what an error is called then
FAILURES = ("SIGSEGV", "SIGFPE", "SIGABRT", "SIGBUS", "SIGILL")  # of a process, through what it computes


class Where(Flag):
    """Which program runs a cell. What runs in both is run by the judge first."""

    STUDENT = auto()
    JUDGE = auto()
    NOWHERE = 0


@dataclass(frozen=True)
class Code:
    """A cell to run, and the names of the student's that it uses.

    Attributes
    ----------
    forget : tuple of str
        Names that the student's cells have bound since the judge's last cell, so that it is to ask for them.
    given : tuple of str
        Imports and definitions of the instructor's that the judge runs before.
    taught : tuple of str
        Names of the notebook; the judge asks for these even if they hide built-in ones.
    references : tuple of str
        Names that stand for the reference solution in this cell.
    in_place : bool
        What an answer does to its arguments is done to the judge's own, too.
    notes : bool
        It is noted whether an answer does something to its arguments.
    gives : bool
        The cell may tell objects of the student's what it has worked out.
    shares_random : bool
        The student's process draws random numbers from where the cell has put the generators.
    shared : tuple of str
        Names that the student's cells use; they see what the cell puts in their place.
    is_own : bool
        The student has written it. If a line fails that works on the student's machine, such as the mounting of a
        drive, what the cell defines below it is run all the same.
    """

    source: str
    calls: frozenset[str] = frozenset()
    where: Where = Where.STUDENT
    forget: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    taught: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    in_place: bool = False
    notes: bool = False
    gives: bool = True
    shares_random: bool = False
    shared: tuple[str, ...] = ()
    is_own: bool = False


def run_notebook(
    student: Process,
    cells: Sequence[Code],
    files: Path,
    judge: Process | None = None,
    earlier: Sequence[str] = (),
) -> list[CellResult]:
    """Run the cells of one notebook as :func:`run_cells` does; one that ends the process does not stop the others.

    Those below it run in a new process, as long as the notebook's time lasts, without the tests that call the same
    functions as the cell at fault.
    """
    end = time.monotonic() + student.limits.notebook
    results, tasks = run_cells(student, cells, files, judge, earlier), list(cells)
    if fallen := _judge_fell(results):
        # Once may be chance. Twice at the same place it is what the answer returns.
        again = run_cells(student, cells, files, judge, earlier)
        results = results if _judge_fell(again) == fallen else again
    for _ in range(MAX_STARTS - 1):
        waiting = [
            i for i, (cell, one) in enumerate(zip(tasks, results, strict=True)) if cell.where and not one.ran
        ]
        ran = [i for i, one in enumerate(results) if one.ran and waiting and i < waiting[0]]
        if not ran or time.monotonic() >= end:
            break
        calls = cells[ran[-1]].calls
        for i in [ran[-1], *(i for i in waiting if calls and cells[i].calls >= calls)]:
            tasks[i] = replace(tasks[i], where=Where.NOWHERE)
        late = (cell.calls for cell, one in zip(cells, results, strict=True) if one.status is Status.TIMEOUT)
        again = run_cells(student, tasks, files, judge, earlier, end, frozenset().union(*late))
        for i in waiting:
            results[i] = again[i] if tasks[i].where else results[i]
    return results


def run_cells(
    student: Process,
    cells: Sequence[Code],
    files: Path,
    judge: Process | None = None,
    earlier: Sequence[str] = (),
    end: float | None = None,
    slow: frozenset[str] = frozenset(),
) -> list[CellResult]:
    """Run the cells of one notebook, one result for each.

    A cell that fails does not keep the next one from running. One that ends the student's process does; so does
    the end of the notebook's time. Once a cell has timed out, later ones that call the same function of the
    student's get a fifth of the time, so that an endless loop is not waited for again and again.

    Parameters
    ----------
    student, judge : Process
    cells : sequence of Code
    files : Path
        What the student's working folder is filled with.
    earlier : sequence of str
        Functions of earlier parts, which the judge computes for the student's code.
    end : float, optional
        When the notebook's time is over, on the monotonic clock.
    slow : frozenset of str
        Functions that a cell has waited for in vain in an earlier process.

    Raises
    ------
    ProcessError
        If the judge cannot do its work, which is no fault of the student's.
    """
    limits = student.limits
    patience = 1 + 0.1 * limits.cell
    results: list[CellResult] = []
    with ExitStack() as cleanup:
        if any(cell.where for cell in cells):
            _open(student, judge, files, earlier, patience, cleanup)
        # The clock starts here: the first time, the programs had to be started.
        end, output = end or time.monotonic() + limits.notebook, limits.notebook_output
        for cell in cells:
            if not cell.where:
                results.append(CellResult(Status.OK, ran=False))
                continue
            left = end - time.monotonic()
            if not student.is_open or left <= 0:
                status = _last_status(results) if results and not student.is_open else Status.TIMEOUT
                results.append(CellResult(status, ran=False))
                continue
            limit = min(left, limits.cell * (REPEAT_SHARE if cell.calls & slow else 1))
            room = max(0, min(limits.cell_output, output))
            if Where.JUDGE in cell.where and judge is not None:
                result = _judged(student, judge, cell, limit, room, patience)
            if Where.STUDENT in cell.where:
                result = student.run(cell.source, limit, room, is_own=cell.is_own)
            output -= sum(len(str(item)) for item in result.outputs)
            if result.status is Status.TIMEOUT:
                slow |= cell.calls
            results.append(result)
    return results


def _open(
    student: Process,
    judge: Process | None,
    files: Path,
    earlier: Sequence[str],
    patience: float,
    cleanup: ExitStack,
) -> None:
    if judge is None:
        student.open(files)
        cleanup.callback(student.close)
        return
    ours, theirs = socket.socketpair()
    with ours, theirs:
        judge.open(files=judge.shared / "beside", link=ours, patience=patience, earlier=list(earlier))
        cleanup.callback(judge.close)
        student.open(files, theirs)
        cleanup.callback(student.close)


def _judged(
    student: Process, judge: Process, cell: Code, limit: float, room: int, patience: float
) -> CellResult:
    """Run a cell of the instructor's in the judge; what became of the student's process meanwhile decides first."""
    asks: dict[str, Any] = {
        name: list(getattr(cell, name)) for name in ("forget", "given", "taught", "references")
    }
    asks |= {
        "in_place": cell.in_place,
        "notes": cell.notes,
        "gives": cell.gives,
        "shares_random": cell.shares_random,
        "shared": list(cell.shared),
    }
    result = judge.run(cell.source, limit, room, patience, asks=asks)
    if not judge.is_open:
        # SECURITY: what the student's functions return can keep the judge busy, or make a library fail under it.
        # That the test itself is at fault shows when the reference solution is tested.
        fell = result.error.text.endswith(FAILURES)
        if not fell and result.status not in (Status.TIMEOUT, Status.MEMORY):
            raise ProcessError(f"The judge did not survive a cell: {result.error.text}.")
        student.kill()
        return gone(Status.CRASH, CellError(JUDGE_FELL, result.error.text)) if fell else result
    if result.status is Status.OK or not result.lost:
        return result
    if result.lost == "silent":
        student.kill()
        return stopped(limit)
    if result.lost == "ended":
        return student.ended()
    student.kill()
    return crashed("it sent no sensible answer")


def _judge_fell(results: Sequence[CellResult]) -> list[int]:
    return [i for i, result in enumerate(results) if result.error.type == JUDGE_FELL]


def _last_status(results: list[CellResult]) -> Status:
    return next((result.status for result in reversed(results) if result.ran), Status.CRASH)
