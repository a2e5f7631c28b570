"""Match the cells of a student's notebook with those of the instructor's.

Cells lose their names, are copied, split, moved and deleted. A counterpart is known by its grade_id, else by its
cell id, by its text, by the function that it defines, or by its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from autograder.core.assignment import Assignment, Cell, Notebook, Role, squeezed
from autograder.core.definitions import defined
from autograder.intake.notebook import StudentCell


def match(notebook: Notebook, own: Sequence[StudentCell], assignment: Assignment) -> dict[int, int]:
    """Return {number of an instructor's cell: number of its counterpart in the student's copy}."""
    matched: dict[int, int] = {}
    free = dict(enumerate(own))

    def take(i: int, j: int) -> None:
        matched[i] = j
        del free[j]

    for i, cell in enumerate(notebook.cells):
        copies = [j for j, c in free.items() if cell.grade_id and c.grade_id == cell.grade_id]
        if copies:
            take(i, max(copies, key=lambda j: _worth(cell, own[j], j)))
    # A cell with the name of another cell, of this part or another one, is no candidate.
    for j in [j for j, c in free.items() if c.grade_id in assignment.grade_ids]:
        del free[j]
    ids = Counter(c.cell_id for c in own)
    by_id = {c.cell_id: j for j, c in free.items() if c.cell_id and ids[c.cell_id] == 1}
    for i, cell in enumerate(notebook.cells):
        same = by_id.get(cell.raw.get("id") or "")
        if i not in matched and same in free:
            take(i, same)
    by_text: dict[str, list[int]] = {}
    for j, c in free.items():
        by_text.setdefault(squeezed(c.source), []).append(j)
    for i, cell in enumerate(notebook.cells):
        if i not in matched and by_text.get(text := squeezed(cell.released)):
            take(i, by_text[text].pop(0))
    # A set-up cell of another part binds the functions that it takes over, and answers nothing.
    for j in [j for j, c in free.items() if squeezed(c.source) in assignment.texts]:
        del free[j]
    for i, cell in enumerate(notebook.cells):
        if i not in matched and cell.role is Role.ANSWER:
            defining = [j for j, c in free.items() if c.kind == "code" and cell.names & defined(c.source)]
            if defining:
                take(i, defining[-1])
    for i, cell in enumerate(notebook.cells):
        if i not in matched and cell.role is Role.MANUAL:
            place = _in_its_place(i, matched, free, cell.kind)
            if place is not None:
                take(i, place)
    return matched


def _worth(cell: Cell, copy: StudentCell, place: int) -> tuple[bool, int]:
    """Rank copies of one cell: as in a kernel the last definition counts, but not one that was left empty."""
    defines = cell.role is Role.ANSWER and bool(cell.names & defined(copy.source))
    return is_answered(cell, copy.source), place if defines else -place


def _in_its_place(i: int, matched: dict[int, int], free: dict[int, StudentCell], kind: str) -> int | None:
    """Return the first cell of a kind between the neighbours of cell ``i``, if they have not changed places."""
    start = max((k for k in matched if k < i), default=None)
    end = min((k for k in matched if k > i), default=None)
    first = -1 if start is None else matched[start]
    last = max(free, default=0) + 1 if end is None else matched[end]
    between = [j for j, c in free.items() if first < j < last and c.kind == kind]
    return between[0] if between else None


def is_answered(cell: Cell, source: str) -> bool:
    """Whether a cell that students write in has something of theirs in it."""
    if cell.role is Role.MANUAL:
        if not source.strip() and not cell.source.strip():
            return True  # nothing, where the instructor's own version holds nothing, is an answer
        lines = (line.strip() for line in source.splitlines())
        return any(
            line and line not in cell.given_lines and not line.startswith("raise NotImplementedError")
            for line in lines
        )
    return cell.role is Role.ANSWER and not is_stub(cell, source)


def is_stub(cell: Cell, source: str) -> bool:
    """Whether an answer cell holds no code but what was released."""
    lines = (line.strip() for line in source.splitlines())
    return all(
        not line or line.startswith(("#", "raise NotImplementedError")) or line in cell.given_lines
        for line in lines
    )
