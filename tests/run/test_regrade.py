"""A test is mended or work handed in again: what has changed is graded, named, and nothing that a human did is lost."""

from __future__ import annotations

import csv
import shutil

import pytest

from autograder.cli.grade import print_run
from autograder.course.database import open_gradebook
from autograder.course.entry import Change
from autograder.course.folder import Course
from autograder.course.marks import read_marks
from autograder.run.class_run import run_class
from toy_assignment import PART_A, PART_B, Copy, hand_in, make_assignment

pytestmark = pytest.mark.slow

A, B = "part_a_double", "part_b_triple"
WHY = "report_q1_why"
ABSOLUTE = "def triple(x):\n    return 3 * abs(x)"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Two students, graded once; a human has marked what they wrote."""
    root = tmp_path_factory.mktemp("course")
    course = Course(root, make_assignment(root))
    for student in ("Ada", "Ben"):
        work = Copy(PART_A).edit(WHY, f"{student} thinks that it is so.")
        hand_in(
            course.submitted(student),
            work,
            Copy(PART_B).edit("triple", ABSOLUTE) if student == "Ben" else None,
        )
    run = run_class(course)
    assert not run.failures
    assert not run.changes
    with open_gradebook(course.db_url) as gradebook:
        for student, points in (("Ada", 2), ("Ben", 1)):
            grade = gradebook.find_grade(WHY, A, course.assignment, student)
            grade.manual_score, grade.needs_manual_grade = points, False
            gradebook.find_comment(
                WHY, A, course.assignment, student
            ).manual_comment = f"Well said, {student}."
        gradebook.db.commit()
    return course


@pytest.fixture
def course(graded, tmp_path):
    shutil.copytree(graded.root, tmp_path, dirs_exist_ok=True)
    (tmp_path / "nbgrader_config.py").unlink()  # it names the first folder
    return Course(tmp_path, tmp_path / "source" / graded.assignment)


def by_hand(course):
    marks = {student: own[WHY] for student, own in read_marks(course).items()}
    return {student: (mark.score, mark.comment, mark.by_hand, mark.again) for student, mark in marks.items()}


def mend_test(course):
    path = course.source / f"{B}.ipynb"
    path.write_text(path.read_text().replace("assert triple(0) == 0", "assert triple(-1) == -3"))


def written(course):
    return {path: path.stat().st_mtime_ns for path in course.root.glob(f"autograded/*/*/{A}.ipynb")}


def test_a_mended_test_is_graded_in_its_part_alone_and_each_changed_mark_is_named(course, capsys):
    before = written(course)
    mend_test(course)
    run = run_class(course)
    assert run.partly == {"Ada": [B], "Ben": [B]}
    assert run.reasons == dict.fromkeys(("Ada", "Ben"), "the notebooks of the source have changed")
    assert run.changes == [Change("Ben", B, "test_triple_zero", 1, 0)]
    assert written(course) == before, "the other part stays as it is"
    assert by_hand(course) == {
        "Ada": (2, "Well said, Ada.", True, False),
        "Ben": (1, "Well said, Ben.", True, False),
    }
    with course.changes.open(newline="") as file:
        rows = [(row["student"], row["grade_id"], row["old"], row["new"]) for row in csv.DictReader(file)]
    assert rows == [("Ben", "test_triple_zero", "1", "0")]
    print_run(run, course)
    out = capsys.readouterr().out
    assert "2 graded (2 of them only in the notebooks that have changed)" in out
    assert "test_triple_zero" in out
    assert str(course.changes) in out.replace("\n", "")
    assert sorted(run_class(course).skipped) == ["Ada", "Ben"]


def test_grading_in_parts_comes_to_what_grading_anew_comes_to(course):
    mend_test(course)
    in_parts = run_class(course).reports
    anew = run_class(course, force=True)
    assert not anew.partly
    assert not anew.changes
    for student, report in anew.reports.items():
        assert report.notebooks == in_parts[student].notebooks


def test_a_graded_notebook_that_is_lost_is_graded_again(course):
    (course.autograded("Ada") / f"{A}.ipynb").unlink()
    mend_test(course)
    assert run_class(course).partly == {"Ben": [B]}
    assert (course.autograded("Ada") / f"{A}.ipynb").exists()


def test_an_answer_written_anew_after_it_was_marked_is_singled_out(course, capsys):
    again = Copy(PART_A).edit(WHY, "Ben has changed his mind.")
    hand_in(course.submitted("Ben"), again, Copy(PART_B).edit("triple", ABSOLUTE))
    hand_in(
        course.submitted("Ada"),
        Copy(PART_A).edit(WHY, "Ada thinks that it is so."),
        Copy(PART_B),
        **{"x.txt": "x"},
    )
    run = run_class(course)
    assert sorted(run.graded) == ["Ada", "Ben"]
    (change,) = run.changes
    assert (change.student, change.grade_id, change.look) == ("Ben", WHY, True)
    assert by_hand(course) == {
        "Ada": (2, "Well said, Ada.", True, False),
        "Ben": (1, "Well said, Ben.", True, True),
    }
    print_run(run, course)
    assert "please look again" in " ".join(capsys.readouterr().out.split())


def test_a_new_gradebook_is_filled_from_what_has_been_graded(course):
    before = {
        student: {name: mark.score for name, mark in own.items()}
        for student, own in read_marks(course).items()
    }
    (course.root / "gradebook.db").unlink()
    run = run_class(course)
    assert run.partly == {"Ada": [], "Ben": []}
    after = read_marks(course)
    for student, marks in before.items():
        assert {name: mark.score for name, mark in after[student].items()} == {**marks, WHY: 0}
