"""Put a student's work into the instructor's notebook, whatever has happened to the rest of the student's copy.

The instructor's cells are the spine: locked cells and tests are always theirs. What a student has written is put
where it belongs, by grade_id or cell id, by its text, by the function that it defines, or by its place.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from autograder import names
from autograder.assignment import Assignment, Cell, Notebook, Role
from autograder.submission import StudentCell, StudentNotebook, Submission


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
    """

    cell: Cell | None
    kind: str
    source: str
    present: bool = True
    cell_id: str = ""
    attachments: dict = field(default_factory=dict, repr=False)

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


def find_notebook(
    notebook: Notebook, submission: Submission, assignment: Assignment
) -> tuple[StudentNotebook | None, tuple[str, ...]]:
    """Find the file that holds a student's work on one part.

    A file of the right name wins, unless nothing has been answered in it and there is another one with answers.

    Returns
    -------
    student : StudentNotebook or None
    remarks : tuple of str
        Under which name it was found, what was left aside, or why there is none.
    """
    candidates = []
    for student in submission.notebooks:
        matched = match(notebook, student.cells)
        graded = [i for i in matched if notebook.cells[i].role is not Role.FREE]
        if graded:
            answered = sum(
                _is_answered(notebook.cells[i], student.cells[j].source) for i, j in matched.items()
            )
            named = student.name.lower() == notebook.name.lower()
            candidates.append(((answered > 0, named, answered, len(graded)), student))
    if not candidates:
        return None, (_why_missing(notebook, submission),)
    # max keeps the first of equals, and the files are sorted.
    (best, chosen) = max(candidates, key=lambda candidate: candidate[0])
    remarks = []
    if chosen.name.lower() != notebook.name.lower():
        remarks.append(f"The notebook was found under the name {chosen.path}.")
    for (answered, *_), student in candidates:
        is_part = not any(student.name.lower() == part.name.lower() for part in assignment.notebooks)
        if student is not chosen and answered and is_part:
            remarks.append(f"{student.path} has answers to this part too; {chosen.path} was graded.")
    if chosen.lost_cells:
        remarks.append(f"{chosen.lost_cells} damaged cell(s) in {chosen.path} could not be read.")
    return chosen, tuple(remarks)


def _why_missing(notebook: Notebook, submission: Submission) -> str:
    for student in submission.notebooks:
        if student.name.lower() == notebook.name.lower():
            return (
                student.problem
                or f"{student.path} has none of the cells of this part. Send the right notebook."
            )
    unreadable = [student.problem for student in submission.notebooks if student.problem]
    return " ".join([f"{notebook.name}.ipynb was not handed in.", *submission.problems, *unreadable])


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
    matched = match(notebook, own)
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


def match(notebook: Notebook, own: Sequence[StudentCell]) -> dict[int, int]:
    """Return, for each cell of the instructor's that the student's copy has, the number of its counterpart."""
    matched: dict[int, int] = {}
    free = dict(enumerate(own))
    by_grade_id = {cell.grade_id: i for i, cell in enumerate(notebook.cells) if cell.grade_id}

    def take(i: int, j: int) -> None:
        matched[i] = j
        del free[j]

    for i, cell in enumerate(notebook.cells):
        copies = [j for j, c in free.items() if cell.grade_id and c.grade_id == cell.grade_id]
        if copies:
            # As in a kernel, the last definition counts, but not a copy that was left empty.
            take(
                i,
                max(
                    copies, key=lambda j: (_is_answered(cell, own[j].source), cell.role is Role.ANSWER and j)
                ),
            )
    ids = Counter(c.cell_id for c in own)
    by_id = {c.cell_id: j for j, c in free.items() if ids[c.cell_id] == 1 and c.grade_id not in by_grade_id}
    for i, cell in enumerate(notebook.cells):
        j = by_id.get(cell.raw.get("id") or None)
        if i not in matched and j in free:
            take(i, j)
    by_text: dict[str, list[int]] = {}
    for j, c in free.items():
        by_text.setdefault(_squeezed(c.source), []).append(j)
    for i, cell in enumerate(notebook.cells):
        if i not in matched and by_text.get(text := _squeezed(cell.released)):
            take(i, by_text[text].pop(0))
    for i, cell in enumerate(notebook.cells):
        if i not in matched and cell.role is Role.ANSWER:
            defining = [
                j for j, c in free.items() if c.kind == "code" and cell.function in names.defined(c.source)
            ]
            if defining:
                take(i, defining[-1])
    for i, cell in enumerate(notebook.cells):
        if i not in matched and cell.role is Role.REPORT:
            j = _in_its_place(i, matched, free)
            if j is not None:
                take(i, j)
    return matched


