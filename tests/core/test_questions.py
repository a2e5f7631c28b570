"""Each graded cell of the source belongs to the question that the sheet, and its docstring, says."""

import re

import pytest

from autograder.core.assignment import Role, load_assignment
from autograder.core.questions import idea_of, is_bonus, part_of, question_of, series, title_of
from autograder.core.summary import coded_scores
from autograder.core.text import number
from toy_course import toy_report

PARTS = load_assignment().notebooks


def cells(role):
    return [cell for part in PARTS for cell in part.of_role(role)]


def test_the_labels_are_those_in_the_docstrings_of_the_answer_cells():
    said = {re.search(r'"""Question (\w+):', cell.source)[1]: cell.grade_id for cell in cells(Role.ANSWER)}
    assert said == {label: question.function for label, question in series().items() if question.function}


def test_a_question_has_the_title_of_its_heading_and_its_part():
    loss, slope = series()["1c"], series()["2c"]
    assert (loss.title, loss.part, loss.points) == ("the loss of the network", "part_d_loss", 2)
    assert (slope.title, slope.function, slope.bonus) == ("the slope of the loss", "", True)
    assert list(series()) == sorted(series())


def test_the_points_of_each_question_are_those_of_the_sheet():
    points = {}
    for cell in cells(Role.TEST) + cells(Role.MANUAL):
        label = question_of(cell.grade_id)
        points[label] = points.get(label, 0) + cell.points
    assert points == {
        **{"1a": 4, "1c": 2, "1d": 2, "2a": 8, "3a": 7, "4a": 5, "4b": 5},
        **{"1b": 2, "2b": 2, "2c": 1, "2d": 1, "2e": 3, "3b": 3},
    }
    assert sum(points[label] for label in points if not is_bonus(label)) == 40
    assert sum(points[label] for label in points if is_bonus(label)) == 5
    assert {label: question.points for label, question in series().items()} == points


@pytest.mark.parametrize(
    ("grade_id", "label", "idea"),
    [
        ("test_nn_loss_value", "1c", "value"),
        ("test_nn_loss_reg_value", "1d", "value"),
        ("test_gradient_step_inputs", "4a", "inputs"),
        ("test_compute_numerical_gradient_two_steps", "3a", "two steps"),
        ("report_q2e_chain_rule", "2e", "report_q2e_chain_rule"),
        ("something_else", "something_else", "something else"),
    ],
)
def test_a_grade_id_tells_question_and_idea(grade_id, label, idea):
    assert question_of(grade_id) == label
    assert idea_of(grade_id).replace("_", " ") == idea.replace("_", " ")


def test_titles_parts_and_numbers_are_written_as_a_person_would():
    assert (title_of("1a"), title_of("2b")) == ("1a feed_forward", "2b")
    assert (part_of("part_c_feed_forward"), part_of("part_c"), part_of("notes")) == (
        "Part C",
        "Part C",
        "notes",
    )
    assert [number(x) for x in (4.0, 2.5, 1 / 3, 0, 10, 100.0)] == ["4", "2.5", "0.33", "0", "10", "100"]


def test_scores_are_added_up_by_question():
    (score,) = coded_scores(toy_report(value=2)).values()
    assert (score.label, score.points, score.max_points) == ("1a", 3, 4)
    assert (score.notebook, len(score.checks)) == ("part_c_toy", 2)
