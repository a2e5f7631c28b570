"""The gradebook on a PostgreSQL server, named as nbgrader itself wants it named: the same marks as in a file."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from autograder.core.errors import UsageError
from autograder.core.files import REPOSITORY
from autograder.course.database import open_gradebook
from autograder.course.folder import Course
from autograder.course.gradebook import has_assignment, run_nbgrader, write_config
from autograder.course.marks import read_marks
from autograder.run.class_run import run_class
from dump import marks_of
from toy_assignment import PART_A, Copy, hand_in, make_assignment

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))


def as_nobody(folder: Path) -> list[str]:
    """Return what starts a command as another user if this one is root, whom the server refuses."""
    if os.geteuid():
        return []
    for path in (folder, *folder.rglob("*")):
        os.chown(path, 65534, 65534)
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


@pytest.fixture(scope="module")
def server():
    """A server of our own that listens on a socket in a temporary folder; yields that folder."""
    if not PROGRAMS:
        pytest.skip("there is no PostgreSQL server; `apt-get install postgresql` adds it")
    # Short, since a socket's path may have a hundred characters only.
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        programs, data = PROGRAMS[-1].parent, Path(folder, "data")
        user = as_nobody(Path(folder))

        def call(program, *arguments):
            command = [*user, str(programs / program), *arguments]
            # Without a pipe: the server would keep it open.
            with Path(folder, f"{program}.log").open("wb") as log:
                subprocess.run(
                    command, check=True, cwd=folder, stdout=log, stderr=log, env={"PATH": os.defpath}
                )

        call(
            "initdb",
            "--pgdata",
            str(data),
            "--username",
            "teacher",
            "--auth",
            "trust",
            "--no-sync",
            "--locale=C",
            "--encoding=UTF8",
        )
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
        call(
            "pg_ctl",
            "start",
            "--wait",
            "--pgdata",
            str(data),
            "--options",
            options,
            "--log",
            f"{folder}/server.log",
        )
        try:
            yield Path(folder)
        finally:
            call("pg_ctl", "stop", "--mode", "immediate", "--pgdata", str(data))


@pytest.fixture
def database(server, request):
    """Return the address of a new database."""
    import psycopg

    name = f"gradebook_{abs(hash(request.node.name))}"
    with psycopg.connect(f"host={server} user=teacher dbname=postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"postgresql+psycopg://teacher@/{name}?host={server}"


def make_class(root: Path, db_url: str = "") -> Course:
    course = Course(root, make_assignment(root))
    hand_in(course.submitted("Ada"), Copy(PART_A).edit("report_q1_why", "By adding."))
    hand_in(
        course.submitted('Müller, Jörg "Jo"'), Copy(PART_A).edit("double", "def double(x):\n    return 3 * x")
    )
    write_config(course)
    if db_url:
        with (root / "nbgrader_config.py").open("a") as settings:
            settings.write(f"c.CourseDirectory.db_url = {db_url!r}\n")
    return course


@pytest.mark.slow
def test_the_marks_on_a_server_are_those_in_a_file(database, tmp_path):
    there, here = make_class(tmp_path / "there", database), make_class(tmp_path / "here")
    assert there.db_url == database
    assert not has_assignment(there)
    for course in (there, here):
        assert not run_class(course).failures
    assert has_assignment(there)
    assert marks_of(there) == marks_of(here) != []
    assert read_marks(there) == read_marks(here)
    assert not (there.root / "gradebook.db").exists()
    assert (here.root / "gradebook.db").exists()


@pytest.mark.slow
def test_a_human_and_a_later_run_change_the_marks_on_the_server(database, tmp_path):
    course = make_class(tmp_path, database)
    run_class(course)
    with open_gradebook(course.db_url) as gradebook:
        grade = gradebook.find_grade("report_q1_why", "part_a_double", "toy1", "Ada")
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        gradebook.db.commit()
    hand_in(course.submitted("Ada"), Copy(PART_A).edit("report_q1_why", "Otherwise."))
    (change,) = run_class(course).changes
    assert (change.student, change.old, change.new, change.look) == ("Ada", 1.5, 1.5, True)
    assert read_marks(course)["Ada"]["report_q1_why"].again
    out = tmp_path / "stock.csv"
    run_nbgrader("export", "--to", str(out), cwd=course.root)
    assert len(out.read_text().splitlines()) == 3


@pytest.mark.slow
def test_marks_wait_for_rows_that_the_formgrader_holds(database, tmp_path, monkeypatch):
    course = make_class(tmp_path, database)
    run_class(course)
    hand_in(course.submitted("Ada"), Copy(PART_A).edit("double", "def double(x):\n    return x"))
    notes = []
    with open_gradebook(course.db_url) as formgrader:
        formgrader.find_grade("test_double_value", "part_a_double", "toy1", "Ada").extra_credit = 1
        formgrader.db.flush()

        def look(status):
            notes.append(status.note)
            if "gradebook" in status.note and notes.count(status.note) == 1:
                threading.Timer(0.5, connection.commit).start()

        connection = formgrader.db.connection()
        run = run_class(course, students=["Ada"], on_status=look)
    assert "waiting for the gradebook, which is in use" in notes
    assert (run.graded, run.failures) == (["Ada"], {})
    assert read_marks(course)["Ada"]["test_double_value"].score == 1, "0 points, and one of extra credit"


@pytest.mark.slow
def test_a_server_that_is_not_there_is_told_without_its_password(tmp_path):
    url = "postgresql+psycopg://teacher:secret@127.0.0.1:1/gradebook"
    with (
        pytest.raises(UsageError, match=r"cannot be opened[\s\S]*Is the server running, and") as caught,
        open_gradebook(url),
    ):
        pass
    assert "secret" not in str(caught.value)
    assert "127.0.0.1" in str(caught.value)


@pytest.mark.slow
@pytest.mark.parametrize("url", ["postgresql+nonesuch://x/y", "no address"])
def test_an_address_that_cannot_be_used_is_told_with_the_right_form(url):
    with (
        pytest.raises(UsageError, match=r"postgresql\+psycopg://user@host/database[\s\S]*pip install"),
        open_gradebook(url),
    ):
        pass


def test_without_settings_the_gradebook_is_a_file_of_the_course(tmp_path):
    assert Course(tmp_path).db_url == f"sqlite:///{tmp_path}/gradebook.db"
    write_config(Course(tmp_path))
    assert Course(tmp_path).db_url == f"sqlite:///{tmp_path}/gradebook.db"


def settings(root: Path, line: str) -> Course:
    (root / "nbgrader_config.py").write_text(f"c = get_config()\n{line}\n")
    return Course(root)


def test_the_address_is_taken_from_nbgraders_own_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADES", "postgresql+psycopg://teacher@db.example/grades")
    line = "import os\nc.CourseDirectory.db_url = os.environ['GRADES']"
    assert settings(tmp_path, line).db_url == "postgresql+psycopg://teacher@db.example/grades"


def test_a_file_is_meant_from_the_course_folder(tmp_path):
    assert (
        settings(tmp_path, "c.CourseDirectory.db_url = 'sqlite:///marks.db'").db_url
        == f"sqlite:///{tmp_path}/marks.db"
    )
    assert (
        settings(tmp_path, "c.CourseDirectory.db_url = 'sqlite:////var/x.db'").db_url == "sqlite:////var/x.db"
    )


def test_looking_for_the_address_changes_nothing_here(tmp_path, monkeypatch):
    monkeypatch.delenv("EX3_DATA", raising=False)
    write_config(
        Course(tmp_path)
    )  # loads the repository's settings, which set variables for nbgrader's kernels
    with (tmp_path / "nbgrader_config.py").open("a") as settings:
        settings.write("c.CourseDirectory.db_url = 'sqlite:///marks.db'\n")
    before = dict(os.environ), list(sys.path)
    assert Course(tmp_path).db_url.endswith("marks.db")
    assert (dict(os.environ), sys.path) == before


def test_settings_that_cannot_be_read_are_named(tmp_path):
    with pytest.raises(UsageError, match=r"nbgrader_config\.py cannot be read: NameError"):
        _ = settings(tmp_path, "c.CourseDirectory.db_url = undefined").db_url


def test_the_repositorys_own_settings_name_no_database():
    assert "db_url" not in (REPOSITORY / "nbgrader_config.py").read_text()
