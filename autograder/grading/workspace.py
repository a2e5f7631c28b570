"""The folders that the cells of a submission see, and the notebook that stays when they have run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from autograder.core.assignment import Assignment, Notebook, Role
from autograder.core.files import PACKAGE
from autograder.core.ipynb import note_origin, notebook_json
from autograder.core.report import CheckResult, Verdict
from autograder.grading.judge import Judge
from autograder.intake.merge import Merged
from autograder.intake.notebook import StudentCell, StudentNotebook, Submission
from autograder.sandbox.cell_result import CellResult
from autograder.sandbox.limits import Limits
from autograder.sandbox.process import Process
from autograder.sandbox.protocol import Sandbox


class Bench:
    """The folders of one submission, and the process that runs its cells there.

    ::

        files/    the student's notebooks and other files; each notebook gets a copy of its own
        work/     home and working folders; in a sandbox this is in memory and goes with it

    Parameters
    ----------
    folder : Path
    judge : Judge
        Its shared folders are the only others that the process sees, but for the data.
    sandbox : Sandbox
    """

    def __init__(
        self,
        folder: Path,
        assignment: Assignment,
        submission: Submission,
        found: dict[str, StudentNotebook | None],
        judge: Judge,
        limits: Limits,
        sandbox: Sandbox,
    ):
        self.files = folder / "files"
        _write_files(self.files, submission, found, judge.shared / "helper")
        (folder / "work").mkdir()
        hidden = [PACKAGE, assignment.folder.parent]
        place = sandbox.place(folder, judge.shared, assignment.data, hidden, limits)
        environment = {
            "NBGRADER_EXECUTION": "autograde",
            "EX3_DATA": str(assignment.data),
            "EX3_REFERENCE": str(place.shared / "stand-ins"),
        }
        self.process = Process(place.shared, folder, environment, limits, place.wrap, start=place.start)


def _write_files(
    folder: Path, submission: Submission, found: dict[str, StudentNotebook | None], helper: Path
) -> None:
    folder.mkdir()
    for path, content in submission.files.items():
        target = folder / path
        with suppress(OSError):  # names that cannot be files here, or are folders too
            if (helper / path).exists():
                continue  # students hand in the helper package too; ours is used
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    for name, own in found.items():
        if own is not None:
            text = json.dumps(notebook_json([_student_cell(cell) for cell in own.cells]))
            with suppress(OSError):
                (folder / f"{name}.ipynb").write_text(text, encoding="utf-8")


def executed(
    notebook: Notebook, merged: Merged, results: dict[int, CellResult], checks: Sequence[CheckResult]
) -> dict:
    """Return the notebook that was run, with its outputs and who has written each cell, as nbformat 4 stores it.

    A test cell that was not passed shows its verdict. SECURITY: the traceback would quote hidden tests.
    """
    verdicts = {check.grade_id: check for check in checks if check.verdict is not Verdict.PASS}
    cells, used = [], {cell.raw.get("id") for cell in notebook.cells}
    for number, cell in enumerate(merged.cells):
        if cell.cell is None:
            metadata, cell_id = {}, cell.cell_id
            if not cell_id or cell_id in used:
                cell_id = f"added-{number}"
            used.add(cell_id)
        else:
            metadata, cell_id = cell.cell.raw.get("metadata", {}), cell.cell_id or f"cell-{number}"
        stored = {"id": cell_id, "cell_type": cell.kind, "metadata": note_origin(metadata, cell.origin)}
        stored["source"] = cell.source
        if cell.kind == "code":
            result = results[id(cell)]
            outputs = list(result.outputs)
            if cell.role is Role.TEST:
                outputs = [output for output in outputs if output["output_type"] != "error"]
                if cell.grade_id in verdicts:
                    outputs.append(_verdict(verdicts[cell.grade_id]))
            stored.update(outputs=outputs, execution_count=result.count)
        elif cell.attachments:
            stored["attachments"] = cell.attachments
        cells.append(stored)
    return notebook_json(cells, notebook.metadata)


def _verdict(check: CheckResult) -> dict:
    text = f"{check.hint}\n{check.message}".strip()
    shown = [f"\x1b[1;31m{check.verdict}\x1b[0m {text}".strip()]
    return {"output_type": "error", "ename": str(check.verdict), "evalue": text, "traceback": shown}


def _student_cell(cell: StudentCell) -> dict:
    metadata = {"nbgrader": {"grade_id": cell.grade_id}} if cell.grade_id else {}
    stored = {"cell_type": cell.kind, "metadata": metadata, "source": cell.source}
    return {**stored, "outputs": [], "execution_count": None} if cell.kind == "code" else stored