def _in_its_place(i: int, matched: dict[int, int], free: dict[int, StudentCell]) -> int | None:
    """Return the first text cell between the neighbours of cell ``i``, if they have not changed places."""
    below = max((k for k in matched if k < i), default=None)
    above = min((k for k in matched if k > i), default=None)
    if below is None or above is None:
        return None
    between = [j for j, c in free.items() if matched[below] < j < matched[above] and c.kind == "markdown"]
    return between[0] if between else None


def _is_answered(cell: Cell, source: str) -> bool:
    """Whether a cell that students write in has something of theirs in it."""
    if cell.role is Role.REPORT:
        return any(line.strip() and line.strip() not in cell.given_lines for line in source.splitlines())
    return cell.role is Role.ANSWER and not is_stub(cell, source)


def is_stub(cell: Cell, source: str) -> bool:
    """Whether an answer cell holds no code but what was released."""
    lines = (line.strip() for line in source.splitlines())
    return all(
        not line or line.startswith(("#", "raise NotImplementedError")) or line in cell.given_lines
        for line in lines
    )


def is_answered(cells: Sequence[MergedCell], number: int) -> bool:
    """Whether a report question has an answer, in its cell or in cells that the student has added below it."""
    cell = cells[number]
    below = cells[number + 1] if number + 1 < len(cells) else None
    added = below is not None and below.cell is None and bool(below.source.strip())
    return added or (cell.present and _is_answered(cell.cell, cell.source)) or bool(cell.attachments)


def _join_split(own: Sequence[StudentCell], notebook: Notebook) -> tuple[list[StudentCell], list[str]]:
    """Join the pieces of answer cells that were split: Jupyter gives each piece the whole cell's metadata."""
    answers = {cell.grade_id for cell in notebook.of_role(Role.ANSWER)}
    cells: list[StudentCell] = []
    joined = []
    for cell in own:
        last = cells[-1] if cells else None
        if last and cell.grade_id in answers and last.grade_id == cell.grade_id:
            whole = f"{last.source}\n{cell.source}"
            if names.parse(cell.source) is None and names.parse(whole) is not None:
                cells[-1] = replace(last, source=whole)
                joined.append(cell.grade_id)
                continue
        cells.append(cell)
    return cells, list(dict.fromkeys(joined))


def _merged(cell: Cell, student: StudentCell | None) -> MergedCell | None:
    present, cell_id = student is not None, cell.raw.get("id", "")
    if cell.role in (Role.LOCKED, Role.TEST):
        return MergedCell(cell, cell.kind, cell.source, present, cell_id)
    if student is not None:
        return MergedCell(cell, cell.kind, student.source, True, cell_id, student.attachments)
    if cell.role is Role.FREE and cell.kind == "code":
        return None  # a demonstration that the student has removed
    return MergedCell(cell, cell.kind, cell.released, False, cell_id)


def _extras(
    notebook: Notebook, own: Sequence[StudentCell], matched: dict[int, int], assignment: Assignment
) -> dict[int, list[MergedCell]]:
    """Return the cells that the student has added, by the matched cell that they stand below; -1 is the top."""
    taken = set(matched.values())
    # Locked cells and tests that are there twice, or come from another part, are not the student's.
    not_theirs = {
        cell.grade_id: _squeezed(cell.released)
        for part in assignment.notebooks
        for cell in part.cells
        if cell.role in (Role.LOCKED, Role.TEST)
    }
    stubs = {cell.grade_id: cell for cell in notebook.of_role(Role.ANSWER)}
    extras: dict[int, list[MergedCell]] = {}
    anchor = -1
    for j, cell in enumerate(own):
        if j in taken:
            anchor = j
        elif cell.source.strip() and not_theirs.get(cell.grade_id) != _squeezed(cell.source):
            if cell.grade_id in stubs and is_stub(stubs[cell.grade_id], cell.source):
                continue  # an empty copy below the answer would undo it
            merged = MergedCell(None, cell.kind, cell.source, True, cell.cell_id, cell.attachments)
            extras.setdefault(anchor, []).append(merged)
    return extras


