"""Assignments: the instructor's notebooks with the role, the function and the points of each cell.

The source notebooks are trusted, so they are read as they are; what does not fit together is an error that
lists every finding, because a wrong flag here means wrong marks for a whole class.
"""

from __future__ import annotations

import ast
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.core.errors import OwnFault
from autograder.core.files import REPOSITORY
from autograder.core.ipynb import flags_of

SOLUTION, HIDDEN_TESTS = "SOLUTION", "HIDDEN TESTS"
# What the release puts in place of a model answer; nbgrader_config.py takes it from here.
TEXT_STUB = "*Your answer here: text, formulas between dollar signs, or a picture.*"


class AssignmentError(OwnFault):
    """The source notebooks are inconsistent; the text lists all findings."""


class Role(StrEnum):
    """What a cell is for."""

    LOCKED = "locked"  # set-up and driver code, always the instructor's
    ANSWER = "answer"  # code that the student writes
    TEST = "test"  # judges one function
    REPORT = "report"  # text that the student writes and a human marks
    FREE = "free"  # course text, demonstrations, and whatever a student adds


@dataclass(frozen=True)
class Cell:
    """One cell of a source notebook.

    Attributes
    ----------
    kind : str
        "code", "markdown" or "raw".
    function : str
        Of an answer the function that it defines, of a test the function that it judges.
    raw : dict
        The cell as it is stored.
    """

    kind: str
    source: str
    role: Role = Role.FREE
    grade_id: str = ""
    points: float = 0.0
    function: str = ""
    raw: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def released(self) -> str:
        """The cell's text as students get it, up to the wording of the stub."""
        stub = f'raise NotImplementedError("{self.grade_id}")' if self.kind == "code" else TEXT_STUB
        return without_region(without_region(self.source, HIDDEN_TESTS), SOLUTION, stub)

    @cached_property
    def given_lines(self) -> frozenset[str]:
        """The lines of an answer cell that were not written by a student."""
        given = without_region(self.source, SOLUTION).splitlines()
        return frozenset(line.strip() for line in [*given, TEXT_STUB])


@dataclass(frozen=True)
class Notebook:
    """One part of the series, cells in order."""

    name: str
    cells: tuple[Cell, ...]
    metadata: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def of_role(self, role: Role) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.role is role)

    @cached_property
    def functions(self) -> frozenset[str]:
        """The functions that students write in this part."""
        return frozenset(cell.function for cell in self.of_role(Role.ANSWER))


@dataclass(frozen=True)
class Question:
    """A question of the sheet.

    Attributes
    ----------
    label : str
        Such as "1a".
    title : str
        From its heading.
    part : str
        Name of the notebook in which it is asked.
    function : str
        What students write for it; "" if they answer in words.
    points : float
        Of its tests, or for the written answer.
    bonus : bool
        Its points come on top of full marks.
    """

    label: str
    title: str
    part: str
    function: str
    points: float
    bonus: bool = False


@dataclass(frozen=True)
class Assignment:
    """An assignment: its notebooks in the order of their names.

    Attributes
    ----------
    folder : Path
        Where the source notebooks and the helper package lie.
    """

    name: str
    folder: Path
    notebooks: tuple[Notebook, ...]

    @property
    def max_score(self) -> float:
        """Points that tests give."""
        return sum(cell.points for notebook in self.notebooks for cell in notebook.of_role(Role.TEST))

    @property
    def report_max_score(self) -> float:
        """Points that a human gives, bonus included."""
        return sum(cell.points for notebook in self.notebooks for cell in notebook.of_role(Role.REPORT))

    @property
    def data(self) -> Path:
        """The folder with the data files: $EX3_DATA, or data/ of the course folder."""
        return Path(os.environ.get("EX3_DATA") or self.folder.parent.parent / "data").resolve()

    @cached_property
    def texts(self) -> Counter[str]:
        """How often each released text occurs, compared without blank lines."""
        return Counter(squeezed(cell.released) for part in self.notebooks for cell in part.cells)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions of all parts by their labels; cells that belong to none are left out."""
        found = [question for part in self.notebooks for question in _questions(part)]
        return tuple(sorted(found, key=lambda question: question.label))

    @cached_property
    def grade_ids(self) -> frozenset[str]:
        return frozenset(cell.grade_id for part in self.notebooks for cell in part.cells if cell.grade_id)


def source_folder() -> Path:
    """Return where the instructor's notebooks lie: $EX3_SOURCE, or source/ex3 beside the package, as in a clone."""
    return Path(os.environ.get("EX3_SOURCE") or REPOSITORY / "source" / "ex3").absolute()


