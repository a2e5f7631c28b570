"""Deadline, extensions and penalties in the gradebook: ours and nbgrader's own are the same."""

import shutil
from datetime import datetime, timedelta

import pytest
from traitlets.config import Config

from autograder.core.report import CheckResult, NotebookReport, Report, Verdict
from autograder.course.database import open_gradebook
from autograder.course.entry import save_marks
from autograder.course.folder import Course
from autograder.course.gradebook import enter_assignment, enter_people
from autograder.course.marks import read_marks
from autograder.course.penalties import Late, in_words, update_lateness
from autograder.course.states import Person, State
from autograder.lms.export import to_csv
from autograder.pages.feedback import render
from toy_course import cell, make_source, notebook, toy_report, write

pytestmark = pytest.mark.slow  # nbgrader takes seconds to import

DAY = 86400
# 8 points can be reached: 4 in part C, 2 for a written answer in it, and 2 in part D.
TOML = """\
deadline = 2026-01-26T12:00:00Z
grace = "1 hour"
[late]
penalty = "{penalty}"
cap = "{cap}"
[extensions]
ben = "2 days"
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    root = tmp_path_factory.mktemp("template")
    source = make_source(root)
    second = cell("test_nn_loss_value", "assert True", grade=True, locked=True, points=2)
    write(source / "part_d_toy.ipynb", notebook(second))
    enter_assignment(Course(root, source), "hash")
    return root


@pytest.fixture
def course(template, tmp_path):
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return Course(tmp_path, tmp_path / "source" / "ex3")


def hand_in(course, student, when, value=3, penalty="1 point", cap="50 %"):
    (course.root / "course.toml").write_text(TOML.format(penalty=penalty, cap=cap))
    with open_gradebook(course.db_url) as gradebook:
        save_marks(gradebook, "ex3", student, two_parts(value), timestamp=when)


def two_parts(value):
    check = CheckResult("test_nn_loss_value", 2, 2, Verdict.PASS)
    return Report("ex3", (*toy_report(value=value).notebooks, NotebookReport("part_d_toy", True, (check,))))


def penalties(course, student):
    with open_gradebook(course.db_url) as gradebook:
        submission = gradebook.find_submission("ex3", student)
        return {part.name: part.late_submission_penalty for part in submission.notebooks}


def stock(course, student):
    """Let nbgrader's own step enter the penalties, as its autograder does it: notebook by notebook."""
    from nbformat.v4 import new_notebook
    from nbgrader.preprocessors import AssignLatePenalties

    from autograder.nbgrader.steps import LatePenalty

    config = Config()
    config.CourseDirectory.root = str(course.root)
    config.AssignLatePenalties.plugin_class = LatePenalty
    for name in ("part_c_toy", "part_d_toy"):
        step = AssignLatePenalties(config=config)
        where = {"notebook": name, "assignment": "ex3", "student": student, "db_url": course.db_url}
        step.preprocess(new_notebook(), {"nbgrader": where})


@pytest.mark.parametrize(
    ("when", "seconds", "points"),
    [
        ("2026-01-26 12:00:00 UTC", 0, 0),
        ("2026-01-26 13:00:00 UTC", 3600, 0),
        ("2026-01-26 13:00:01 UTC", 3601, 1),
        ("2026-01-28 11:00:00 UTC", 2 * DAY - 3600, 2),
        ("2026-01-30 12:00:00 UTC", 4 * DAY, 4),
        ("2026-02-28 12:00:00 UTC", 33 * DAY, 4),
    ],
)
def test_what_being_late_costs(course, when, seconds, points):
    hand_in(course, "ada", when, cap="50 %")  # 4 of the 8 points that can be reached
    late = update_lateness(course)
    assert late == ({"ada": Late(seconds, points)} if seconds else {})
    with open_gradebook(course.db_url) as gradebook:
        assert gradebook.find_submission("ex3", "ada").total_seconds_late == seconds
        assert gradebook.find_assignment("ex3").duedate == datetime(2026, 1, 26, 12)


@pytest.mark.parametrize("value", [3, 0])
@pytest.mark.parametrize("penalty", ["1 point", "3 points", "25 %"])
@pytest.mark.parametrize("student", ["ada", "ben"])
def test_nbgraders_own_step_enters_the_same_penalties(course, value, penalty, student):
    hand_in(course, student, "2026-01-29 18:00:00 UTC", value, penalty, cap="75 %")
    update_lateness(course)
    ours = penalties(course, student)
    stock(course, student)
    assert penalties(course, student) == ours
    with open_gradebook(course.db_url) as gradebook:  # and once more, from nothing
        for part in gradebook.find_submission("ex3", student).notebooks:
            part.late_submission_penalty = None
        gradebook.db.commit()
    stock(course, student)
    assert penalties(course, student) == ours


