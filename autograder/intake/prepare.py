"""Prepare submissions for grading: find, match and merge each notebook once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from autograder.core.assignment import Assignment, Notebook, Role
from autograder.core.definitions import declared_global, defined, used
from autograder.core.files import hash_of
from autograder.core.ipynb import Origin, notebook_json
from autograder.intake import newer_python
from autograder.intake.find import Found, find_notebooks
from autograder.intake.flags import frameworks_used, suspicions, suspicious_files
from autograder.intake.handed_in import HandedIn
from autograder.intake.merge import MergedCell, merge
from autograder.intake.notebook import StudentCell, StudentNotebook, Submission, read_submission

MAX_NAMES = 2_000  # of one cell


@dataclass(frozen=True)
class PreparedPart:
    """A student's work on one part of the assignment.

    Attributes
    ----------
    found : bool
        Something was handed in for this part that can be read.
    remarks : tuple of str
        What was mended about the files, or why there is nothing.
    broken : bool
        Something was handed in that cannot be read, so that its author is to send it again.
    cells : tuple of MergedCell
        The notebook to run.
    repairs : tuple of str
        What was mended about the cells.
    calls, defines : tuple of tuple of str
        For each cell the functions of this part that its code uses and that it defines.
    uses, binds : tuple of tuple of str
        For each cell the names that its code uses and that it binds.
    frameworks, flags : tuple of str
        What the instructor should look at, see :mod:`autograder.intake.flags`.
    fault : str
        Why the cells could not be merged, through a fault of ours.
    python : str
        The Python that the student's cells need, if it is newer than this one.
    """

    name: str
    found: bool
    remarks: tuple[str, ...] = ()
    broken: bool = False
    cells: tuple[MergedCell, ...] = ()
    repairs: tuple[str, ...] = ()
    calls: tuple[tuple[str, ...], ...] = ()
    defines: tuple[tuple[str, ...], ...] = ()
    uses: tuple[tuple[str, ...], ...] = ()
    binds: tuple[tuple[str, ...], ...] = ()
    frameworks: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    fault: str = ""
    python: str = ""


@dataclass(frozen=True)
class Prepared:
    """A submission, ready to be graded.

    Attributes
    ----------
    parts : tuple of PreparedPart
        One for each notebook of the assignment.
    files : mapping
        What the working folder holds, by relative path: the student's notebooks under the names of the parts, and
        the files beside them.
    flags : tuple of str
        Files that Python or Jupyter would load in place of their own.
    """

    parts: tuple[PreparedPart, ...]
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    flags: tuple[str, ...] = ()

    def keys(self, assignment: Assignment, conditions: str) -> dict[str, str]:
        """Return for each notebook one hash of all that grading it depends on, the student's other files left out.

        Of the other notebooks of the assignment these are the cells that the judge answers from. A test mended in
        one part changes the key of that part alone; another reference solution changes all.

        Parameters
        ----------
        conditions : str
            Hash of what marks depend on beside the submission and the notebooks of the assignment.
        """
        reference = [
            [
                part.name,
                [cell.source for cell in part.cells if cell.kind == "code" and cell.role is not Role.TEST],
            ]
            for part in assignment.notebooks
        ]
        there = [part.name for part in self.parts if part.found]
        keys = {}
        for notebook, part in zip(assignment.notebooks, self.parts, strict=True):
            own = [[cell.raw for cell in notebook.cells], notebook.metadata]
            cells = [cell.key for cell in part.cells]
            said = [part.remarks, part.repairs]
            keys[part.name] = hash_of(conditions, reference, there, own, cells, said)
        return keys


def prepare(submission: Submission | HandedIn, assignment: Assignment) -> Prepared:
    """Find, match and merge a student's work on each part of an assignment.

    SECURITY: it takes as much time and memory as the submission makes it take; grading calls it through
    :mod:`autograder.intake.confined`.
    """
    if isinstance(submission, HandedIn):
        submission = read_submission(submission)
    found = find_notebooks(submission, assignment)
    parts = tuple(prepare_part(part, found[part.name], assignment) for part in assignment.notebooks)
    files = dict(submission.files)
    for name, (student, *_) in found.items():
        if student is not None:
            files[f"{name}.ipynb"] = _as_file(student)
    return Prepared(parts, files, suspicious_files(map(str, submission.files)))


def prepare_part(notebook: Notebook, found: Found, assignment: Assignment) -> PreparedPart:
    """Merge what was found of one part."""
    part = PreparedPart(notebook.name, found.student is not None, found.remarks, found.broken)
    if found.student is None:
        return part
    try:
        merged = merge(notebook, found.student, assignment)
    except MemoryError:
        raise
    except Exception as error:  # a fault of ours must not cost the student the other notebooks
        return replace(part, fault=f"{type(error).__name__}: {error}")
    code = [cell for cell in merged.cells if cell.kind == "code"]
    own = [cell.source for cell in code if cell.origin is not Origin.COURSE]
    given = [cell.source for cell in code if cell.origin is Origin.COURSE]
    functions = notebook.functions
    uses = tuple(_names(used(cell.source)) if cell.kind == "code" else () for cell in merged.cells)
    binds = tuple(
        _names(defined(cell.source) | declared_global(cell.source)) if cell.kind == "code" else ()
        for cell in merged.cells
    )
    return replace(
        part,
        cells=merged.cells,
        repairs=merged.repairs,
        calls=tuple(tuple(name for name in names if name in functions) for names in uses),
        defines=tuple(tuple(name for name in names if name in functions) for names in binds),
        uses=uses,
        binds=binds,
        frameworks=tuple(
            name
            for name in frameworks_used(cell.source for cell in code)
            if name not in frameworks_used(cell.source for cell in notebook.cells if cell.kind == "code")
        ),
        flags=suspicions(own, given),
        python=newer_python.needed(own),
    )


def _names(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(found)[:MAX_NAMES])


def _as_file(student: StudentNotebook) -> bytes:
    """Return a notebook as the student's code may find it in its folder."""
    return json.dumps(notebook_json([_as_json(cell) for cell in student.cells]), ensure_ascii=False).encode()


