"""What the instructor's locked cells bind is the judge's own in every test, whatever a student's cells bind to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.core.assignment import Assignment, load_assignment
from autograder.grading.grade import grade
from toy_assignment import Copy, answer, free, hand_in, judged, make_assignment
from toy_course import cell, notebook

pytestmark = pytest.mark.slow  # each grades a submission in the sandbox

PART = notebook(
    cell("part_a_setup", "data, scale = 10, 1", locked=True),
    free("scale = 3", "code", "a-scale"),
    answer("double", "return 2 * x"),
    judged("test_double_data", "want = 2 * data\nassert double(data) == want"),
    judged("test_double_again", "assert double(data + want) == 60"),
    judged("test_double_scaled", "assert double(scale) == 2 * scale"),
    judged("test_double_partly", "1 - abs(double(3) - 6)"),
    judged("test_double_shown", "assert double(-1) < 0\ndouble(-1)"),
)


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return load_assignment(make_assignment(tmp_path_factory.mktemp("own"), PART))


def points(assignment: Assignment, folder: Path, body: str, source: str = "") -> list[float]:
    """Grade an answer with this body, and with this cell of the student's below it and below the first test."""
    copy = Copy(PART).edit("double", f"def double(x):\n    {body}")
    for name in ("double", "test_double_data") if source else ():
        copy.cells.insert(copy.index(name) + 1, free(source))
    report = grade(hand_in(folder, copy), assignment)
    return [check.points for check in report.notebooks[0].checks]


@pytest.mark.parametrize(
    "source",
    [
        "data = want = 0",
        "(data := 0); (want := 0)",
        "for data in [0]: want = data",
        "def change():\n    global data, want\n    data = want = 0\nchange()",
        "globals().update(data=0, want=0)",
    ],
)
def test_security_a_wrong_answer_is_not_judged_by_data_that_the_student_has_put_in_the_place_of_ours(
    assignment: Assignment, tmp_path: Path, source: str
):
    assert points(assignment, tmp_path, "return 0", source)[0] == 0
    assert points(assignment, tmp_path, "return 60 if x == 0 else 20", source)[:2] == [1, 0]


def test_a_right_answer_loses_nothing_by_names_that_are_used_for_something_else(
    assignment: Assignment, tmp_path: Path
):
    assert points(assignment, tmp_path, "return 2 * x", "data = want = 'mine'") == [1] * 5


def test_what_students_may_change_is_what_they_have_made_of_it(assignment: Assignment, tmp_path: Path):
    changed = Copy(PART).edit("a-scale", "scale = 4").edit("double", "def double(x):\n    return 8")
    report = grade(hand_in(tmp_path, changed), assignment)
    assert [check.points for check in report.notebooks[0].checks] == [0, 0, 1, 0, 0]


@pytest.mark.parametrize("value", ["1e9", "float('nan')", "float('inf')", "-float('inf')"])
def test_security_a_number_that_is_none_of_points_gives_none_where_the_instructors_version_gets_some(
    assignment: Assignment, tmp_path: Path, value: str
):
    assert points(assignment, tmp_path, f"return {value} if x > 0 else 2 * x")[3:] == [0, 1]
