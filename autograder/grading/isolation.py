"""Which tests can be kept apart from the answers, found out by running the instructor's own notebook both ways.

A test that the instructor's version passes beside the answers and not apart from them is run beside them; so is one
that judges the untouched release differently. This is done once for each version of an assignment.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path

from autograder.core.assignment import Assignment, Notebook, Role
from autograder.core.definitions import replaced_in
from autograder.core.files import PACKAGE, cache_folder, content_hash, hash_of, write_atomically
from autograder.grading import plan
from autograder.grading.cells import run_cells
from autograder.grading.judge import Judge
from autograder.grading.plan import Mode
from autograder.grading.verdicts import displayed, is_beyond
from autograder.grading.workspace import Workspace
from autograder.intake.find import Found
from autograder.intake.notebook import StudentCell, StudentNotebook
from autograder.intake.prepare import prepare_part
from autograder.sandbox.cell_result import CellResult, Status

CHOICES = ("required", "preferred", "off")
PATIENCE_S = 5.0  # at least, for each cell
LONGER = 8  # times as long a test gets apart from the answers, the second time
# What a busy machine, too, can do to a test; others may have made it busy.
_UNSURE = (Status.TIMEOUT, Status.MEMORY, Status.CRASH)
_ROOMS = ("core", "intake", "sandbox", "grading")


class Trials:
    """Runs the instructor's own notebooks as if they had been handed in.

    Parameters
    ----------
    assignment : Assignment
    judge : Judge
    workspace : Workspace
        SECURITY: one whose process has not run any code of a student's yet.
    """

    def __init__(self, assignment: Assignment, judge: Judge, workspace: Workspace):
        self.assignment, self.judge, self.workspace = assignment, judge, workspace
        given = workspace.process.limits
        self.limits = replace(given, cell=max(given.cell, PATIENCE_S))

    def modes(self, notebook: Notebook, earlier: Sequence[str]) -> Mapping[str, Mode]:
        """Return how each test of a notebook is to be run, by its grade_id; found out at the first time."""
        if not notebook.of_role(Role.TEST):
            return {}
        key = (notebook.name, self.limits.cell)
        if key not in self.judge.modes:
            version = hash_of(_version(self.assignment), _grader(), *key)
            kept = cache_folder("isolation") / f"{version[:40]}.json"
            modes = _read(kept)
            if modes is None:
                modes, sure = self._found_out(notebook, earlier)
                if not sure and not any(mode.fault for mode in modes.values()):
                    modes, sure = self._found_out(notebook, earlier, LONGER)
                if not sure:
                    return modes
                with contextlib.suppress(OSError):
                    write_atomically(kept, json.dumps({name: asdict(mode) for name, mode in modes.items()}))
            self.judge.modes[key] = modes
        return self.judge.modes[key]

    def _found_out(
        self, notebook: Notebook, earlier: Sequence[str], longer: int = 1
    ) -> tuple[dict[str, Mode], bool]:
        """Run the instructor's version and the release both ways; return the modes, and whether they are sure.

        SECURITY: a test that time or memory has ended is not put beside the answers, for whoever keeps the machine
        busy must not get at it. Only of one that has had ``longer`` times as long apart from them, and passes beside
        them within the usual time, it is known that it has to be there.
        """
        own = [cell.source for cell in notebook.cells]
        given = [cell.released for cell in notebook.cells]
        apart = self.run(notebook, own, earlier, longer)
        passed = all(map(_passes, apart.values()))
        beside = apart if passed else self.run(notebook, own, earlier, beside=True)
        failed = {name for name, result in apart.items() if not _passes(result) and _passes(beside[name])}
        tried = failed | {name for name, result in apart.items() if result.noted}
        changed = self.run(notebook, own, earlier, longer, in_place=tried) if tried else {}
        modes = {}
        tests = {cell.grade_id: cell for cell in notebook.of_role(Role.TEST)}
        for name, result in apart.items():
            known = (longer > 1 and result.status is not Status.MEMORY) or result.status not in _UNSURE
            if name not in failed:
                said = f"The reference solution does not pass this test: {beside[name].error}"
                copies = name in tried and not _passes(changed[name])
                modes[name] = Mode(fault="" if _passes(result) else said, gives=result.gave, copies=copies)
                if replaced := replaced_in(tests[name].source):
                    why = f"it puts something in the place of {replaced}, which the answer is to use"
                    modes[name] = replace(modes[name], isolated=False, why=why)
            elif _passes(changed[name]):
                modes[name] = Mode(in_place=True, gives=changed[name].gave)
            elif known:
                modes[name] = Mode(
                    isolated=False, why=f"apart from the answer it fails: {result.error}"[:500]
                )
            else:
                fell = longer > 1 and result.status is Status.CRASH
                modes[name] = Mode(
                    fault=f"The judge does not survive this test: {result.error}" if fell else ""
                )
        in_place = {name for name, mode in modes.items() if mode.in_place}
        stub = self.run(notebook, given, earlier, longer, in_place=in_place)
        unwritten = all("NotImplementedError" in (r.error.type, r.error.cause) for r in stub.values())
        stub_beside = stub if unwritten else self.run(notebook, given, earlier, beside=True)
        for name, mode in modes.items():
            known = stub[name].status not in _UNSURE
            if mode.isolated and known and _passes(stub[name]) != _passes(stub_beside[name]):
                why = f"the untouched release gets another result apart from the answer: {stub[name].error}"
                mode = replace(mode, isolated=False, in_place=False, why=why[:500])
            shown = displayed(beside[name])
            partial = shown is not None and 0 <= shown <= tests[name].points
            if shown is not None and is_beyond(shown, tests[name]):
                said = f"For the reference solution this test displays {shown:g}, which is more than the points that it can give."
                mode = replace(mode, fault=mode.fault or said)
            modes[name] = replace(mode, released=float(_passes(stub_beside[name])), partial=partial)
        runs = (beside, stub_beside) if longer > 1 else (apart, beside, changed, stub, stub_beside)
        sure = all(result.status not in _UNSURE for results in runs for result in results.values())
        return modes, sure

    def run(
        self,
        notebook: Notebook,
        sources: Sequence[str],
        earlier: Sequence[str],
        longer: int = 1,
        beside: bool = False,
        in_place: Collection[str] = (),
    ) -> dict[str, CellResult]:
        """Return how each test went when the cells of a notebook have these texts, and ``longer`` times as long."""
        cells = [
            StudentCell(cell.kind, source, cell.grade_id, cell.raw.get("id") or "")
            for cell, source in zip(notebook.cells, sources, strict=True)
        ]
        own = StudentNotebook(f"{notebook.name}.ipynb", tuple(cells))
        part = prepare_part(notebook, Found(own), self.assignment)
        code = [cell for cell in part.cells if cell.kind == "code"]
        tasks = plan.beside(part, False)
        if not beside:
            apart = plan.isolated(part, notebook, False, self.judge.has_references)
            tasks = [
                replace(task, in_place=cell.grade_id in in_place, notes=not self.judge.has_references)
                for cell, task in zip(code, apart, strict=True)
            ]
        student = self.workspace.process
        given, student.limits = student.limits, replace(self.limits, cell=longer * self.limits.cell)
        try:
            results = run_cells(student, tasks, self.workspace.beside, self.judge, earlier)
        finally:
            student.limits = given
        return {c.grade_id: r for c, r in zip(code, results, strict=True) if c.role is Role.TEST}


def _passes(result: CellResult) -> bool:
    return result.status is Status.OK and result.ran


def _version(assignment: Assignment) -> str:
    """Return what stands for the code of the notebooks and for the files beside them."""
    code = [
        [cell.source, cell.released, cell.role, cell.grade_id]
        for part in assignment.notebooks
        for cell in part.cells
        if cell.kind == "code"
    ]
    return hash_of(code, content_hash(assignment.folder, without=".ipynb"))


@cache
def _grader() -> str:
    return hash_of(*(content_hash(PACKAGE / room) for room in _ROOMS))


def _read(path: Path) -> dict[str, Mode] | None:
    try:
        return {name: Mode(**mode) for name, mode in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return None
