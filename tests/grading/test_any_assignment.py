"""An assignment in nobody's house style is graded, and its tests are kept apart from the answers wherever they can be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.core.assignment import Assignment, load_assignment
from autograder.core.report import CheckResult, Report, Verdict
from autograder.grading.grade import grade
from every_kind import BESIDE, every_kind, handed_in, write_course

pytestmark = pytest.mark.slow  # each grades a submission in the sandbox

TESTS = [
    raw["metadata"]["nbgrader"]["grade_id"]
    for raw in every_kind()["cells"]
    if raw["metadata"].get("nbgrader", {}).get("grade") and not raw["metadata"]["nbgrader"].get("solution")
]


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return load_assignment(write_course(tmp_path_factory.mktemp("all")))


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory, assignment: Assignment) -> Report:
    return grade(handed_in(tmp_path_factory.mktemp("right")), assignment)


def checks(report: Report) -> dict[str, CheckResult]:
    return {check.grade_id: check for check in report.notebooks[0].checks}


def test_every_cell_has_its_role_and_points(assignment: Assignment):
    roles = {cell.grade_id: str(cell.role) for cell in assignment.notebooks[0].cells if cell.grade_id}
    assert (roles["set-up"], roles["intro"], roles["cell-whole"]) == ("locked", "locked", "answer")
    assert (roles["m-code"], roles["m-text"], roles["task"]) == ("manual", "manual", "task")
    assert {roles[name] for name in TESTS} == {"test"}
    assert assignment.report_max_score == 9


@pytest.mark.parametrize("name", TESTS)
def test_the_instructors_version_passes_every_test(right: Report, name: str):
    check = checks(right)[name]
    assert check.points == (1.5 if name == "t-partial" else check.max_points), check.message
    assert check.isolated == (name not in BESIDE), check.message


def test_a_displayed_number_is_partial_credit(right: Report, assignment: Assignment, tmp_path: Path):
    assert (checks(right)["t-partial"].points, checks(right)["t-partial"].verdict) == (1.5, Verdict.FAIL)
    spoilt = checks(grade(handed_in(tmp_path, cell_value="total, words = 5, ()"), assignment))
    assert (spoilt["t-partial"].points, spoilt["t-value"].points) == (0.5, 0)


def test_what_a_human_marks_waits_for_one(right: Report):
    answers = {answer.grade_id: answer for answer in right.notebooks[0].answers}
    assert {name: answer.max_points for name, answer in answers.items()} == {
        "m-code": 3,
        "m-text": 2,
        "task": 4,
    }
    assert all(answer.answered for answer in answers.values())


def with_source(root: Path, name: str, source: str) -> Assignment:
    """Return the assignment with another text in a cell of the instructor's version."""
    stored = every_kind()
    for raw in stored["cells"]:
        if raw["metadata"].get("nbgrader", {}).get("grade_id") == name:
            raw["source"] = source
    return load_assignment(write_course(root, stored))


def test_a_cell_for_a_human_that_is_as_empty_as_the_instructors_waits_for_one(tmp_path: Path):
    emptied = with_source(tmp_path, "m-code", "")
    for source, answered in (("", True), ("# YOUR CODE HERE\nraise NotImplementedError()", False)):
        part = grade(handed_in(tmp_path / str(answered), m_code=source), emptied).notebooks[0]
        assert {one.grade_id: one.answered for one in part.answers}["m-code"] is answered


def test_a_source_that_holds_nbgraders_stub_is_not_answered_by_it(tmp_path: Path):
    stub = "YOUR ANSWER HERE"
    part = grade(
        handed_in(tmp_path / "as-it-is", m_text=stub), with_source(tmp_path, "m-text", stub)
    ).notebooks[0]
    assert {one.grade_id: one.answered for one in part.answers}["m-text"] is False


def test_the_untouched_release_gets_nothing_that_an_answer_gives(assignment: Assignment, tmp_path: Path):
    stored = every_kind()
    for raw, cell in zip(stored["cells"], assignment.notebooks[0].cells, strict=True):
        raw["source"] = cell.released
    (tmp_path / "all.ipynb").write_text(json.dumps(stored))
    report = grade(tmp_path, assignment)
    assert {name: check.points for name, check in checks(report).items() if check.points} == {}
    answers = {answer.grade_id: answer.answered for answer in report.notebooks[0].answers}
    assert answers == {"m-code": False, "m-text": False, "task": True}


def test_a_wrong_answer_costs_its_own_tests_only(assignment: Assignment, right: Report, tmp_path: Path):
    report = grade(
        handed_in(tmp_path, cell_table="import pandas as pd\ntable = means = pd.DataFrame({'n': [1]})"),
        assignment,
    )
    lost = {name for name, check in checks(report).items() if check.points < checks(right)[name].points}
    assert lost == {"t-table"}


def test_isolation_can_be_required_or_switched_off(assignment: Assignment, tmp_path: Path):
    folder = handed_in(tmp_path)
    required = checks(grade(folder, assignment, isolation="required"))
    assert required["t-derived"].verdict is Verdict.INTERNAL
    assert "cannot be isolated" in required["t-derived"].message
    assert required["t-class"].verdict is Verdict.PASS
    off = checks(grade(folder, assignment, isolation="off"))
    assert {check.isolated for check in off.values()} == {False}
    lost = {name for name, check in off.items() if not check.points}
    assert lost == {"t-nothing", "t-back"}, "in one process a name that a test has deleted stays away"
