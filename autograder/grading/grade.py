"""Grade one submission: from its files to its report. No database, no course folder, no files left behind."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from autograder.core.assignment import Assignment, Notebook, Role
from autograder.core.ipynb import Origin
from autograder.core.report import NotebookReport, Report, ReportAnswer
from autograder.grading.cells import Code, Where, run_cells
from autograder.grading.judge import Judge, judge_of
from autograder.grading.verdicts import AGAINST, Verdicts, doubted, internal, missing
from autograder.grading.workspace import Workspace, executed
from autograder.intake.confined import prepare_confined
from autograder.intake.handed_in import HandedIn, read_files
from autograder.intake.merge import has_answer
from autograder.intake.prepare import Prepared, PreparedPart
from autograder.sandbox.limits import Limits
from autograder.sandbox.walls import choose

Progress = Callable[[str, int, int], None]


def grade(
    submission: Prepared | HandedIn | Path | str,
    assignment: Assignment,
    *,
    student: str | None = None,
    timeout: float = 30.0,
    sandbox: str = "auto",
    run_all: bool = False,
    only: Collection[str] | None = None,
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
            scratch = tempfile.TemporaryDirectory(prefix="ex3-", ignore_cleanup_errors=True)
            folder = Path(cleanup.enter_context(scratch))
            judge = cleanup.enter_context(judge_of(assignment, limits))
            workspace = Workspace(folder, assignment, prepared.files, judge, limits, walls)
            cleanup.enter_context(workspace.process)
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
                    report = _grade_notebook(notebook, part, workspace, judge, earlier, run_all)
                except Exception as error:  # a fault of ours must cost neither marks nor the other notebooks
                    report = internal(notebook, part.remarks, f"{type(error).__name__}: {error}")
                flags, lasted = (*shipped, *report.flags), round(time.monotonic() - begun, 3)
                reports.append(replace(report, flags=flags, duration_s=lasted))
                shipped = ()  # once is enough
            earlier += sorted(notebook.functions)
    return Report(assignment.name, tuple(reports), student, round(time.monotonic() - started, 3))


def _grade_notebook(
    notebook: Notebook,
    part: PreparedPart,
    workspace: Workspace,
    judge: Judge,
    earlier: Sequence[str],
    run_all: bool,
) -> NotebookReport:
    code = [cell for cell in part.cells if cell.kind == "code"]
    cells = _cells_to_run(part, notebook, run_all)
    results = run_cells(workspace.process, cells, workspace.files, judge, earlier)
    tests = [
        (c.cell, result) for c, result in zip(code, results, strict=True) if c.cell and c.role is Role.TEST
    ]
    defines = [names for cell, names in zip(part.cells, part.defines, strict=True) if cell.role is Role.FREE]
    verdicts = Verdicts(code, results, {name for names in defines for name in names})
    checks = tuple(verdicts.of(cell, result) for cell, result in tests)
    if any(check.verdict in AGAINST for check in checks):
        checks = doubted(checks, judge.faults(notebook))
    answers = tuple(
        ReportAnswer(cell.grade_id, cell.cell.points, has_answer(part.cells, i))
        for i, cell in enumerate(part.cells)
        if cell.cell and cell.role is Role.REPORT
    )
    shown = executed(notebook, part.cells, dict(zip(map(id, code), results, strict=True)), checks)
    uses = [f"Uses {name}, and the sheet allows no framework: please look." for name in part.frameworks]
    said = (*uses, *part.remarks, *part.repairs)
    return NotebookReport(notebook.name, True, checks, answers, said, part.flags, executed=shown)


def _cells_to_run(part: PreparedPart, notebook: Notebook, run_all: bool) -> list[Code]:
    """Return the code cells, each with the process that runs it.

    Test cells run in the judge, and so do the locked cells that they may need; all others, and the locked cells
    again, run in the student's process. After the last test, marks cannot change any more: what stands there is
    run up to the last cell that is the student's own, so that its outputs are seen, and not beyond.
    """
    pairs = [(c, calls) for c, calls in zip(part.cells, part.calls, strict=True) if c.kind == "code"]
    code = [cell for cell, _ in pairs]
    roles = [cell.role for cell in code]
    first_answer = next((i for i, role in enumerate(roles) if role in (Role.ANSWER, Role.TEST)), len(code))
    last_test = max((i for i, role in enumerate(roles) if role is Role.TEST), default=-1)
    last_own = max((i for i, cell in enumerate(code) if cell.origin is not Origin.COURSE), default=-1)
    tasks = []
    for i, (cell, used) in enumerate(pairs):
        calls = {cell.cell.function} if cell.cell and cell.role is Role.TEST else set(used)
        where = Where.STUDENT
        if cell.role is Role.TEST:
            where = Where.JUDGE
        elif cell.role is Role.LOCKED and i < last_test:
            where |= Where.JUDGE
        elif i > max(last_test, last_own) and not run_all:
            where = Where.NOWHERE
        is_alone = cell.role is Role.LOCKED and i < min(first_answer, last_test)
        tasks.append(
            Code(
                cell.source,
                frozenset(calls & notebook.functions),
                where,
                () if is_alone else tuple(sorted(notebook.functions)),
                cell.grade_id if is_alone else "",
            )
        )
    return tasks
