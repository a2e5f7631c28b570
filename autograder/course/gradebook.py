"""Enter the assignment in nbgrader's gradebook by nbgrader's own commands, and the students' names; ask what it knows."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.core.errors import NotGraded, OwnFault, UsageError
from autograder.core.files import REPOSITORY, in_clone, write_atomically
from autograder.core.interrupts import run_to_end
from autograder.course.database import IN_USE, SQLITE, is_in_use, is_missing, open_gradebook
from autograder.course.folder import Course

if TYPE_CHECKING:
    from nbgrader.api import Gradebook


def enter_assignment(course: Course, source_hash: str) -> None:
    """Let nbgrader enter the assignment's cells in the gradebook, unless it has them as they are now."""
    note = course.state / "reports" / ".gradebook-source"
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
            settings = None if course.is_ours else course.root
            generate_assignment(course.source, Path(scratch), course.root, *where, settings=settings)
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


def enter_people(course: Course, people: Iterable[tuple[str, str, str, str]]) -> None:
    """Enter students in the gradebook: id, first name, last name, e-mail address; an empty one changes nothing."""
    with open_gradebook(course.db_url) as gradebook:
        from nbgrader.api import Student

        known = {student.id: student for student in gradebook.db.query(Student)}
        for student_id, first, last, email in people:
            student = known.get(student_id)
            if student is None:
                student = Student(id=student_id)
                gradebook.db.add(student)
            for name, value in (("first_name", first), ("last_name", last), ("email", email)):
                if value and getattr(student, name) != value:
                    setattr(student, name, value)
        gradebook.db.commit()


def has_assignment(course: Course) -> bool:
    """Whether there is a gradebook that knows the assignment's cells."""
    url = course.db_url
    if is_missing(url):
        return False
    with open_gradebook(url) as gradebook:
        from nbgrader.api import Assignment, Notebook

        query = gradebook.db.query(Notebook.id).join(Assignment, Assignment.id == Notebook.assignment_id)
        return query.filter(Assignment.name == course.assignment).first() is not None


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


def generate_assignment(
    source: Path, destination: Path, course: Path, *options: str, settings: Path | None = None
) -> None:
    """Run ``nbgrader generate_assignment``; without ``--no-db`` it also enters the cells in the gradebook.

    ``settings`` is a folder with an nbgrader_config.py, that of this repository if left out.
    """
    if not list(source.glob("*.ipynb")):
        raise UsageError(f"{source} has no notebooks. Name the folder of the assignment, such as source/ex3.")
    if settings is None:
        in_clone("nbgrader_config.py")
    run_nbgrader(
        "generate_assignment",
        source.name,
        "--force",
        f"--CourseDirectory.root={course.resolve()}",
        f"--CourseDirectory.source_directory={source.resolve().parent}",
        f"--CourseDirectory.release_directory={destination.resolve()}",
        *options,
        cwd=settings or REPOSITORY,
    )


def run_nbgrader(*arguments: str, cwd: Path = REPOSITORY) -> str:
    """Run one nbgrader command with the course's settings; return its log."""
    environment = {
        **os.environ,
        "JUPYTER_NO_CONFIG": "1",  # settings in the user's home must not change a release
        "PYTHONWARNINGS": "ignore",  # those of nbgrader's dependencies are no business of ours
    }
    # What jupyter_core makes for itself because of JUPYTER_NO_CONFIG, and leaves behind, goes with it.
    with tempfile.TemporaryDirectory() as scratch:
        environment["TMPDIR"] = scratch
        command = [sys.executable, "-m", "autograder.course.startup", *arguments]
        done = run_to_end(command, cwd, environment)
    log = done.stdout + done.stderr
    if done.returncode:
        tail = "\n".join(log.strip().splitlines()[-12:])
        raise OwnFault(f"nbgrader {arguments[0]} failed. The end of its log:\n{tail}")
    return log


def write_config(course: Course) -> None:
    """Let nbgrader's own commands and its formgrader work in a course folder outside the repository."""
    path = course.root / "nbgrader_config.py"
    if path.exists():
        return
    if not course.is_ours:
        path.write_text(
            "# Made by `ex3`: nbgrader's own commands grade with its engine.\n"
            f"import sys\n\nsys.path.insert(0, {str(REPOSITORY)!r})\n"
            "from autograder.nbgrader import use_engine\n\nc = get_config()\nuse_engine(c)\n",
            encoding="utf-8",
        )
        return
    settings = in_clone("nbgrader_config.py")
    path.write_text(
        "# Made by `ex3`: the settings of the repository, for this folder.\n"
        "c = get_config()\n"
        f"load_subconfig({str(settings)!r})\n"
        f"c.CourseDirectory.source_directory = {str(course.source.parent)!r}\n"
        "c.CourseDirectory.release_directory = 'release'\n",
        encoding="utf-8",
    )
