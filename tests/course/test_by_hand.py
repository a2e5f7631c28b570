"""A human can give any mark, for whatever was handed in; it is never overwritten, and can be taken back."""

import shutil

import pytest

from autograder.core.errors import UsageError
from autograder.course.database import open_gradebook
from autograder.course.entry import Points, mark_question, read_points, save_marks
from autograder.course.folder import Course
from autograder.course.gradebook import enter_assignment
from autograder.course.marks import read_marks, with_marks
from toy_course import make_source, toy_report

pytestmark = pytest.mark.slow  # nbgrader takes seconds to import

VALUE, ZERO, REPORT = "test_feed_forward_value", "test_feed_forward_zero", "report_q1b_why"


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    root = tmp_path_factory.mktemp("template")
    enter_assignment(Course(root, make_source(root)), "hash")
    return root


@pytest.fixture
def course(template, tmp_path):
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return Course(tmp_path, tmp_path / "source" / "ex3")


def grade(course, report):
    with open_gradebook(course.db_url) as gradebook:
        return save_marks(gradebook, "ex3", "ada", report)


def scores(course):
    return {name: mark.score for name, mark in read_marks(course).get("ada", {}).items()}


def test_a_mark_replaces_the_automatic_ones_and_survives_every_regrade(course):
    grade(course, toy_report(value=0))
    changes = mark_question(course, "ada", "1a", Points(3.5), "Right but for the name.")
    assert [(c.grade_id, c.old, c.new) for c in changes] == [(VALUE, 0, 3), (ZERO, 1, 0.5)]
    assert "Right but for the name." in changes[0].note
    for report in (toy_report(), toy_report(value=0), toy_report(value=2)):
        grade(course, report)
        assert scores(course) == {VALUE: 3, ZERO: 0.5, REPORT: 0}
    mark = read_marks(course)["ada"][VALUE]
    assert (mark.by_hand, mark.comment) == (True, "Right but for the name.")


def test_points_on_top_stay_on_top_of_whatever_the_next_run_gives(course):
    grade(course, toy_report(value=2))
    mark_question(course, "ada", "1a", Points(1, added=True), "An elegant proof.")
    assert scores(course)[VALUE] == 3
    grade(course, toy_report(value=3))
    assert scores(course)[VALUE] == 4
    assert with_marks(toy_report(value=3), read_marks(course)["ada"]).score == 5


def test_somebody_whose_file_nobody_can_grade_gets_a_mark_all_the_same(course):
    mark_question(course, "ada", "all", Points(0), "A PDF cannot be graded.")
    marks = read_marks(course)["ada"]
    assert {name: (mark.score, mark.by_hand) for name, mark in marks.items()} == dict.fromkeys(
        (VALUE, ZERO, REPORT), (0, True)
    )


def test_what_was_given_can_be_taken_back(course):
    grade(course, toy_report(value=2))
    before = read_marks(course)
    for label, points in (("1a", Points(4)), ("1b", Points(2)), ("1a", Points(1, added=True))):
        mark_question(course, "ada", label, points, "why")
    for label in ("1a", "1b"):
        mark_question(course, "ada", label, None)
    assert read_marks(course) == before


def test_taking_back_all_that_there_is_leaves_nobody_in_the_gradebook(course):
    mark_question(course, "ada", "all", Points(0), "A PDF.")
    mark_question(course, "ada", "all", None)
    assert read_marks(course) == {}


@pytest.mark.parametrize(
    ("label", "points", "said"),
    [
        ("9z", Points(1), r"There is no question 9z. There are: 1a, 1b, and all"),
        ("1a", Points(5), r"5 points are more than 1a has: 4. Write \+1 for points on top"),
    ],
)
def test_a_mistake_is_said_and_changes_nothing(course, label, points, said):
    grade(course, toy_report(value=2))
    before = read_marks(course)
    with pytest.raises(UsageError, match=said):
        mark_question(course, "ada", label, points, "why")
    assert read_marks(course) == before


@pytest.mark.parametrize(
    ("text", "points"),
    [("3", Points(3)), ("1,5", Points(1.5)), ("+1", Points(1, True)), ("-0.5", Points(-0.5, True))],
)
def test_points_are_read_as_people_write_them(text, points):
    assert read_points(text) == points


@pytest.mark.parametrize("text", ["", "two", "1e3", "nan", "--1", "+", "1.2.3"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(UsageError, match="no number of points"):
        read_points(text)
