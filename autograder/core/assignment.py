"""Assignments: the instructor's notebooks with the role, the function and the points of each cell.

The source notebooks are trusted, so they are read as they are; what does not fit together is an error that
lists every finding, because a wrong flag here means wrong marks for a whole class.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.core import definitions as names
from autograder.core.cell import (
    TEXT_STUB,
    Cell,
    Notebook,
    Role,
    findings_of,
    role_of,
    squeezed,
    upgraded,
    without_region,
)
from autograder.core.errors import OwnFault
from autograder.core.files import REPOSITORY
from autograder.core.ipynb import source_of

__all__ = [
    "TEXT_STUB",
    "Assignment",
    "AssignmentError",
    "Cell",
    "Notebook",
    "Question",
    "Role",
    "load_assignment",
    "squeezed",
    "without_region",
]


class AssignmentError(OwnFault):
    """The source notebooks are inconsistent; the text lists all findings."""


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
    grade_id : str
        Of the cell to answer in.
    """

    label: str
    title: str
    part: str
    function: str
    points: float
    bonus: bool = False
    grade_id: str = ""


@dataclass(frozen=True)
class Assignment:
    """An assignment: its notebooks in the order of their names.

    Attributes
    ----------
    folder : Path
        Where the source notebooks and the helper package lie.
    warnings : tuple of str
        What about the notebooks works, and is likely to be a slip.
    """

    name: str
    folder: Path
    notebooks: tuple[Notebook, ...]
    warnings: tuple[str, ...] = ()

    def with_texts(self, notebook: str, texts: Mapping[str, str]) -> Assignment:
        """Return the assignment with other texts in some cells of one notebook, by grade_id."""
        parts = [
            replace(part, cells=tuple(_with_text(cell, texts.get(cell.grade_id)) for cell in part.cells))
            if part.name == notebook
            else part
            for part in self.notebooks
        ]
        return replace(self, notebooks=tuple(parts))

    @property
    def max_score(self) -> float:
        """Points that tests give."""
        return sum(cell.points for notebook in self.notebooks for cell in notebook.of_role(Role.TEST))

    @property
    def report_max_score(self) -> float:
        """Points that a human gives, bonus included."""
        return sum(cell.points for part in self.notebooks for cell in part.marked_by_hand)

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
    def own_texts(self) -> frozenset[str]:
        """Released texts of the cells that have a role: a student's copy of one elsewhere is no work of theirs."""
        cells = (cell for part in self.notebooks for cell in part.cells if cell.role is not Role.FREE)
        return frozenset(squeezed(cell.released) for cell in cells)

    @cached_property
    def grade_ids(self) -> frozenset[str]:
        return frozenset(cell.grade_id for part in self.notebooks for cell in part.cells if cell.grade_id)


def source_folder() -> Path:
    """Return where the instructor's notebooks lie: $EX3_SOURCE, or source/ex3 beside the package, as in a clone."""
    return Path(os.environ.get("EX3_SOURCE") or REPOSITORY / "source" / "ex3").absolute()


def load_assignment(folder: Path | None = None, strict: bool = False) -> Assignment:
    """Read the source notebooks of an assignment.

    Parameters
    ----------
    folder : Path, optional
        Holds the notebooks; its name is the assignment's. :func:`source_folder` if left out.

    strict : bool
        Also refuse what can be graded and must not be released, such as a solution outside of its markers.

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
    notebooks: list[Notebook] = []
    errors: list[str] = []
    warnings: list[str] = []
    for path in paths:
        try:
            notebook = notebook_of(path.stem, json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            errors.append(f"{path.name} cannot be read as a notebook ({type(error).__name__}: {error}).")
            continue
        notebooks.append(notebook)
        for finding in findings_of(notebook):
            is_error = finding.is_fatal or (strict and finding.is_error)
            (errors if is_error else warnings).append(f"{path.name}, {finding.text}")
    used = Counter(name for part in notebooks for name in {c.grade_id for c in part.cells if c.grade_id})
    warnings += [f"the grade_id {name!r} is used in several notebooks." for name, n in used.items() if n > 1]
    if errors:
        listed = "\n".join(f"- {error}" for error in errors)
        raise AssignmentError(f"The notebooks in {folder} need mending:\n{listed}")
    return Assignment(folder.name, folder, tuple(notebooks), tuple(warnings))


def longest_in(grade_id: str, functions: Iterable[str]) -> str:
    """Return the function that a test cell is named after: test_nn_loss_reg_value judges nn_loss_reg, not nn_loss."""
    return max((name for name in functions if name in grade_id), key=len, default="")


_HEADING = re.compile(r"^#+ Question (\d+[a-z]):([^\n\[]*)(?:\[([^\]\n]*)\])?", re.MULTILINE)
_DOCSTRING = re.compile(r'"""Question (\d+[a-z]):')
_REPORT = re.compile(r"report_q(\d+[a-z])")