def _added_lines(cell: Cell, student: StudentCell) -> str:
    """Return imports and definitions that a student has added to a locked cell, as code."""
    theirs, ours = names.parse(student.source), names.parse(cell.source)
    if cell.role is not Role.LOCKED or theirs is None or ours is None:
        return ""
    known = {ast.dump(statement) for statement in ours.body}
    given = names.defined(cell.source)
    kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
    added = [
        statement
        for statement in theirs.body
        if isinstance(statement, kinds)
        and ast.dump(statement) not in known
        and not names.bound(statement) & given
    ]
    return "\n".join(ast.unparse(statement) for statement in added)


def _repairs(notebook: Notebook, own: Sequence[StudentCell], matched: dict[int, int]) -> list[str]:
    """Say what is restored, and which answers were found where they were not expected."""
    graded = [(i, cell) for i, cell in enumerate(notebook.cells) if cell.grade_id]
    ours = (Role.LOCKED, Role.TEST)
    deleted = [cell.grade_id for i, cell in graded if i not in matched]
    edited, retyped, unnamed = [], [], []
    for i, cell in graded:
        if i not in matched:
            continue
        student = own[matched[i]]
        if student.kind != cell.kind:
            retyped.append(cell.grade_id)
        elif cell.role in ours and _squeezed(student.source) != _squeezed(cell.released):
            edited.append(cell.grade_id)
        if student.grade_id != cell.grade_id:
            unnamed.append(cell.grade_id)
    return [
        *_sentence("Deleted cells were restored", deleted),
        *_sentence("Locked cells had been changed, and were run as they were released", edited),
        *_sentence("Cells had been turned into another type, and were turned back", retyped),
        *_sentence("Cells had lost their name, and were recognised by what they hold", unnamed),
    ]


def _sentence(what: str, cells: Iterable[str]) -> list[str]:
    listed = ", ".join(cells)
    return [f"{what}: {listed}."] if listed else []


def _move_up(cells: list[MergedCell]) -> tuple[list[MergedCell], list[str]]:
    """Move what an answer needs up to it, if the student has defined it further down only.

    In a notebook cells can be run in any order, so that such a copy works for the student.
    """
    moved = []
    for answer in [cell for cell in cells if cell.role is Role.ANSWER]:
        function = answer.cell.function
        own = (
            answer.present
            and not is_stub(answer.cell, answer.source)
            and function in names.defined(answer.source)
        )
        needed = names.used(answer.source) if own else {function}
        while True:
            place = cells.index(answer)
            above = set().union(*(names.defined(c.source) for c in cells[: place + 1] if c.kind == "code"))
            missing = needed - (above if own else above - {function})
            found = next((c for c in cells[place + 1 :] if _defines(c, missing)), None)
            if found is None:
                break
            provided = names.defined(found.source) & missing
            first_test = next(
                (k for k, c in enumerate(cells) if c.role is Role.TEST and k > place), len(cells)
            )
            needed = (needed | names.used(found.source)) - provided
            own = own or function in provided
            if cells.index(found) > first_test:
                cells.remove(found)
                cells.insert(first_test, found)
                moved.append(
                    f"A cell further down that defines {', '.join(sorted(provided))} was run before the tests."
                )
    return cells, moved


def _defines(cell: MergedCell, missing: set[str]) -> bool:
    return cell.cell is None and cell.kind == "code" and bool(names.defined(cell.source) & missing)


def _squeezed(source: str) -> str:
    """Return a text without blank lines and trailing blanks, to compare it by."""
    return "\n".join(line.rstrip() for line in source.splitlines() if line.strip())
