"""How each question stands, read from the saved notebooks of a folder. Nothing in them is run.

A check counts as passed if the saved notebook shows its tick. What was changed since then without running
the cell again cannot be seen here, and neither can the hidden tests.
"""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ex3.carry_over import is_stub, without_magics
from ex3.questions import Question, part_of, series

UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True)
class Cell:
    """What counts of a notebook's cell; ``count`` is the number that Jupyter shows once it has been run."""

    kind: str
    source: str
    grade_id: str
    cell_id: str
    points: float
    count: int | None
    ticked: bool
    has_attachments: bool
    is_task: bool = False

    @property
    def is_own(self) -> bool:
        """Whether a student has added it: the cells of the course are called after their part or question."""
        return bool(self.cell_id) and not re.match(r"part_[a-z]|answer_|test_|report_", self.cell_id)


@dataclass(frozen=True)
class Notebook:
    """A notebook file. ``part`` is a letter, "" for one that is not of the series; ``problem`` says why it has no cells."""

    path: Path
    part: str
    cells: tuple[Cell, ...] = ()
    problem: str = ""

    @property
    def is_instructors(self) -> bool:
        return any("### BEGIN SOLUTION" in cell.source for cell in self.cells)


@dataclass(frozen=True)
class Standing:
    """How one question stands.

    Attributes
    ----------
    state : str
        "done", "begun" or "open".
    words : str
    points : float
        Those of the visible checks that have passed. What a text is worth, a human says.
    """

    question: Question
    state: str
    words: str
    points: float = 0


def read_notebooks(folder: Path) -> list[Notebook]:
    """Read all notebooks that lie in a folder, by name."""
    return [_read(path) for path in sorted(folder.glob("*.ipynb")) if path.is_file()]


def _read(path: Path) -> Notebook:
    part = part_of(path)
    try:
        cells = tuple(_cell(raw) for raw in json.loads(path.read_text(encoding="utf-8-sig"))["cells"])
    except UNREADABLE:
        reason = "is empty" if path.stat().st_size == 0 else "is damaged, or no notebook"
        return Notebook(path, part, problem=f"{path.name} {reason}: it cannot be read")
    votes = Counter(filter(None, (_part_of(cell.grade_id) for cell in cells)))
    return Notebook(path, votes.most_common(1)[0][0] if votes else part, cells)


def _cell(raw: dict) -> Cell:
    flags = raw["metadata"].get("nbgrader", {})
    outputs = raw.get("outputs", [])
    said = "".join("".join(output.get("text", "")) for output in outputs)
    return Cell(
        kind=raw["cell_type"],
        source="".join(raw["source"]),
        grade_id=flags.get("grade_id", ""),
        cell_id=raw.get("id", ""),
        points=flags.get("points") or 0,
        count=raw.get("execution_count"),
        ticked="✓" in said and not any(output.get("output_type") == "error" for output in outputs),
        has_attachments=bool(raw.get("attachments")),
        is_task=bool(flags.get("task")),
    )


def _part_of(grade_id: str) -> str:
    setup = re.match(r"part_([a-z])_", grade_id)
    name = series().judged(grade_id) if grade_id.startswith("test_") else grade_id
    return setup[1] if setup else next((q.part for q in series().questions if q.name == name), "")


def by_part(notebooks: Iterable[Notebook]) -> dict[str, list[Notebook]]:
    """Return the files of each part, the one that counts first: as in grading, one with answers, then the plain name."""
    found: dict[str, list[Notebook]] = {}
    for notebook in notebooks:
        if notebook.part:
            found.setdefault(notebook.part, []).append(notebook)
    return {
        part: sorted(files, key=lambda n: (not _is_begun(n), len(n.path.name)))
        for part, files in found.items()
    }


def _is_begun(notebook: Notebook) -> bool:
    return any(
        standing_of(q, notebook).state != "open" for q in series().questions if q.part == notebook.part
    )


def standing_of(question: Question, notebook: Notebook | None) -> Standing:
    """Say how a question stands in the notebook of its part."""
    if notebook is None:
        return Standing(question, "open", "its notebook is missing")
    if notebook.problem:
        return Standing(question, "open", "its notebook cannot be read")
    return (_text if question.is_text else _code)(question, notebook.cells)


def _text(question: Question, cells: tuple[Cell, ...]) -> Standing:
    place = next((i for i, cell in enumerate(cells) if cell.grade_id == question.name), None)
    if place is None:
        return Standing(question, "open", "its cell is gone: take the notebook from the course zip again")
    cell, below = cells[place], cells[place + 1 : place + 2]
    own = [line for line in cell.source.splitlines() if line.strip() and not _is_given(line)]
    if cell.is_task:
        own = []
    if own or cell.has_attachments or any(c.is_own and c.source.strip() for c in below):
        return Standing(question, "done", "written")
    return Standing(question, "open", "still the template" if cell.source.strip() else "still empty")


def _is_given(line: str) -> bool:
    return "Your answer here" in line or line.strip().startswith(
        ("raise NotImplementedError", "# YOUR CODE HERE")
    )


def _code(question: Question, cells: tuple[Cell, ...]) -> Standing:
    answer, how = _definition(question.name, [cell for cell in cells if cell.kind == "code"])
    if answer is None or how == "stub":
        words = "still the stub" if answer else f"no cell defines {question.name}"
        return Standing(question, "open", words)
    if how == "broken":
        return Standing(question, "begun", "its cell is no valid Python")
    tests = [
        cell
        for cell in cells
        if cell.grade_id.startswith("test_") and series().judged(cell.grade_id) == question.name
    ]
    if not tests:
        return Standing(question, "begun", "written; its checks are gone, and grading puts them back")
    passed = [cell for cell in tests if cell.ticked and (cell.count or 0) > (answer.count or 0)]
    points = min(sum(cell.points for cell in passed), question.points)
    if len(passed) == len(tests):
        return Standing(question, "done", f"all {len(tests)} visible checks passed", points)
    if not any(cell.count for cell in tests):
        return Standing(question, "begun", "written; run its checks, and save")
    if any(cell.ticked and cell not in passed for cell in tests):
        return Standing(question, "begun", "run after its checks: run them again, and save", points)
    return Standing(question, "begun", f"{len(passed)} of {len(tests)} visible checks passed", points)


def _definition(name: str, cells: list[Cell]) -> tuple[Cell | None, str]:
    """Return the last cell that defines ``name``, and whether that is a "stub", "broken" or "written"."""
    found: tuple[Cell | None, str] = None, ""
    for cell in cells:
        try:
            tree = ast.parse(without_magics(cell.source))
        except (SyntaxError, ValueError):
            if re.search(rf"^def {name}\b", cell.source, re.MULTILINE):
                found = cell, "broken"
            continue
        for node in tree.body:
            if getattr(node, "name", "") == name or name in _assigned(node):
                found = cell, "stub" if isinstance(node, ast.FunctionDef) and is_stub(node) else "written"
    return found


def _assigned(node: ast.stmt) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else []
    return {target.id for target in targets if isinstance(target, ast.Name)}
