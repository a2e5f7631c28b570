"""Find a student's work: which file holds it, and which cell is the counterpart of which.

Files are renamed and copied, cells lose their names, are copied, split, moved and deleted. A counterpart is
known by its grade_id, else by its cell id, by its text, by the function that it defines, or by its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from autograder import names
from autograder.assignment import Assignment, Cell, Notebook, Role, squeezed
from autograder.submission import StudentCell, StudentNotebook, Submission


def find_notebook(
    notebook: Notebook, submission: Submission, assignment: Assignment
) -> tuple[StudentNotebook | None, tuple[str, ...]]:
    """Find the file that holds a student's work on one part.

    A file of the right name wins, unless nothing has been answered in it and another one has answers.

    Returns
    -------
    student : StudentNotebook or None
    remarks : tuple of str
        Under which name it was found, what was left aside, or why there is none.
    """
    parts = {part.name.lower() for part in assignment.notebooks}
    own_name = notebook.name.lower()
    candidates = []
    for student in submission.notebooks:
        matched = match(notebook, student.cells, assignment)
        by_id = [
            i for i, j in matched.items() if notebook.cells[i].grade_id == student.cells[j].grade_id != ""
        ]
        telling = [i for i in matched if _is_telling(notebook.cells[i], assignment)]
        # A part may hold a copy of an earlier part's function, which does not make it that part.
        if by_id or (telling and student.name.lower() not in parts - {own_name}):
            answered = sum(
                is_answered(notebook.cells[i], student.cells[j].source) for i, j in matched.items()
            )
            named = student.name.lower() == own_name
            candidates.append(((answered > 0, named, answered, len(matched)), student))
    if not candidates:
        return None, (_why_missing(notebook, submission, parts),)
    # max takes the first of equals, and the files are sorted.
    chosen = max(candidates, key=lambda candidate: candidate[0])[1]
    remarks = []
    if chosen.name.lower() != own_name:
        remarks.append(f"The notebook was found under the name {chosen.path}.")
    for (answered, *_), student in candidates:
        if student is not chosen and answered and student.name.lower() not in parts - {own_name}:
            remarks.append(f"{student.path} has answers to this part too, but {chosen.path} was graded.")
    if chosen.lost_cells:
        remarks.append(f"{chosen.lost_cells} damaged cell(s) in {chosen.path} could not be read.")
    if notebook.name == assignment.notebooks[0].name:  # once is enough
        remarks += submission.problems
    return chosen, tuple(remarks)


def _is_telling(cell: Cell, assignment: Assignment) -> bool:
    """Whether a cell with this text must be this cell: several parts load the data by the same line."""
    return bool(cell.grade_id) and assignment.texts[squeezed(cell.released)] == 1


def _why_missing(notebook: Notebook, submission: Submission, parts: set[str]) -> str:
    for student in submission.notebooks:
        if student.name.lower() == notebook.name.lower():
            return (
                student.problem or f"{student.path} has none of the cells of this part. Send the right one."
            )
    unreadable = [s.problem for s in submission.notebooks if s.problem and s.name.lower() not in parts]
    return " ".join([f"{notebook.name}.ipynb was not handed in.", *submission.problems, *unreadable])


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
    # What has a name of its own, here or in another part, is not somebody else.
    for j in [j for j, c in free.items() if c.grade_id in assignment.grade_ids]:
        del free[j]
    ids = Counter(c.cell_id for c in own)
    by_id = {c.cell_id: j for j, c in free.items() if ids[c.cell_id] == 1}
    for i, cell in enumerate(notebook.cells):
        j = by_id.get(cell.raw.get("id") or None)
        if i not in matched and j in free:
            take(i, j)
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


def _worth(cell: Cell, copy: StudentCell, place: int) -> tuple[bool, int]:
    """Rank copies of one cell: as in a kernel the last definition counts, but not one that was left empty."""
    defines = cell.role is Role.ANSWER and cell.function in names.defined(copy.source)
    return is_answered(cell, copy.source), place if defines else -place


def _in_its_place(i: int, matched: dict[int, int], free: dict[int, StudentCell]) -> int | None:
    """Return the first text cell between the neighbours of cell ``i``, if they have not changed places."""
    start = max((k for k in matched if k < i), default=None)
    end = min((k for k in matched if k > i), default=None)
    first = -1 if start is None else matched[start]
    last = max(free, default=0) + 1 if end is None else matched[end]
    between = [j for j, c in free.items() if first < j < last and c.kind == "markdown"]
    return between[0] if between else None


def is_answered(cell: Cell, source: str) -> bool:
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