def _as_json(cell: StudentCell) -> dict[str, Any]:
    metadata = {"nbgrader": {"grade_id": cell.grade_id}} if cell.grade_id else {}
    stored = {"cell_type": cell.kind, "metadata": metadata, "source": cell.source}
    return {**stored, "outputs": [], "execution_count": None} if cell.kind == "code" else stored


def to_json(prepared: Prepared, assignment: Assignment) -> dict[str, Any]:
    """Return all of it but the files in a form that JSON can hold; the instructor's cells go by their numbers."""
    numbers = {id(cell): i for part in assignment.notebooks for i, cell in enumerate(part.cells)}

    def cell_json(cell: MergedCell) -> dict[str, Any]:
        return {**vars(cell), "cell": None if cell.cell is None else numbers[id(cell.cell)]}

    parts = [{**vars(part), "cells": [cell_json(cell) for cell in part.cells]} for part in prepared.parts]
    return {"parts": parts, "flags": prepared.flags}


def from_json(data: Mapping[str, Any], files: Mapping[str, bytes], assignment: Assignment) -> Prepared:
    """Return what :func:`to_json` has written."""
    parts = []
    for notebook, stored in zip(assignment.notebooks, data["parts"], strict=True):
        cells = [
            MergedCell(
                **{
                    **cell,
                    "cell": None if cell["cell"] is None else notebook.cells[cell["cell"]],
                    "origin": Origin(cell["origin"]),
                }
            )
            for cell in stored["cells"]
        ]
        lists = {name: tuple(stored[name]) for name in ("remarks", "repairs", "frameworks", "flags")}
        names = {name: tuple(map(tuple, stored[name])) for name in ("calls", "defines", "uses", "binds")}
        parts.append(PreparedPart(**{**stored, **lists, **names, "cells": tuple(cells)}))
    return Prepared(tuple(parts), files, tuple(data["flags"]))
