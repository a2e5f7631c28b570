"""Look over an instructor's notebooks: what is wrong with them, and how each test fares in the real sandbox."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from autograder.core.assignment import Assignment, Role, notebook_of
from autograder.core.cell import Finding, findings_of
from autograder.grading.isolation import Trials
from autograder.grading.judge import judge_of
from autograder.grading.plan import Mode
from autograder.grading.workspace import workspace_of
from autograder.sandbox.limits import CELL_S, Limits
from autograder.sandbox.walls import choose


@dataclass(frozen=True)
class TestRow:
    """One test cell, and what the instructor's version and the untouched release get by it."""

    notebook: str
    grade_id: str
    points: float
    mode: Mode


def findings_in(folder: Path) -> list[tuple[str, Finding]]:
    """Return what is wrong with each notebook of a folder, by its name."""
    found = []
    for path in sorted(folder.glob("*.ipynb")):
        try:
            notebook = notebook_of(path.stem, json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            said = f"it cannot be read as a notebook ({type(error).__name__}: {error})."
            found.append((path.name, Finding(said, True, True)))
            continue
        found += [(path.name, finding) for finding in findings_of(notebook)]
    return found


def try_tests(assignment: Assignment, timeout: float = CELL_S, sandbox: str = "auto") -> list[TestRow]:
    """Run the instructor's version and the untouched release; return a row for each test cell."""
    limits, rows = Limits(cell=timeout), []
    earlier: list[str] = []
    with ExitStack() as cleanup:
        judge = cleanup.enter_context(judge_of(assignment, limits))
        workspace = cleanup.enter_context(workspace_of(assignment, {}, judge, limits, choose(sandbox)))
        trials = Trials(assignment, judge, workspace)
        for notebook in assignment.notebooks:
            modes = trials.modes(notebook, earlier)
            rows += [
                TestRow(notebook.name, cell.grade_id, cell.points, modes[cell.grade_id])
                for cell in notebook.of_role(Role.TEST)
            ]
            earlier += sorted(notebook.functions)
    return rows
