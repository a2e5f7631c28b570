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
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from autograder.core.assignment import Assignment, Role
from autograder.core.ipynb import notebook_json
from autograder.grading.plan import Mode, imports_of, submodules_of, used_in
from autograder.sandbox.fork_server import ForkServer
from autograder.sandbox.limits import Limits
from autograder.sandbox.process import Process, make_readable, make_shared
from autograder.sandbox.protocol import Place

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
        helper/      the assignment's files other than notebooks; what notebooks import
        beside/      of these what lies in the working folder of a notebook
        home/        template of a home
        reference/   answer and set-up cells of the instructor's notebooks; for the judge alone
        stand-ins/   in their place for the students' programs: answer cells that call the judge

    ``handed-in/`` beside them holds the folders of submissions.
    """

    def __init__(self, assignment: Assignment):
        self.key = _key(assignment)
        self.owner = os.getpid()
        self.folder = Path(tempfile.mkdtemp(prefix="ex3-judge-"))
        shared, scratch = self.folder / "shared", self.folder / "judge"
        self.handed_in = self.folder / "handed-in"
        for folder in (
            shared / "beside",
            shared / "reference",
            shared / "stand-ins",
            scratch,
            self.handed_in,
        ):
            folder.mkdir(parents=True)
        make_shared(shared, assignment.folder)
        _copy_beside(shared / "helper", shared / "beside")
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
        self.environment_of_students = {
            "NBGRADER_EXECUTION": "autograde",
            "EX3_DATA": str(assignment.data),
            "EX3_REFERENCE": str(shared / "stand-ins"),
        }
        environment = {**self.environment_of_students, "EX3_REFERENCE": str(shared / "reference")}
        self.warmth = {"imports": imports_of(assignment.notebooks), "uses": used_in(assignment.notebooks)}
        imports = [*self.warmth["imports"], *submodules_of(assignment.notebooks)]
        start = {**self.warmth, "imports": imports, "arrays": False}
        super().__init__(shared, scratch, environment, Limits(), judge=True, start=start)
        # Whether the helper package knows the reference solution of each function by name.
        self.has_references = any(
            "def carry_over" in path.read_text(encoding="utf-8", errors="replace")
            for path in (shared / "helper").glob("*/**/*.py")
        )
        self.modes: dict[tuple[str, float], Mapping[str, Mode]] = {}
        self._server: ForkServer | None = None
        self.begin()

    def fork_server(self, place: Place) -> ForkServer:
        """Return what the processes of this assignment's submissions are forked from in a sandbox."""
        if self._server is None or self._server.prefix != place.prefix:
            self._stop_server()
            scratch = self.folder / "fork-server"
            scratch.mkdir(exist_ok=True)
            self._server = ForkServer(
                place.shared,
                scratch,
                self.environment_of_students,
                Limits(),
                prefix=place.prefix,
                work=place.folder / "work",
                start={**self.warmth, "serves": True},
            )
            self._server.begin()
        return self._server

    def _stop_server(self) -> None:
        if self._server is not None:
            self._server.kill()

    def dismiss(self) -> None:
        """End the program and remove the folders."""
        if self.owner == os.getpid():  # a fork of the grader has no part in it
            self.kill()
            self._stop_server()
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


def _copy_beside(helper: Path, folder: Path) -> None:
    """Fill the folder that notebooks start in; packages are imported from where they are."""
    for path in helper.iterdir():
        if path.is_dir() and not (path / "__init__.py").exists():
            shutil.copytree(path, folder / path.name)
        elif path.is_file():
            shutil.copy(path, folder)


def _write(path: Path, cells: list[dict[str, Any]]) -> None:
    path.write_text(json.dumps(notebook_json(cells)), encoding="utf-8")
