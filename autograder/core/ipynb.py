"""Cells and notebooks as nbformat 4 stores them: what a cell says, which cell it is, and who has written it."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Any

# Where a graded notebook keeps the origin of each cell: metadata["ex3"]["origin"].
METADATA = "ex3"


class Origin(StrEnum):
    """Who has written a cell of a graded notebook."""

    COURSE = "course"  # the instructor; it stands as it was released
    EDITED = "edited"  # the instructor; the student has written in it
    ADDED = "added"  # the student


def source_of(cell: object) -> str | None:
    """Return a cell's text, stored whole or as a list of lines; None if there is none."""
    # Format 3 calls the text of a code cell its input.
    source = cell.get("source", cell.get("input", "")) if isinstance(cell, dict) else None
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    return source if isinstance(source, str) else None


def flags_of(cell: object) -> dict[str, Any]:
    """Return nbgrader's metadata of a cell, {} if it has none."""
    flags = _metadata(cell).get("nbgrader")
    return flags if isinstance(flags, dict) else {}


def grade_id_of(cell: object) -> str:
    """Return the name that nbgrader knows a cell by, "" if it has none."""
    grade_id = flags_of(cell).get("grade_id")
    return grade_id if isinstance(grade_id, str) else ""


def origin_of(cell: object) -> Origin:
    """Return who has written a cell of a graded notebook; of a cell that does not say it, the student."""
    noted = _metadata(cell).get(METADATA)
    said = noted.get("origin") if isinstance(noted, dict) else None
    return Origin(said) if said in list(Origin) else Origin.ADDED


def note_origin(metadata: dict[str, Any], origin: Origin) -> dict[str, Any]:
    """Return a copy of a cell's metadata that says who has written the cell."""
    return {**metadata, METADATA: {"origin": str(origin)}}


def notebook_json(cells: list[dict[str, Any]], metadata: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return a notebook in format 4.5."""
    return {"cells": cells, "metadata": metadata or {}, "nbformat": 4, "nbformat_minor": 5}


def read_cells(path: Path) -> list[dict[str, Any]]:
    """Return the cells of a stored notebook.

    Raises
    ------
    OSError
        If there is no such file.
    ValueError
        If it is no notebook.
    """
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return [cell for cell in cells if isinstance(cell, dict)]
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"{path} is no notebook") from error


def _metadata(cell: object) -> dict[str, Any]:
    metadata = cell.get("metadata") if isinstance(cell, dict) else None
    return metadata if isinstance(metadata, dict) else {}