def load_assignment(folder: Path | None = None) -> Assignment:
    """Read the source notebooks of an assignment.

    Parameters
    ----------
    folder : Path, optional
        Holds the notebooks; its name is the assignment's. :func:`source_folder` if left out.

    Raises
    ------
    AssignmentError
        If a notebook cannot be read, or flags, markers, points and names do not fit together.
    """
    folder = Path(folder or source_folder()).resolve()
    paths = sorted(folder.glob("*.ipynb"))
    if not paths:
        raise AssignmentError(
            f"{folder} has no notebooks. Set EX3_SOURCE to the folder of the instructor's notebooks: "
            "source/ex3 of a clone, with data/ beside source/."
        )
    notebooks, findings = [], []
    for path in paths:
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            notebooks.append(_notebook(path.stem, stored))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            findings.append(f"{path.name} cannot be read as a notebook ({type(error).__name__}: {error}).")
    for notebook in notebooks:
        for cell in notebook.cells:
            findings += [f"{notebook.name}.ipynb, {finding}" for finding in _findings(cell)]
    count = Counter(cell.grade_id for notebook in notebooks for cell in notebook.cells if cell.grade_id)
    repeated = sorted(name for name, times in count.items() if times > 1)
    findings += [
        f"the grade_id {name!r} is used more than once; give each cell its own." for name in repeated
    ]
    if findings:
        listed = "\n".join(f"- {finding}" for finding in findings)
        raise AssignmentError(f"The notebooks in {folder} need mending:\n{listed}")
    return Assignment(folder.name, folder, tuple(notebooks))


def squeezed(source: str) -> str:
    """Return a text without blank lines and trailing blanks, to compare it by."""
    return "\n".join(line.rstrip() for line in source.splitlines() if line.strip())


def without_region(source: str, region: str, stub: str = "") -> str:
    """Return ``source`` without what stands between BEGIN and END markers, with ``stub`` in its place."""
    lines, inside = [], False
    for line in source.splitlines():
        if f"BEGIN {region}" in line:
            inside = True
            if stub:
                lines.append(line[: len(line) - len(line.lstrip())] + stub)
        elif f"END {region}" in line:
            inside = False
        elif not inside:
            lines.append(line)
    return "\n".join(lines)


def longest_in(grade_id: str, functions: Iterable[str]) -> str:
    """Return the function that a test cell is named after: test_nn_loss_reg_value judges nn_loss_reg, not nn_loss."""
    return max((name for name in functions if name in grade_id), key=len, default="")


_HEADING = re.compile(r"^#+ Question (\d+[a-z]):([^\n\[]*)(?:\[([^\]\n]*)\])?", re.MULTILINE)
_DOCSTRING = re.compile(r'"""Question (\d+[a-z]):')
_REPORT = re.compile(r"report_q(\d+[a-z])")


def _questions(part: Notebook) -> Iterator[Question]:
    """Yield the questions of a notebook: the label from the cell to answer in, the rest from the heading."""
    text = "\n".join(cell.source for cell in part.cells if cell.kind == "markdown" and not cell.grade_id)
    headings = {label: (title.strip(), marks) for label, title, marks in _HEADING.findall(text)}
    tests = part.of_role(Role.TEST)
    for cell in part.of_role(Role.ANSWER) + part.of_role(Role.REPORT):
        written = cell.role is Role.REPORT
        label = _REPORT.match(cell.grade_id) if written else _DOCSTRING.search(cell.source)
        if label:
            title, marks = headings.get(label[1], ("", ""))
            points = cell.points if written else sum(t.points for t in tests if t.function == cell.function)
            yield Question(label[1], title, part.name, cell.function, points, "bonus" in marks)


