"""The judge: a trusted process outside the sandbox that runs the instructor's set-up and test cells.

It is kept from one submission to the next, since no code of a student's ever runs in it; each notebook is judged
in a fork of its own.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from autograder.core.assignment import Assignment, Notebook, Role
from autograder.core.ipynb import notebook_json
from autograder.sandbox.cell_result import CellResult, Status, crashed
from autograder.sandbox.limits import Limits
from autograder.sandbox.process import Process, make_readable, make_shared

_STAND_IN = """### BEGIN SOLUTION
# The judge computes it; see autograder/sandbox/inside/rpc.py.
from sandbox_inside.rpc import remote
{name} = remote({name!r})
### END SOLUTION"""
_idle: list[Judge] = []
_lock = threading.Lock()


class Judge(Process):
    """The judge of one assignment, and the folders that its sandboxes share with it.

    ::

        engine/      the modules that the programs consist of
        helper/      the assignment's files other than notebooks
        home/        template of a home
        reference/   answer and set-up cells of the instructor's notebooks; for the judge alone
        stand-ins/   in their place for the students' programs: answer cells that call the judge
    """

    def __init__(self, assignment: Assignment):
        self.key = _key(assignment)
        self.owner = os.getpid()
        self.folder = Path(tempfile.mkdtemp(prefix="ex3-judge-"))
        shared, scratch = self.folder / "shared", self.folder / "judge"
        for folder in (shared / "empty", shared / "reference", shared / "stand-ins", scratch):
            folder.mkdir(parents=True)
        make_shared(shared, assignment.folder)
        for notebook in assignment.notebooks:
            code = [cell for cell in notebook.cells if cell.kind == "code" and cell.role is not Role.TEST]
            _write(shared / "reference" / f"{notebook.name}.ipynb", [cell.raw for cell in code])
            answers = [
                {**cell.raw, "source": _STAND_IN.format(name=cell.function)}
                for cell in code
                if cell.role is Role.ANSWER
            ]
            _write(shared / "stand-ins" / f"{notebook.name}.ipynb", answers)
        make_readable(shared / "stand-ins")
        environment = {
            "NBGRADER_EXECUTION": "autograde",
            "EX3_DATA": str(assignment.data),
            "EX3_REFERENCE": str(shared / "reference"),
        }
        super().__init__(shared, scratch, environment, Limits(), judge=True)
        self._faults: dict[tuple[str, float], dict[str, str]] = {}

    def faults(self, notebook: Notebook) -> dict[str, str]:
        """Return the tests that the reference solution does not pass either, each with what is wrong.

        They are run once, within the time that a student's answer has. No notebook may be open.
        """
        key = (notebook.name, self.limits.cell)
        if key in self._faults:
            return self._faults[key]
        results = dict(self._try_out(notebook))
        said = "The reference solution does not pass this test"
        faults = {n: f"{said}: {r.error}" for n, r in results.items() if r.status is not Status.OK}
        if all(result.status is not Status.TIMEOUT for result in results.values()):
            self._faults[key] = faults  # else it may have been a busy machine
        return faults

    def _try_out(self, notebook: Notebook) -> Iterator[tuple[str, CellResult]]:
        """Run the instructor's own notebook up to its last test; yield how each test went."""
        last_test = max((i for i, c in enumerate(notebook.cells) if c.role is Role.TEST), default=-1)
        self.open(self.shared / "empty")
        try:
            for cell in notebook.cells[: last_test + 1]:
                if cell.role in (Role.LOCKED, Role.ANSWER, Role.TEST):
                    ended = crashed("an earlier cell has ended the judge")
                    result = self.run(cell.source, self.limits.cell, 0) if self.is_open else ended
                    if cell.role is Role.TEST:
                        yield cell.grade_id, result
        finally:
            self.close()

    def dismiss(self) -> None:
        """End the program and remove the folders."""
        if self.owner == os.getpid():  # a fork of the grader has no part in it
            self.kill()
            shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def judge_of(assignment: Assignment, limits: Limits) -> Iterator[Judge]:
    """Borrow an idle judge of the assignment, or start one; return it afterwards."""
    key = _key(assignment)
    with _lock:
        fitting = [judge for judge in _idle if judge.key == key and judge.owner == os.getpid()]
        if fitting:
            _idle.remove(fitting[0])
    judge = fitting[0] if fitting else Judge(assignment)
    judge.limits = limits
    try:
        yield judge
    except BaseException:
        judge.dismiss()
        raise
    judge.close()
    with _lock:
        _idle.append(judge)
        outdated = [each for each in _idle if each.key != key]
        _idle[:] = [each for each in _idle if each.key == key]
    for each in outdated:
        each.dismiss()


@atexit.register
def _dismiss_all() -> None:
    for judge in _idle:
        judge.dismiss()


def _key(assignment: Assignment) -> tuple[object, ...]:
    """Return what a judge depends on: the notebooks, and the files beside them."""
    files = sorted(path for path in assignment.folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    stamps = tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files)
    return (assignment.notebooks, stamps, str(assignment.data))


def _write(path: Path, cells: list[dict[str, Any]]) -> None:
    path.write_text(json.dumps(notebook_json(cells)), encoding="utf-8")