def test_no_penalty_is_more_than_the_points_there_are(course):
    hand_in(course, "ada", "2026-01-29 18:00:00 UTC", value=0, penalty="3 points", cap="100 %")
    assert update_lateness(course)["ada"].penalty == 3
    assert penalties(course, "ada") == {"part_c_toy": 1, "part_d_toy": 2}


def test_an_extension_moves_the_deadline_of_one_student(course):
    hand_in(course, "ben", "2026-01-28 12:30:00 UTC")
    assert update_lateness(course) == {"ben": Late(1800, 0)}
    with open_gradebook(course.db_url) as gradebook:
        assert gradebook.find_submission("ex3", "ben").extension == timedelta(days=2)


def test_an_extension_that_is_taken_back_is_gone(course):
    hand_in(course, "ben", "2026-01-28 12:30:00 UTC")
    update_lateness(course)
    toml = course.root / "course.toml"
    toml.write_text(toml.read_text().replace("ben", "zoe"))
    assert update_lateness(course)["ben"].penalty == 3


def test_a_penalty_follows_a_humans_mark(course):
    hand_in(course, "ada", "2026-01-29 18:00:00 UTC", value=0, penalty="3 points", cap="100 %")
    assert update_lateness(course)["ada"].penalty == 3
    with open_gradebook(course.db_url) as gradebook:
        grade = gradebook.find_grade("report_q1b_why", "part_c_toy", "ex3", "ada")
        grade.manual_score, grade.needs_manual_grade = 2, False
        gradebook.db.commit()
    assert update_lateness(course)["ada"].penalty == 5


def test_without_a_deadline_the_gradebook_is_left_alone(course):
    hand_in(course, "ada", "2026-01-29 18:00:00 UTC")
    update_lateness(course)
    (course.root / "course.toml").unlink()
    assert update_lateness(course)["ada"].penalty == 4
    with open_gradebook(course.db_url) as gradebook:
        assert gradebook.find_assignment("ex3").duedate is not None


def test_the_deadline_is_there_before_nbgrader_knows_the_assignment(tmp_path):
    course = Course(tmp_path, make_source(tmp_path))
    (tmp_path / "course.toml").write_text(TOML.format(penalty=1, cap=4))
    assert update_lateness(course) == {}
    enter_assignment(course, "hash")
    with open_gradebook(course.db_url) as gradebook:
        assignment = gradebook.find_assignment("ex3")
        assert assignment.duedate == datetime(2026, 1, 26, 12)
        assert [part.name for part in assignment.notebooks] == ["part_c_toy"]


def test_names_are_entered_and_an_empty_one_changes_nothing(course):
    enter_people(course, [("ada", "Ada", "King", "a@x.org"), ("ben", "", "", "")])
    enter_people(course, [("ada", "", "", ""), ("ben", "Ben", "", "")])
    hand_in(course, "ada", "2026-01-26 12:00:00 UTC")
    with open_gradebook(course.db_url) as gradebook:
        ada, ben = gradebook.find_student("ada"), gradebook.find_student("ben")
        assert (ada.first_name, ada.last_name, ada.email) == ("Ada", "King", "a@x.org")
        assert (ben.first_name, ben.last_name) == ("Ben", None)


def test_penalties_are_in_the_table_and_on_the_page(course):
    hand_in(course, "ada", "2026-01-29 18:00:00 UTC", penalty="1 point")
    late = update_lateness(course)
    marks = read_marks(course)
    heading, row = (
        line.split(",")
        for line in to_csv(marks, late, {"ada": Person("ada", "Ada", State.GRADED)}).splitlines()
    )
    cells = dict(zip(heading, row, strict=True))
    assert (cells["name"], cells["automatic [6]"], cells["late penalty"], cells["total [8]"]) == (
        "Ada",
        "6",
        "4",
        "2",
    )
    page = render(toy_report(), marks["ada"], "Ada", late["ada"])
    assert "<b>Handed in late.</b> 3 days 6 hours late: 4 points less." in page
    assert "Handed in late" not in render(toy_report(), marks["ada"], "Ada")


@pytest.mark.parametrize(
    ("late", "words"),
    [
        (Late(30, 0), "less than a minute late: no points less"),
        (Late(60, 0.5), "1 minute late: 0.5 points less"),
        (Late(2 * DAY + 3600, 8), "2 days 1 hour late: 8 points less"),
        (Late(DAY + 60, 8), "1 day 1 minute late: 8 points less"),
    ],
)
def test_late_in_words(late, words):
    assert in_words(late) == words