def _notebook(name: str, stored: dict[str, Any]) -> Notebook:
    raw_cells = stored["cells"]
    answers = {flags_of(raw).get("grade_id", "") for raw in raw_cells if _role(raw) is Role.ANSWER}
    return Notebook(name, tuple(_cell(raw, answers) for raw in raw_cells), stored.get("metadata", {}))


def _cell(raw: dict[str, Any], answers: set[str]) -> Cell:
    flags, role = flags_of(raw), _role(raw)
    grade_id, points = flags.get("grade_id", ""), flags.get("points", 0)
    if role is Role.ANSWER:
        function = grade_id
    elif role is Role.TEST:
        function = longest_in(grade_id, answers)
    else:
        function = ""
    has_points = isinstance(points, int | float) and not isinstance(points, bool)
    return Cell(
        kind=raw["cell_type"],
        source="".join(raw["source"]),
        role=role,
        grade_id=grade_id,
        points=float(points) if has_points else 0.0,
        function=function,
        raw=raw,
    )


def _role(raw: dict[str, Any]) -> Role:
    flags = flags_of(raw)
    if not flags:
        return Role.FREE
    if flags.get("solution"):
        return Role.REPORT if flags.get("grade") else Role.ANSWER
    return Role.TEST if flags.get("grade") else Role.LOCKED


def _findings(cell: Cell) -> Iterator[str]:
    """Say what is inconsistent about one cell."""
    where = f"cell {cell.grade_id!r}" if cell.grade_id else f"the cell that starts with {cell.source[:30]!r}"
    flags = flags_of(cell.raw)
    for region in (SOLUTION, HIDDEN_TESTS):
        if not _balanced(cell.source, region):
            yield f"{where}: BEGIN {region} and END {region} do not come in pairs."
    if cell.role not in (Role.ANSWER, Role.REPORT) and f"BEGIN {SOLUTION}" in cell.source:
        yield f"{where}: has a solution, but is not flagged as a solution cell; it would be released."
    if cell.role is not Role.TEST and f"BEGIN {HIDDEN_TESTS}" in cell.source:
        yield f"{where}: has hidden tests, but is not flagged as a test cell."
    if cell.role is Role.FREE:
        return
    if not cell.grade_id:
        yield f"{where}: has nbgrader metadata without a grade_id."
    if flags.get("schema_version") != 3:
        yield f"{where}: nbgrader's schema_version is {flags.get('schema_version')!r}, expected 3."
    if flags.get("task"):
        yield f"{where}: task cells are not supported; make it a report question (grade and solution true)."
    if flags.get("grade") and not cell.points > 0:
        yield f"{where}: is graded, but its points are {flags.get('points')!r}; give a number above 0."
    if cell.role in (Role.LOCKED, Role.TEST) and not flags.get("locked"):
        yield f"{where}: set-up and test cells must be locked."
    if cell.role in (Role.ANSWER, Role.REPORT):
        if flags.get("locked"):
            yield f"{where}: students write here, so it must not be locked."
        if f"BEGIN {SOLUTION}" not in cell.source:
            yield f"{where}: is flagged as a solution cell, but has no BEGIN SOLUTION."
    if cell.role is Role.REPORT and cell.kind != "markdown":
        yield f"{where}: report questions are markdown cells; it is a {cell.kind} cell."
    if cell.role in (Role.LOCKED, Role.ANSWER, Role.TEST) and cell.kind != "code":
        yield f"{where}: {cell.role} cells are code cells; it is a {cell.kind} cell."
    if cell.role is Role.ANSWER and cell.function not in _functions(cell.source):
        yield f"{where}: does not define a function of that name."
    if cell.role is Role.TEST and not cell.function:
        yield f"{where}: its name contains no name of a function that students write in this notebook."


def _balanced(source: str, region: str) -> bool:
    inside = False
    for line in source.splitlines():
        begins, ends = f"BEGIN {region}" in line, f"END {region}" in line
        if (begins and inside) or (ends and not inside):
            return False
        inside = (inside or begins) and not ends
    return not inside


def _functions(source: str) -> set[str]:
    try:
        return {node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}
    except SyntaxError:
        return set()
