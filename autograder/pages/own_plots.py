"""The pictures that a student's own cells have drawn, for the student's feedback page."""

from __future__ import annotations

from autograder.core.assignment import Assignment
from autograder.core.ipynb import Origin, grade_id_of, origin_of, read_cells
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
            path = course.autograded(student) / f"{part.name}.ipynb"
            if b'"image/' not in path.read_bytes():
                continue  # most have none, and reading them takes time in a large class
            found = []
            for cell in read_cells(path):
                is_own = origin_of(cell) is not Origin.COURSE and not grade_id_of(cell)
                if cell["cell_type"] == "code" and is_own:
                    found += pictures_of(cell["outputs"], MAX_PLOT)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue  # not handed in, or graded by another program
        if found:
            plots[part.name] = found[:MOST_PLOTS]
    return plots
