"""The heart: from a submission to its report. No database, no course folder; nothing stays behind."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from autograder import frameworks, names
from autograder.assignment import Assignment, Notebook, Role
from autograder.bench import Bench, executed
from autograder.execute import Code, Limits, Runner, run_cells
from autograder.match import find_notebook
from autograder.merge import Merged, MergedCell, has_answer, merge
from autograder.report import NotebookReport, Report, ReportAnswer, Verdict
from autograder.results import CellResult, Status
from autograder.submission import Submission, read_submission
from autograder.verdicts import Verdicts, check, internal, missing

Progress = Callable[[str, int, int], None]


def grade(
    submission: Submission | Path | str,
    assignment: Assignment,
    *,
    student: str | None = None,
    timeout: float = 30.0,
    on_progress: Progress | None = None,
) -> Report:
    """Grade one submission.

    Parameters
    ----------
    submission : Submission or path
        A path may be a folder, an archive or a single notebook.
    assignment : Assignment
    student : str, optional
        Whose it is, for the report.
    timeout : float
        Seconds for one cell; a notebook has six times as many.
    on_progress : callable, optional
        Called as ``on_progress(notebook_name, number, count)`` when a notebook starts.

    Returns
    -------
    Report
        With one record for each test cell, whatever happens. A fault of ours is INTERNAL there.

    Raises
    ------
    UsageError
        If the path leads to nothing.
    """
    started = time.monotonic()
    if not isinstance(submission, Submission):
        submission = read_submission(Path(submission))
    found = {part.name: find_notebook(part, submission, assignment) for part in assignment.notebooks}
    with tempfile.TemporaryDirectory(prefix="ex3-", ignore_cleanup_errors=True) as scratch:
        bench = Bench(Path(scratch), assignment, submission, {name: own for name, (own, _) in found.items()})
        with Runner(bench.folder, bench.environment, Limits(cell=timeout)) as runner:
            reports = []
            for number, notebook in enumerate(assignment.notebooks, start=1):
                if on_progress is not None:
                    on_progress(notebook.name, number, len(assignment.notebooks))
                own, remarks = found[notebook.name]
                if own is None:
                    reports.append(missing(notebook, remarks))
                    continue
                try:
                    merged = merge(notebook, own, assignment)
                    reports.append(_grade_notebook(notebook, merged, remarks, runner, bench))
                except Exception as error:  # a fault of ours must cost nobody a mark, nor the other notebooks
                    reports.append(internal(notebook, remarks, f"{type(error).__name__}: {error}"))
    return Report(assignment.name, tuple(reports), student, round(time.monotonic() - started, 3))


def _grade_notebook(
    notebook: Notebook, merged: Merged, remarks: Sequence[str], runner: Runner, bench: Bench
) -> NotebookReport:
    code = [cell for cell in merged.cells if cell.kind == "code"]
    tasks = [Code(cell.source, frozenset(_calls(cell) & notebook.functions)) for cell in code]
    results = run_cells(runner, tasks, bench.working_folder(notebook.name))
    tests = [(c.cell, result) for c, result in zip(code, results, strict=True) if c.role is Role.TEST]
    fault = _own_fault(notebook, code, results, runner, bench) if tests else ""
    verdicts = Verdicts(code, results)
    checks = [check(cell, Verdict.INTERNAL, fault) if fault else verdicts.of(cell, r) for cell, r in tests]
    answers = tuple(
        ReportAnswer(cell.grade_id, cell.cell.points, has_answer(merged.cells, i))
        for i, cell in enumerate(merged.cells)
        if cell.role is Role.REPORT
    )
    shown = executed(notebook, merged, dict(zip(map(id, code), results, strict=True)))
    found = frameworks.used(cell.source for cell in code)
    flags = [f"Uses {name}, and the sheet allows no framework: please look." for name in found]
    said = (*flags, *remarks, *merged.repairs)
    return NotebookReport(notebook.name, True, tuple(checks), answers, said, shown)


def _calls(cell: MergedCell) -> set[str]:
    """Return the functions of the student's that a cell calls."""
    return {cell.cell.function} if cell.role is Role.TEST else names.used(cell.source)


def _own_fault(
    notebook: Notebook,
    code: Sequence[MergedCell],
    results: Sequence[CellResult],
    runner: Runner,
    bench: Bench,
) -> str:
    """Say what is wrong on our side if the set-up of a notebook fails without anything of the student's."""
    first = next(i for i, cell in enumerate(notebook.cells) if cell.role in (Role.ANSWER, Role.TEST))
    setup = [cell for cell in notebook.cells[:first] if cell.role is Role.LOCKED]
    ids = {cell.grade_id for cell in setup}
    if all(r.status is Status.OK for c, r in zip(code, results, strict=True) if c.grade_id in ids):
        return ""
    again = run_cells(runner, [Code(cell.source) for cell in setup], bench.working_folder(notebook.name))
    for cell, result in zip(setup, again, strict=True):
        if result.status is not Status.OK:
            return f"The set-up cell {cell.grade_id} fails: {result.error}"
    return ""