def _questions(part: Notebook) -> Iterator[Question]:
    """Yield the questions of a notebook: the label from the cell to answer in or the heading above, the rest from there."""
    tests = part.of_role(Role.TEST)
    headings: dict[str, tuple[str, str]] = {}
    above = ""  # the question that has been asked, and not yet answered
    for cell in part.cells:
        if cell.kind == "markdown" and not cell.grade_id:
            for above, title, marks in _HEADING.findall(cell.source):
                headings[above] = title.strip(), marks
        if cell.role not in (Role.ANSWER, Role.MANUAL, Role.TASK):
            continue
        by_hand = cell.role.is_marked_by_hand
        named = _REPORT.match(cell.grade_id) if by_hand else _DOCSTRING.search(cell.source)
        label, above = named[1] if named else above, ""
        if label:
            title, marks = headings.get(label, ("", ""))
            points = cell.points if by_hand else sum(t.points for t in tests if t.function == cell.function)
            function = "" if by_hand else cell.function
            yield Question(label, title, part.name, function, points, "bonus" in marks, cell.grade_id)


def notebook_of(name: str, stored: dict[str, Any]) -> Notebook:
    """Return a notebook with its cells' roles and names from its stored form."""
    cells = [_cell(raw) for raw in stored["cells"]]
    answers: list[Cell] = []
    for number, cell in enumerate(cells):
        if cell.role is Role.TEST:
            later = [each for each in cells[number:] if each.role is Role.ANSWER]
            cells[number] = _judging(cell, answers, later)
        elif cell.role is Role.ANSWER:
            answers.append(cell)
    return Notebook(name, tuple(cells), stored.get("metadata", {}))


def _cell(raw: dict[str, Any]) -> Cell:
    flags = upgraded(raw)
    role, kind, source = role_of(flags), raw["cell_type"], source_of(raw)
    if source is None:
        raise ValueError("a cell has no text")
    grade_id, points = flags.get("grade_id", ""), flags.get("points", 0)
    has_points = isinstance(points, int | float) and not isinstance(points, bool)
    cell = Cell(kind, source, role, grade_id, float(points) if has_points else 0.0, flags=flags, raw=raw)
    if role is not Role.ANSWER or kind != "code":
        return cell
    bound = names.defined(source) - names.imports(source)
    return replace(cell, names=frozenset(bound), function=_main_name(source, grade_id, bound))


def _with_text(cell: Cell, text: str | None) -> Cell:
    if text is None or text == cell.source or not cell.role.is_kept:
        return cell
    return replace(cell, source=text, raw={**cell.raw, "source": text})


def _main_name(source: str, grade_id: str, bound: Collection[str]) -> str:
    """Return the name that an answer cell is for: that of its grade_id, else the last function or class, else a value."""
    if grade_id in bound or not bound:
        return grade_id
    by_length = sorted((name for name in bound if name in grade_id), key=len)
    in_order = sorted(bound, key=lambda name: (name in names.definitions(source), source.rfind(name)))
    return (by_length or in_order)[-1]


def _judging(test: Cell, above: list[Cell], below: list[Cell]) -> Cell:
    """Return a test cell with the answers that it judges: those whose names it reads, else the last one above it."""
    read = names.used(test.source) | names.mentioned(test.source)
    judged = [answer for answer in above if answer.names & read]
    named = longest_in(test.grade_id, (answer.function for answer in (*above, *below)))
    function = named or (judged or above or below or [test])[-1].function
    found = frozenset().union(*(answer.names & read for answer in judged))
    return replace(test, names=found | ({named} if named else frozenset()), function=function)
