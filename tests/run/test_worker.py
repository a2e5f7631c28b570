"""What has to be graded again, and nothing else: each notebook's key stands for all that its marks depend on."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace

import pytest

from autograder.core.assignment import load_assignment
from autograder.core.errors import OwnFault
from autograder.core.report import Report
from autograder.course.conditions import beside_notebooks, conditions_of, engine_hash
from autograder.course.folder import Course
from autograder.intake.handed_in import read_files
from autograder.intake.notebook import read_submission
from autograder.intake.prepare import prepare
from autograder.run.worker import Task, grade_task, read_for_task
from toy_assignment import PART_A, PART_B, Copy, hand_in, make_assignment

BOTH = ["part_a_double", "part_b_triple"]


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path, make_assignment(tmp_path))


@pytest.fixture
def submission(tmp_path):
    return read_files(hand_in(tmp_path / "submitted" / "Ada" / "toy1"))


def beside(course):
    return beside_notebooks(conditions_of(course, 30.0))


def keys(course, submission):
    assignment = load_assignment(course.source)
    return prepare(submission, assignment).keys(assignment, beside(course))


def changed_by(course, submission, change):
    """Return the notebooks whose keys are others after a change of the assignment."""
    before = keys(course, submission)
    change()
    after = keys(course, submission)
    assert list(before) == list(after) == BOTH
    return [name for name in BOTH if before[name] != after[name]]


def edit(course, name, old, new):
    path = course.source / f"{name}.ipynb"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.mark.parametrize(
    ("name", "old", "new", "graded_again"),
    [
        ("part_a_double", "double(-3) == -6", "double(-4) == -8", BOTH[:1]),
        ("part_b_triple", "assert triple(0) == 0", "assert triple(0) == 0, 'none'", BOTH[1:]),
        ("part_b_triple", '"points": 2', '"points": 3', BOTH[1:]),
        ("part_a_double", "# Doubling", "# Twice as much", BOTH[:1]),
        # The judge answers from these for other parts too.
        ("part_a_double", "return 2 * x", "return x + x", BOTH),
        ("part_b_triple", "import call, carry_over, check", "import carry_over, call, check", BOTH),
    ],
)
def test_a_change_in_the_source_concerns_the_parts_that_it_can_reach(
    course, submission, name, old, new, graded_again
):
    assert changed_by(course, submission, lambda: edit(course, name, old, new)) == graded_again


def test_helper_package_and_data_concern_all_parts(course, submission):
    helper = course.source / "toy" / "__init__.py"
    assert (
        changed_by(course, submission, lambda: helper.write_text(helper.read_text() + "\n# mended")) == BOTH
    )
    assert changed_by(course, submission, (course.data / "numbers.mat").touch) == BOTH


def test_the_same_work_has_the_same_keys(course, submission, tmp_path):
    again = read_files(hand_in(tmp_path / "again"))
    assert keys(course, again) == keys(course, submission)


def test_a_notebook_that_is_found_elsewhere_is_another_one(course, submission, tmp_path):
    folder = hand_in(tmp_path / "renamed")
    (folder / "part_b_triple.ipynb").rename(folder / "B.ipynb")
    assert keys(course, read_files(folder)) != keys(course, submission)


def test_every_part_of_a_students_notebook_counts(course, submission, tmp_path):
    all_keys = {json.dumps(keys(course, submission))}
    for number, spoil in enumerate(
        (
            lambda copy: copy.edit("triple", "def triple(x):\n    return 3 * x"),
            lambda copy: copy.add("triple", "extra = 1"),
            lambda copy: copy.delete("test_triple_zero"),
            lambda copy: copy.add("triple", "a remark", "markdown"),
        )
    ):
        folder = hand_in(tmp_path / f"other-{number}", None, spoil(Copy(PART_B)))
        all_keys.add(json.dumps(keys(course, read_files(folder))))
    assert len(all_keys) == 5


@pytest.fixture
def asked(monkeypatch):
    """Record which notebooks a task grades."""
    calls = []

    def grade(submission, assignment, *, only, student, **options):
        calls.append(list(only))
        return Report(assignment.name, (), student)

    monkeypatch.setattr("autograder.grading.grade.grade", grade)
    return calls


def task_for(course, submission, **options):
    return Task("Ada", submission, beside(course), engine_hash(), 30.0, **options)


def test_a_task_grades_what_is_not_known(course, submission, asked):
    first = grade_task(task_for(course, submission), course.source)
    assert asked == [BOTH]
    edit(course, "part_b_triple", "assert triple(0) == 0", "assert triple(0) == 0.0")
    second = grade_task(task_for(course, submission, known=first.keys), course.source)
    assert asked == [BOTH, BOTH[1:]]
    assert first.keys["part_a_double"] == second.keys["part_a_double"]


def test_a_task_of_which_all_is_known_starts_nothing(course, submission, asked):
    known = grade_task(task_for(course, submission), course.source).keys
    again = grade_task(task_for(course, submission, known=known), course.source)
    assert (len(asked), again.keys, again.report.notebooks) == (1, known, ())


def test_a_worker_of_another_version_refuses(course, submission, asked):
    with pytest.raises(OwnFault, match="another version"):
        grade_task(replace(task_for(course, submission), grader="older"), course.source)
    assert not asked


def test_a_file_name_too_long_to_be_looked_up_travels_like_any_other(course, tmp_path):
    name = "ü" * 200 + ".txt"
    folder = hand_in(tmp_path / "loose")
    archive = tmp_path / "submitted" / "Ada" / "toy1" / "work.zip"
    archive.parent.mkdir(parents=True)
    with zipfile.ZipFile(archive, "w") as packed:
        for path in folder.glob("*.ipynb"):
            packed.write(path, path.name)
        packed.writestr(name, "mine")
    assert read_submission(read_for_task(course, "Ada")).files[name] == b"mine"


def test_security_nothing_of_a_students_is_parsed_here(course, asked, monkeypatch):
    folder = hand_in(course.submitted("Ada"), Copy(PART_A).edit("double", "def double(x):\n    return x + x"))
    with zipfile.ZipFile(folder / "more.zip", "w") as packed:
        packed.writestr("part_a_double.ipynb", Copy(PART_A).text())
    expected = grade_task(task_for(course, read_for_task(course, "Ada")), course.source).keys

    def fail(*args, **options):
        raise AssertionError("parsed in the grader's own process")

    for place in (
        "tarfile.open",
        "zipfile.ZipFile",
        "symtable.symtable",
        "autograder.intake.notebook.parse_notebook",
    ):
        monkeypatch.setattr(place, fail)
    with pytest.raises(AssertionError, match="own process"):  # so it would be noticed
        prepare(read_files(folder), load_assignment(course.source))
    again = grade_task(task_for(course, read_for_task(course, "Ada")), course.source)
    assert again.keys == expected
