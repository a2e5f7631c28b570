"""Grade one submission: from its files to its report. No database, no course folder, no files left behind."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

from autograder.core.assignment import Assignment, Notebook, Role
from autograder.core.ipynb import Origin
from autograder.core.report import NotebookReport, Report, ReportAnswer
from autograder.grading import plan
from autograder.grading.cells import Code, Where, run_notebook
from autograder.grading.isolation import Trials
from autograder.grading.judge import Judge, judge_of
from autograder.grading.plan import Mode
from autograder.grading.verdicts import Verdicts, doubted, internal, missing, not_isolated, share
from autograder.grading.workspace import executed, workspace_of
from autograder.intake.confined import prepare_confined
from autograder.intake.handed_in import HandedIn, read_files
from autograder.intake.merge import MergedCell, has_answer
from autograder.intake.prepare import Prepared, PreparedPart
from autograder.sandbox.cell_result import CellResult, Status
from autograder.sandbox.limits import CELL_S, Limits
from autograder.sandbox.walls import choose

_FREE = Mode(gives=True)  # of a cell that earns nothing
Progress = Callable[[str, int, int], None]


def grade(
    submission: Prepared | HandedIn | Path | str,
    assignment: Assignment,
    *,
    student: str | None = None,
    timeout: float = CELL_S,
    sandbox: str = "auto",
    run_all: bool = False,
    only: Collection[str] | None = None,
    isolation: str = "preferred",
    on_progress: Progress | None = None,
) -> Report:
    """Grade one submission.

    Parameters
    ----------
    submission : Prepared, HandedIn or path
        A path may be a folder, an archive or a single notebook.
    assignment : Assignment
    student : str, optional
        Whose it is, for the report.
    timeout : float
        Seconds for one cell; a notebook has six times as many.
    sandbox : str
        "auto", "bwrap" or "none".
    run_all : bool
        Also run the instructor's cells that no mark depends on, for their outputs.
    isolation : str
        "preferred": tests that cannot be kept apart from the answers run beside them; "required": these are left
        to a human; "off": all tests run beside the answers.
    only : collection of str, optional
        Names of the notebooks to grade; the report is about these alone.
    on_progress : callable, optional
        Called as ``on_progress(notebook_name, number, count)`` when a notebook starts.

    Returns
    -------
    Report
        With one record for each test cell, whatever happens. A fault of ours is INTERNAL there. Of a single notebook
        only its part is run; the other parts are there as not found, and count in the report's ``max_score``.

    Raises
    ------
    UsageError
        If the path leads to nothing, or the sandbox is not there.
    """
    started = time.monotonic()
    walls = choose(sandbox)
    if isinstance(submission, Prepared):
        prepared = submission
    else:
        handed_in = submission if isinstance(submission, HandedIn) else read_files(Path(submission))
        prepared = prepare_confined(handed_in, assignment)
    limits = Limits(cell=timeout)
    with ExitStack() as cleanup:
        if any(part.found for part in prepared.parts):
            judge = cleanup.enter_context(judge_of(assignment, limits))
            workspace = cleanup.enter_context(workspace_of(assignment, prepared.files, judge, limits, walls))
            modes = _modes(Trials(assignment, judge, workspace), prepared, only) if isolation != "off" else {}
        reports: list[NotebookReport] = []
        earlier: list[str] = []
        shipped = prepared.flags
        for number, (notebook, part) in enumerate(
            zip(assignment.notebooks, prepared.parts, strict=True), start=1
        ):
            if only is not None and notebook.name not in only:
                earlier += sorted(notebook.functions)
                shipped = () if part.found else shipped
                continue
            if on_progress is not None:
                on_progress(notebook.name, number, len(assignment.notebooks))
            begun = time.monotonic()
            if not part.found:
                reports.append(missing(notebook, part.remarks, part.broken))
            elif part.fault:
                reports.append(internal(notebook, part.remarks, part.fault))
            else:
                try:
                    run = partial(
                        run_notebook, workspace.process, files=workspace.files, judge=judge, earlier=earlier
                    )
                    mode = modes.get(notebook.name, {})
                    if isinstance(mode, Exception):
                        raise mode
                    report = _grade_notebook(notebook, part, run, judge, mode, isolation, run_all)
                except Exception as error:  # a fault of ours must cost nobody a mark, nor the other notebooks
                    report = internal(notebook, part.remarks, f"{type(error).__name__}: {error}")
                flags, lasted = (*shipped, *report.flags), round(time.monotonic() - begun, 3)
                reports.append(replace(report, flags=flags, duration_s=lasted))
                shipped = ()  # once is enough
            earlier += sorted(notebook.functions)
    return Report(assignment.name, tuple(reports), student, round(time.monotonic() - started, 3))


def get_ready(assignment: Assignment, sandbox: str = "auto") -> None:
    """Start what grading needs, and do not wait for it: it is there when the first submission comes."""
    limits = Limits()
    with judge_of(assignment, limits) as judge, workspace_of(assignment, {}, judge, limits, choose(sandbox)):
        pass


def _modes(
    trials: Trials, prepared: Prepared, only: Collection[str] | None
) -> dict[str, Mapping[str, Mode] | Exception]:
    """Find out how the tests of each notebook are to be run, before anything of the student's has been.

    A fault of ours on the way is returned in its place.
    """
    modes: dict[str, Mapping[str, Mode] | Exception] = {}
    earlier: list[str] = []
    for notebook, part in zip(trials.assignment.notebooks, prepared.parts, strict=True):
        if part.found and not part.fault and (only is None or notebook.name in only):
            try:
                modes[notebook.name] = trials.modes(notebook, earlier)
            except Exception as error:
                modes[notebook.name] = error
        earlier += sorted(notebook.functions)
    return modes


def _grade_notebook(
    notebook: Notebook,
    part: PreparedPart,
    run: Callable[[list[Code]], list[CellResult]],
    judge: Judge,
    modes: Mapping[str, Mode],
    isolation: str,
    run_all: bool,
) -> NotebookReport:
    code = [cell for cell in part.cells if cell.kind == "code"]
    results, isolated = _run(part, notebook, run, judge, modes, isolation, run_all)
    tests = [
        (c.cell, result) for c, result in zip(code, results, strict=True) if c.cell and c.role is Role.TEST
    ]
    defines = [names for cell, names in zip(part.cells, part.defines, strict=True) if cell.role is Role.FREE]
    named = list(zip(part.cells, part.uses, part.binds, strict=True))
    own = {name for cell, _, binds in named if cell.origin is not Origin.COURSE for name in binds}
    replaced = {cell.grade_id: own.intersection(uses) - notebook.functions for cell, uses, _ in named}
    partial = {name for name, mode in modes.items() if mode.partial}
    verdicts = Verdicts(code, results, {name for names in defines for name in names}, replaced, partial)
    checks = tuple(
        replace(verdicts.of(cell, result), isolated=cell.grade_id in isolated) for cell, result in tests
    )
    needs = [_newer(part.python)] if part.python else []
    faults = {name: mode.fault for name, mode in modes.items() if mode.fault}
    checks = doubted(checks, faults | {check.grade_id: said for check in checks for said in needs})
    if isolation == "required":
        checks = tuple(one if one.isolated else not_isolated(one, modes[one.grade_id].why) for one in checks)
    answers = tuple(
        ReportAnswer(cell.grade_id, cell.cell.points, has_answer(part.cells, i))
        for i, cell in enumerate(part.cells)
        if cell.cell and cell.role.is_marked_by_hand
    )
    shown = executed(notebook, part.cells, dict(zip(map(id, code), results, strict=True)), checks)
    uses = [f"Uses {name}, which the instructor's version does not: please look." for name in part.frameworks]
    said = (*uses, *needs, *part.remarks, *part.repairs, *_passed_over(code, results))
    return NotebookReport(notebook.name, True, checks, answers, said, part.flags, executed=shown)


def _newer(python: str) -> str:
    here = ".".join(map(str, sys.version_info[:2]))
    return f"The answer needs Python {python}, and this grader has {here}: please look, or grade with Python {python}."


def _passed_over(code: Sequence[MergedCell], results: Sequence[CellResult]) -> list[str]:
    """Return what is said of answers whose definitions were run in spite of a line that fails above them."""
    return [
        f"Line {result.error.line} of the cell {cell.grade_id or 'that the student has added'} fails here ({result.error.type}: "
        f"{result.error.text[:100]}); what the cell defines below it was run all the same."
        for cell, result in zip(code, results, strict=True)
        if result.passed_over
    ]


def _in_place_too(
    results: list[CellResult],
    changing: list[int],
    tasks: list[Code],
    run: Callable[[list[Code]], list[CellResult]],
) -> list[CellResult]:
    """Run tests again whose arguments an answer has changed, or handed back; of the two results, the worse one counts.

    SECURITY: with copies, an answer cannot spoil what it is compared with; with the test's own objects, a forbidden
    change is seen. Changes that the student's process reports touch only what it was handed.
    """
    own = [
        replace(task, in_place=task.in_place or i in changing, notes=False) for i, task in enumerate(tasks)
    ]
    again = run(_until(changing[-1], own))
    return [
        min(one, other, key=share) if i in changing else one
        for i, (one, other) in enumerate(zip(results, again, strict=True))
    ]


def _until(last: int, tasks: list[Code]) -> list[Code]:
    """Return the tasks without those below one of them, which have run before."""
    return [*tasks[: last + 1], *(replace(task, where=Where.NOWHERE) for task in tasks[last + 1 :])]


def _run(
    part: PreparedPart,
    notebook: Notebook,
    run: Callable[[list[Code]], list[CellResult]],
    judge: Judge,
    modes: Mapping[str, Mode],
    isolation: str,
    run_all: bool,
) -> tuple[list[CellResult], set[str]]:
    """Run the cells of a notebook; return how each went, and which tests ran apart from the answers."""
    code = [cell for cell in part.cells if cell.kind == "code"]
    tests = {cell.grade_id for cell in code if cell.role is Role.TEST}
    isolated = {name for name in tests if name in modes and modes[name].isolated}
    results: list[CellResult] = []
    if isolated or not tests or isolation == "required":
        how = [modes.get(cell.grade_id, _FREE) for cell in code]
        apart = [
            replace(task, in_place=mode.in_place, gives=mode.gives, notes=not judge.has_references)
            for task, mode in zip(
                plan.isolated(part, notebook, run_all, judge.has_references), how, strict=True
            )
        ]
        results = run(apart)
        changing = [
            i
            for i, (result, mode) in enumerate(zip(results, how, strict=True))
            if result.noted and result.status is Status.OK and not mode.in_place and not mode.copies
        ]
        if changing:
            results = _in_place_too(results, changing, apart, run)
    if tests - isolated and isolation != "required":
        tasks = plan.beside(part, run_all)
        last = max(i for i, cell in enumerate(code) if cell.grade_id in tests - isolated)
        beside = run(_until(last, tasks) if results else tasks)
        results = [
            other if cell.grade_id in tests - isolated else one
            for cell, one, other in zip(code, results or beside, beside, strict=True)
        ]
    return results, isolated
