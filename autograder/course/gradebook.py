"""Enter the assignment in nbgrader's gradebook, and ask which assignment and students it knows."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.core.errors import NotGraded, OwnFault
from autograder.core.files import write_atomically
from autograder.course.database import IN_USE, SQLITE, is_in_use, is_missing, open_gradebook
from autograder.course.folder import Course
from autograder.course.nbgrader import generate_assignment

if TYPE_CHECKING:
    from nbgrader.api import Gradebook


def enter_assignment(course: Course, source_hash: str) -> None:
    """Let nbgrader enter the assignment's cells in the gradebook, unless it has them as they are now."""
    note = course.root / "reports" / ".gradebook-source"
    if note.exists() and note.read_text(encoding="utf-8") == source_hash and has_assignment(course):
        return
    course.root.mkdir(parents=True, exist_ok=True)
    # A server's address may hold a password, which has no place on a command line: nbgrader finds it itself.
    url, where = course.db_url, []
    if url.startswith(SQLITE):
        where = [f"--CourseDirectory.db_url={url}"]
    else:
        # By itself nbgrader puts it into a course without a name, which a server that checks its keys refuses.
        with open_gradebook(url) as gradebook:
            gradebook.update_or_create_assignment(course.assignment)
    with tempfile.TemporaryDirectory() as scratch:
        try:
            generate_assignment(course.source, Path(scratch), course.root, *where)
        except OwnFault as error:
            if is_in_use(url):
                raise NotGraded(IN_USE) from error
            if "Cannot add or remove cells" not in str(error) and "Cannot modify existing" not in str(error):
                raise
            raise OwnFault(
                f"{course.source} has other graded cells or notebooks than the gradebook, which already holds "
                "marks for the old ones. Put the cells back, or move the gradebook away and grade everyone again."
            ) from error
    write_atomically(note, source_hash)


def has_assignment(course: Course) -> bool:
    """Whether there is a gradebook that knows the assignment's cells."""
    from nbgrader.api import MissingEntry

    url = course.db_url
    if is_missing(url):
        return False
    with open_gradebook(url) as gradebook:
        try:
            return bool(gradebook.find_assignment(course.assignment).notebooks)
        except MissingEntry:
            return False


def students_in(gradebook: Gradebook, assignment: str) -> set[str]:
    """Return those whose marks have been entered."""
    from nbgrader.api import Assignment, SubmittedAssignment

    query = (
        gradebook.db.query(SubmittedAssignment.student_id)
        .join(Assignment)
        .filter(Assignment.name == assignment)
    )
    students = {student for (student,) in query}
    gradebook.db.rollback()  # or the transaction would stay open for as long as the run takes
    return students
