"""A report is out of date when something has changed that a mark can depend on, and then only."""

import shutil

import pytest

from autograder.core.files import PACKAGE
from autograder.course import conditions
from autograder.course.conditions import changed, conditions_of, engine_hash, engine_hashes
from toy_course import make_course


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Return a copy of the package, to be edited; hashes are taken from it."""
    copy = tmp_path / "autograder"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "answers"))
    monkeypatch.setattr(conditions, "PACKAGE", copy)
    engine_hashes.cache_clear()
    yield copy
    engine_hashes.cache_clear()


def edited(path):
    """Return the hash before and after a comment is added to a module."""
    engine_hashes.cache_clear()
    before = engine_hash()
    path.write_text(path.read_text() + "\n# another comment\n")
    engine_hashes.cache_clear()
    return before, engine_hash()


@pytest.mark.slow
def test_an_edit_of_what_only_shows_marks_grades_nobody_again(package):
    for room in ("course", "lms", "pages", "nbgrader", "platforms", "ex3", "cli"):
        for path in (package / room).glob("*.py"):
            before, after = edited(path)
            assert before == after, f"{room}/{path.name}"
    assert edited(package / "run" / "pool.py")[0] == edited(package / "run" / "recorder.py")[1]


@pytest.mark.parametrize(
    "module",
    [
        "core/assignment.py",
        "intake/merge.py",
        "sandbox/inside/wire.py",
        "grading/verdicts.py",
        "run/worker.py",
    ],
)
def test_an_edit_of_what_marks_depend_on_is_another_grader(package, module):
    before, after = edited(package / module)
    assert before != after


def test_each_change_is_told_by_its_name(tmp_path):
    course = make_course(tmp_path)
    before = conditions_of(course, 30.0)

    def told(change):
        change()
        return changed(before, conditions_of(course, 30.0))

    assert changed(before, conditions_of(course, 30.0)) == ""
    assert changed(before, conditions_of(course, 20.0)) == "another time limit"
    assert changed(before, {**before, "grading": ""}) == "the grader's package grading/ has changed"
    assert changed(before, {**before, "run/worker.py": ""}) == "the grader's module run/worker.py has changed"
    course.data.mkdir()
    assert told((course.data / "numbers.mat").touch) == "the data have changed"
    helper = course.source / "ex3" / "__init__.py"
    assert told(lambda: helper.write_text("")) == "the helper package has changed and the data have changed"
    assert "the notebooks of the source" in told((course.source / "part_d_more.ipynb").touch)
    assert changed({}, before) == "an earlier version of the grader"
