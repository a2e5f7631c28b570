"""Find the notebook file of each part in a submission, whatever it is called and wherever it lies."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import NamedTuple

from autograder.core.assignment import Assignment, Cell, Notebook, squeezed
from autograder.core.text import amount
from autograder.intake.handed_in import MAX_FILE, REMEDY
from autograder.intake.match import is_answered, match
from autograder.intake.notebook import StudentNotebook, Submission


class Found(NamedTuple):
    """What was found of one part.

    Attributes
    ----------
    student : StudentNotebook or None
    remarks : tuple of str
        What was mended or left aside, or why there is nothing.
    broken : bool
        An unreadable file was handed in, which its author is to send again.
    """

    student: StudentNotebook | None
    remarks: tuple[str, ...] = ()
    broken: bool = False


def find_notebooks(submission: Submission, assignment: Assignment) -> dict[str, Found]:
    """Return what was found of each part, by its name; what concerns all of them is said with the first one."""
    found = {part.name: find_notebook(part, submission, assignment) for part in assignment.notebooks}
    read = [student for student, *_ in found.values() if student is not None]
    general = [*submission.notes, *_archives(submission, read), *_left_out(submission, read)]
    if read:  # else each part says it
        general = [*submission.problems, *general]
    for name, (student, remarks, broken) in found.items():
        if student is not None or not read:
            found[name] = Found(student, (*remarks, *general), broken)
            break
    return found


def find_notebook(notebook: Notebook, submission: Submission, assignment: Assignment) -> Found:
    """Find the file that holds a student's work on one part.

    A file of the right name wins, and a loose one before one in an archive, unless nothing has been answered in
    it and another one has answers.
    """
    candidates = []
    named = {id(student): _named(student, assignment) for student in submission.notebooks}
    for student in submission.notebooks:
        matched = match(notebook, student.cells, assignment)
        other = named[id(student)]
        # Notebooks of one assignment may use the same names; in a file called like another one these are the other's.
        theirs = {cell.grade_id for cell in other.cells} if other and other is not notebook else set()
        by_id = [
            i
            for i, j in matched.items()
            if notebook.cells[i].grade_id == student.cells[j].grade_id not in {"", *theirs}
        ]
        telling = [i for i in matched if _is_telling(notebook.cells[i], assignment)]
        # A part may hold a copy of an earlier part's function, which does not make it that part.
        # One without a cell that has a name can only be known by its own.
        alone = not any(cell.grade_id for cell in notebook.cells) and other is notebook
        if by_id or alone or (telling and other in (None, notebook)):
            answered = sum(
                is_answered(notebook.cells[i], student.cells[j].source) for i, j in matched.items()
            )
            rank = (answered > 0, not student.archive, other is notebook, answered, len(matched))
            candidates.append((rank, student))
    if not candidates:
        return _missing(notebook, submission, assignment)
    # max takes the first of equals, and the files are sorted.
    chosen = max(candidates, key=lambda candidate: candidate[0])[1]
    remarks = []
    if chosen.archive:
        loose = next((student.path for _, student in candidates if not student.archive), "")
        why = f"{loose} has no answers" if loose else "it is not among the loose files"
        remarks.append(f"{chosen.path} was taken from the archive {chosen.archive}: {why}.")
    elif named[id(chosen)] is not notebook:
        remarks.append(f"The notebook was found under the name {chosen.path}.")
    for (answered, *_), student in candidates:
        is_other = student is not chosen and not student.archive and named[id(student)] in (None, notebook)
        if answered and is_other:
            remarks.append(f"{student.path} has answers to this part too, but {chosen.path} was graded.")
    remarks += chosen.repairs
    if chosen.lost_cells:
        remarks.append(f"{chosen.lost_cells} damaged cell(s) in {chosen.path} could not be read.")
    return Found(chosen, tuple(remarks))


def _is_telling(cell: Cell, assignment: Assignment) -> bool:
    """Whether a cell with this text must be this cell: several parts load the data by the same line."""
    return bool(cell.grade_id) and assignment.texts[squeezed(cell.released)] == 1


def _named(student: StudentNotebook, assignment: Assignment) -> Notebook | None:
    """Return the part that a file is called like; upper and lower case make a difference only where they must."""
    alike = [part for part in assignment.notebooks if part.name.lower() == student.name.lower()]
    exact = [part for part in alike if part.name == student.name]
    return exact[0] if exact else alike[0] if len(alike) == 1 else None


def _missing(notebook: Notebook, submission: Submission, assignment: Assignment) -> Found:
    for student in submission.notebooks:
        if _named(student, assignment) is not notebook:
            continue
        if student.problem:
            said = student.problem
        elif student.lost_cells:
            lost = amount(student.lost_cells, "damaged cell")
            said = f"{student.path} has {lost}, and none that belongs to this part. {REMEDY}"
        else:
            said = f"{student.path} has none of the cells of this part. Send the right one."
        return Found(None, (said,), True)
    unreadable = [s.problem for s in submission.notebooks if s.problem and _named(s, assignment) is None]
    reasons = [*submission.problems, *unreadable]
    return Found(None, (f"{notebook.name}.ipynb was not handed in.", *reasons), bool(reasons))


def _archives(submission: Submission, read: list[StudentNotebook]) -> list[str]:
    """Say which archives beside loose notebooks were not needed."""
    archives = dict.fromkeys(student.archive for student in submission.notebooks if student.archive)
    used = {student.archive for student in read}
    return [
        f"The archive {name} was left aside: there is a better copy of each of its parts."
        for name in archives
        if name not in used
    ]


def _left_out(submission: Submission, read: list[StudentNotebook]) -> list[str]:
    """Say which large files the notebooks speak of and do not find."""
    text = "\n".join(cell.source for student in read for cell in student.cells if cell.kind == "code")
    missed = [name for name in submission.left_out if PurePosixPath(name).name in text]
    listed = ", ".join(missed[:5]) + (f" and {len(missed) - 5} more" if len(missed) > 5 else "")
    size = MAX_FILE // 10**6
    return [f"Left out, since a file beside the notebooks may have {size} MB: {listed}."] if missed else []
