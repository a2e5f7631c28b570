"""The folders that the cells of a submission see, and the notebook that stays when they have run."""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from autograder.assignment import Assignment, Notebook, Role
from autograder.merge import Merged
from autograder.results import CellResult
from autograder.submission import StudentCell, StudentNotebook, Submission


class Bench:
    """The folders of one submission.

    ::

        helper/             the assignment's files other than notebooks; on the import path
        reference/          the answer and set-up cells of the instructor's notebooks, without tests
        <notebook name>/    working folder of a notebook: the student's notebooks and other files
    """

    def __init__(
        self,
        folder: Path,
        assignment: Assignment,
        submission: Submission,
        found: dict[str, StudentNotebook | None],
    ):
        self.folder, self.submission = folder, submission
        self.environment = {
            "NBGRADER_EXECUTION": "autograde",
            "EX3_DATA": str(assignment.data),
            "EX3_REFERENCE": str(folder / "reference"),
        }
        leave = shutil.ignore_patterns("*.ipynb", ".ipynb_checkpoints")
        shutil.copytree(assignment.folder, folder / "helper", ignore=leave)
        (folder / "reference").mkdir()
        for notebook in assignment.notebooks:
            kept = [c.raw for c in notebook.cells if c.kind == "code" and c.role is not Role.TEST]
            _write_notebook(folder / "reference" / f"{notebook.name}.ipynb", kept)
        self._siblings = {
            f"{name}.ipynb": json.dumps(_notebook_json([_student_cell(cell) for cell in own.cells]))
            for name, own in found.items()
            if own is not None
        }

    def working_folder(self, name: str) -> Path:
        """Make the working folder of a notebook; what an earlier notebook did to its own is not in it."""
        folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self.folder))
        for path, content in self.submission.files.items():
            if (self.folder / "helper" / path).exists():
                continue  # students hand in the helper package too; ours is used
            target = folder / path
            with suppress(OSError):  # names that cannot be files here, or are folders too
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        for name, text in self._siblings.items():
            with suppress(OSError):
                (folder / name).write_text(text, encoding="utf-8")
        return folder


def executed(notebook: Notebook, merged: Merged, results: dict[int, CellResult]) -> dict:
    """Return the notebook that was run, with its outputs, as nbformat 4 stores it."""
    cells, used = [], {cell.raw.get("id") for cell in notebook.cells}
    for number, cell in enumerate(merged.cells):
        if cell.cell is None:
            metadata, cell_id = {}, cell.cell_id
            if not cell_id or cell_id in used:
                cell_id = f"added-{number}"
            used.add(cell_id)
        else:
            metadata, cell_id = cell.cell.raw.get("metadata", {}), cell.cell_id or f"cell-{number}"
        stored = {"id": cell_id, "cell_type": cell.kind, "metadata": json.loads(json.dumps(metadata))}
        stored["source"] = cell.source
        if cell.kind == "code":
            result = results[id(cell)]
            stored.update(outputs=list(result.outputs), execution_count=result.count)
        elif cell.attachments:
            stored["attachments"] = cell.attachments
        cells.append(stored)
    return _notebook_json(cells, notebook.metadata)


def _student_cell(cell: StudentCell) -> dict:
    metadata = {"nbgrader": {"grade_id": cell.grade_id}} if cell.grade_id else {}
    stored = {"cell_type": cell.kind, "metadata": metadata, "source": cell.source}
    return {**stored, "outputs": [], "execution_count": None} if cell.kind == "code" else stored


def _notebook_json(cells: list[dict], metadata: dict | None = None) -> dict:
    return {"cells": cells, "metadata": metadata or {}, "nbformat": 4, "nbformat_minor": 5}


def _write_notebook(path: Path, cells: list[dict]) -> None:
    path.write_text(json.dumps(_notebook_json(cells)), encoding="utf-8")
