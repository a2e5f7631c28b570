"""The pictures that a student's own cells have drawn, for the student's feedback page."""

from __future__ import annotations

import json

from autograder.core.assignment import Assignment, squeezed
from autograder.course.folder import Course
from autograder.pages.images import pictures_of

MAX_PLOT = 400_000  # bytes; a plot of the exercise has 20,000 to 60,000
MOST_PLOTS = 8  # of one notebook


def read_plots(course: Course, assignment: Assignment, student: str) -> dict[str, list[str]]:
    """Return the ``data:`` addresses of a student's pictures by notebook.

    Own are cells that the student has added, and free cells with another text than the released one; what
    our own cells draw is known to everybody.
    """
    plots: dict[str, list[str]] = {}
    for part in assignment.notebooks:
        try:
            content = (course.autograded(student) / f"{part.name}.ipynb").read_bytes()
            if b'"image/' not in content:
                continue  # most have none, and reading them takes time in a large class
            cells = json.loads(content)["cells"]
            released = {
                cell.raw.get("id"): squeezed(cell.released) for cell in part.cells if cell.raw.get("id")
            }
            named = {cell.grade_id for cell in part.cells if cell.grade_id}
            found = []
            for cell in cells:
                is_ours = cell["metadata"].get("nbgrader", {}).get("grade_id") in named
                text = squeezed("".join(cell["source"]))
                if cell["cell_type"] != "code" or is_ours or text == released.get(cell.get("id")):
                    continue
                if cell.get("id") in released or text not in assignment.texts:
                    found += pictures_of(cell["outputs"], MAX_PLOT)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue  # not handed in, or graded by another program
        if found:
            plots[part.name] = found[:MOST_PLOTS]
    return plots
