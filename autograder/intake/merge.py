"""Merge a student's cells into the instructor's notebook.

The order is the instructor's, and so are all locked cells and tests. Cells that the student has added stay at their
places between their neighbours.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from heapq import heapify, heappop, heappush

from autograder.core.assignment import Assignment, Cell, Notebook, Role, squeezed
from autograder.core.definitions import defined, imported, parse, used
from autograder.core.ipynb import Origin
from autograder.intake.match import is_answered, is_stub, match
from autograder.intake.notebook import StudentCell, StudentNotebook

MAX_PIECES = 20  # of a split answer cell


@dataclass(frozen=True)
class MergedCell:
    """One cell of the notebook that is run.

    Attributes
    ----------
    cell : Cell or None
        The instructor's cell in this place; None for a cell that the student has added.
    source : str
        What is run, or shown.
    present : bool
        The student's copy has this cell.
    origin : Origin
        Who has written what stands in the cell.
    """

    cell: Cell | None
    kind: str
    source: str
    present: bool = True
    cell_id: str = ""
    attachments: dict[str, dict[str, str]] = field(default_factory=dict, repr=False)
    origin: Origin = Origin.ADDED

    @property
    def key(self) -> list[object]:
        """What grading the cell depends on."""
        return [self.kind, self.grade_id, self.source, self.present, self.cell_id, self.attachments]

    @property
    def role(self) -> Role:
        return self.cell.role if self.cell else Role.FREE

    @property
    def grade_id(self) -> str:
        return self.cell.grade_id if self.cell else ""


@dataclass(frozen=True)
class Merged:
    """A student's part of the series, ready to be run, and what had to be mended for it."""

    cells: tuple[MergedCell, ...]
    repairs: tuple[str, ...] = ()


def merge(notebook: Notebook, student: StudentNotebook, assignment: Assignment) -> Merged:
    """Put a student's cells into the instructor's notebook.

    Parameters
    ----------
    notebook : Notebook
        The instructor's.
    student : StudentNotebook
    assignment : Assignment
        Tells cells of other parts, which do not belong here, from the student's own.
    """
    own, joined = _join_split(student.cells, notebook)
    matched = match(notebook, own, assignment)
    repairs = [f"The answer cell {name} had been split; its pieces were put together." for name in joined]
    repairs += _repairs(notebook, own, matched)

    cells: list[MergedCell] = []
    extras = _extras(notebook, own, matched, assignment)
    cells += extras.get(-1, [])
    for i, cell in enumerate(notebook.cells):
        merged = _merged(cell, own[matched[i]] if i in matched else None)
        if merged is not None:
            cells.append(merged)
        if i in matched:
            kept = _added_lines(cell, own[matched[i]])
            if kept:
                cells.append(MergedCell(None, "code", kept))
                repairs.append(
                    f"Lines that had been added to the locked cell {cell.grade_id} were kept below it."
                )
            cells += extras.get(matched[i], [])
    cells, moved = _move_up(cells)
    repairs += moved
    return Merged(tuple(cells), tuple(repairs))


def has_answer(cells: Sequence[MergedCell], number: int) -> bool:
    """Whether a report question has an answer, in its cell or in one that the student has added below it."""
    cell = cells[number]
    below = cells[number + 1] if number + 1 < len(cells) else None
    added = below is not None and below.cell is None and bool(below.source.strip())
    if cell.role is Role.TASK:
        return True  # its answer can stand anywhere
    return added or bool(cell.attachments) or (cell.present and cell.origin is not Origin.COURSE)


def _join_split(own: Sequence[StudentCell], notebook: Notebook) -> tuple[list[StudentCell], list[str]]:
    """Join the pieces of answer cells that were split: Jupyter gives each piece the whole cell's metadata."""
    answers = {cell.grade_id for cell in notebook.of_role(Role.ANSWER)}
    cells: list[StudentCell] = []
    joined: dict[str, int] = {}
    for cell in own:
        last = cells[-1] if cells else None
        if last and cell.grade_id in answers and last.grade_id == cell.grade_id:
            # SECURITY: each piece more has the whole parsed once more.
            few = joined.get(cell.grade_id, 0) < MAX_PIECES
            if few and parse(cell.source) is None and parse(f"{last.source}\n{cell.source}") is not None:
                cells[-1] = replace(last, source=f"{last.source}\n{cell.source}")
                joined[cell.grade_id] = joined.get(cell.grade_id, 0) + 1
                continue
        cells.append(cell)
    return cells, list(joined)


def _merged(cell: Cell, student: StudentCell | None) -> MergedCell | None:
    present, cell_id = student is not None, cell.raw.get("id", "")
    if cell.role.is_kept:
        source = cell.released if cell.role is Role.TASK else cell.source
        return MergedCell(cell, cell.kind, source, present, cell_id, {}, Origin.COURSE)
    if student is not None:
        kind = student.kind if cell.role is Role.FREE else cell.kind
        origin = _origin(cell, student)
        return MergedCell(cell, kind, student.source, True, cell_id, student.attachments, origin)
    if cell.role is Role.FREE and cell.kind == "code":
        return None  # a demonstration that the student has removed
    return MergedCell(cell, cell.kind, cell.released, False, cell_id, {}, Origin.COURSE)


def _origin(cell: Cell, student: StudentCell) -> Origin:
    """Return who has written what stands in a cell that students may edit."""
    if cell.role is Role.FREE:
        edited = squeezed(student.source) != squeezed(cell.released)
    else:
        edited = is_answered(cell, student.source)
    attached = bool(student.attachments) and student.attachments != cell.raw.get("attachments")
    return Origin.EDITED if edited or attached else Origin.COURSE


