"""The working folders of a submission while it is graded, and the executed notebook that is kept."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from autograder.core.assignment import Assignment, Notebook, Role
from autograder.core.files import PACKAGE
from autograder.core.ipynb import note_origin, notebook_json
from autograder.core.report import CheckResult, Verdict
from autograder.grading.judge import Judge
from autograder.intake.archive import readable
from autograder.intake.merge import MergedCell
from autograder.sandbox.cell_result import CellResult
from autograder.sandbox.limits import Limits
from autograder.sandbox.process import Process
from autograder.sandbox.protocol import Sandbox


class Workspace:
    """The folders of one submission, and the process that runs its cells there.

    ::

        files/    the student's notebooks and other files; each notebook gets a copy of its own
        work/     home and working folders; in a sandbox this is in memory and goes with it

    Parameters
    ----------
    folder : Path
    assignment : Assignment
    files : mapping
        What the working folders hold, by relative path.
    judge : Judge
        Its shared folders are the only others that the process sees, but for the data.
    limits : Limits
    sandbox : Sandbox

    Attributes
    ----------
    files, beside : Path
        What the working folder of a notebook is filled with: with the student's files, and without.
    process : Process
    """

    def __init__(
        self,
        folder: Path,
        assignment: Assignment,
        files: Mapping[str, bytes],
        judge: Judge,
        limits: Limits,
        sandbox: Sandbox,
    ):
        _write_files(folder / "files", files, judge.shared / "helper")
        (folder / "work").mkdir()
        hidden = [PACKAGE, assignment.folder.parent]
        place = sandbox.place(folder, judge.shared, assignment.data, hidden, limits)
        environment = {**judge.environment_of_students, "EX3_REFERENCE": str(place.shared / "stand-ins")}
        start = {**place.start, **judge.warmth, "arrays": judge.has_references}
        self.files, self.beside = place.folder / "files", place.shared / "beside"
        self.process = Process(
            place.shared,
            folder,
            environment,
            limits,
            place.prefix,
            place.folder / "work",
            start=start,
            server=judge.fork_server(place) if sandbox.forks else None,
        )


@contextmanager
def workspace_of(
    assignment: Assignment, files: Mapping[str, bytes], judge: Judge, limits: Limits, sandbox: Sandbox
) -> Iterator[Workspace]:
    """Make the folders of one submission; end its process and remove them afterwards."""
    place = judge.handed_in if sandbox.forks else None
    with tempfile.TemporaryDirectory(prefix="ex3-", dir=place, ignore_cleanup_errors=True) as folder:
        workspace = Workspace(Path(folder), assignment, files, judge, limits, sandbox)
        with workspace.process:
            yield workspace


def _write_files(folder: Path, files: Mapping[str, bytes], helper: Path) -> None:
    shutil.copytree(helper.parent / "beside", folder)
    for name, content in files.items():
        target = folder / readable(name)
        with suppress(OSError):  # names that cannot be files here, or are folders too
            if (helper / readable(name)).exists():
                continue  # students hand in the helper package too; ours is used
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def executed(
    notebook: Notebook,
    merged: Sequence[MergedCell],
    results: Mapping[int, CellResult],
    checks: Sequence[CheckResult],
) -> dict[str, Any]:
    """Return the notebook that was run, with its outputs and who has written each cell, as nbformat 4 stores it.

    A test cell that was not passed shows its verdict. SECURITY: the traceback would quote hidden tests.
    """
    verdicts = {check.grade_id: check for check in checks if check.verdict is not Verdict.PASS}
    cells: list[dict[str, Any]] = []
    used = {cell.raw.get("id") for cell in notebook.cells}
    for number, cell in enumerate(merged):
        if cell.cell is None:
            metadata, cell_id = {}, cell.cell_id
            if not cell_id or cell_id in used:
                cell_id = f"added-{number}"
            used.add(cell_id)
        else:
            metadata, cell_id = cell.cell.raw.get("metadata", {}), cell.cell_id or f"cell-{number}"
        metadata = note_origin(metadata, cell.origin)
        stored: dict[str, Any] = {"id": cell_id, "cell_type": cell.kind, "metadata": metadata}
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


def _verdict(check: CheckResult) -> dict[str, Any]:
    text = f"{check.hint}\n{check.message}".strip()
    shown = [f"\x1b[1;31m{check.verdict}\x1b[0m {text}".strip()]
    return {"output_type": "error", "ename": str(check.verdict), "evalue": text, "traceback": shown}