def _extras(
    notebook: Notebook, own: Sequence[StudentCell], matched: dict[int, int], assignment: Assignment
) -> dict[int, list[MergedCell]]:
    """Return the cells that the student has added, by the matched cell above them; -1 is the top."""
    taken = set(matched.values())
    stubs = {cell.grade_id: cell for cell in notebook.of_role(Role.ANSWER)}
    extras: dict[int, list[MergedCell]] = {}
    above = -1
    for j, cell in enumerate(own):
        if j in taken:
            above = j
        elif not cell.source.strip() or squeezed(cell.source) in assignment.own_texts:
            continue  # a second copy of a cell of ours, or one of another part
        elif cell.grade_id in stubs and is_stub(stubs[cell.grade_id], cell.source):
            continue  # an empty copy below the answer would undo it
        else:
            merged = MergedCell(None, cell.kind, cell.source, True, cell.cell_id, cell.attachments)
            extras.setdefault(above, []).append(merged)
    return extras


def _added_lines(cell: Cell, student: StudentCell) -> str:
    """Return imports and definitions that a student has added to a locked cell, as code."""
    if cell.role is not Role.LOCKED or (theirs := parse(student.source)) is None:
        return ""
    lines = student.source.split("\n")
    given = defined(cell.source)
    added = []
    for statement in theirs.body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            kept = [alias for alias in statement.names if imported(alias) not in given]
            rest = {**dict(ast.iter_fields(statement)), "names": kept}
            added += [ast.unparse(type(statement)(**rest))] if kept else []
        elif isinstance(statement, ast.FunctionDef | ast.ClassDef) and statement.name not in given:
            first = min([statement, *statement.decorator_list], key=lambda node: node.lineno)
            added += lines[first.lineno - 1 : statement.end_lineno]
    return "\n".join(added)


def _repairs(notebook: Notebook, own: Sequence[StudentCell], matched: dict[int, int]) -> list[str]:
    """Say what is restored, and which answers were found where they were not expected."""
    graded = [(i, cell) for i, cell in enumerate(notebook.cells) if cell.grade_id]
    deleted = [cell.grade_id for i, cell in graded if i not in matched]
    edited, retyped, unnamed = [], [], []
    for i, cell in graded:
        if i not in matched:
            continue
        student = own[matched[i]]
        if student.kind != cell.kind:
            retyped.append(cell.grade_id)
        elif cell.role.is_kept and squeezed(student.source) not in (
            squeezed(cell.released),
            squeezed(cell.source),
        ):
            edited.append(cell.grade_id)
        if student.grade_id != cell.grade_id:
            unnamed.append(cell.grade_id)
    present = [cell for i, cell in graded if i in matched]
    count = Counter(cell.grade_id for cell in own)
    copied = [cell.grade_id for cell in present if cell.role.is_written and count[cell.grade_id] > 1]
    if len(unnamed) == len(present) > 1:
        unnamed = ["all of them"]
    return [
        *_sentence("Deleted cells were restored", deleted),
        *_sentence("Locked cells had been changed, and were run as they were released", edited),
        *_sentence("Cells had been turned into another type, and were turned back", retyped),
        *_sentence("Cells had lost their names, and were recognised by what they hold", unnamed),
        *_sentence("There are copies of cells, of which the last one with an answer counts", copied),
    ]


def _sentence(what: str, cells: Iterable[str]) -> list[str]:
    listed = ", ".join(cells)
    return [f"{what}: {listed}."] if listed else []


def _move_up(cells: list[MergedCell]) -> tuple[list[MergedCell], list[str]]:
    """Move what an answer needs above its tests, if the student has defined it further down only.

    In a notebook cells can be run in any order, so that such a copy works for the student.
    """
    moved: list[str] = []
    for answer in [cell for cell in cells if cell.role is Role.ANSWER]:
        function, place = answer.grade_id, cells.index(answer)
        first_test = next((k for k, c in enumerate(cells) if k > place and c.role is Role.TEST), len(cells))
        above, below = cells[:first_test], cells[first_test:]
        given = {name for cell in above if cell.kind == "code" for name in defined(cell.source)}
        written = [cell for cell in above if cell is not answer or answer.origin is not Origin.COURSE]
        if not any(function in defined(cell.source) for cell in written if cell.kind == "code"):
            given.discard(function)
        needed = {function} | used(answer.source)
        defining: dict[str, list[int]] = {}
        for k, cell in enumerate(below):
            for name in defined(cell.source) if cell.cell is None and cell.kind == "code" else ():
                defining.setdefault(name, []).append(k)
        places = [k for name in needed for k in defining.get(name, ())]
        heapify(places)
        taken: dict[int, None] = {}
        while places:
            k = heappop(places)  # the first of the cells that define what is missing
            provided = defined(below[k].source)
            missing = provided & (needed - given)
            if k in taken or not missing:
                continue
            taken[k] = None
            moved.append(
                f"A cell further down that defines {', '.join(sorted(missing))} was run before the tests."
            )
            given |= provided
            for name in used(below[k].source) - needed:
                needed.add(name)
                for place in defining.get(name, ()):
                    heappush(places, place)
        cells = [*above, *(below[k] for k in taken), *(c for k, c in enumerate(below) if k not in taken)]
    return cells, moved
