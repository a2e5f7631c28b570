"""A fault of ours, in a test, a check or a file that they need, costs no student a mark; it is INTERNAL."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from autograder.core.assignment import Assignment, load_assignment, source_folder
from autograder.core.report import CheckResult, Verdict
from autograder.grading.grade import grade
from autograder.grading.verdicts import doubted
from toy_assignment import HELPER, PART_A, PART_B, Copy, hand_in, judged, make_assignment

pytestmark = pytest.mark.slow  # each starts a sandbox or two

CHECK = """
def positive(function):
    got = function(2)
    if got == 5:
        raise TypeError("a slip of the check's own")
    if got == 6:
        return TABLE[got]
    assert got > 0, "it is not positive"
"""
RIGHT, WRONG = "    return 2 * x", "    return 0"


def check_result(name: str, verdict: Verdict) -> CheckResult:
    return CheckResult(name, float(verdict is Verdict.PASS), 1.0, verdict)


def graded(assignment: Assignment, folder: Path, body: str = RIGHT) -> dict[str, CheckResult]:
    """Grade a submission whose answer in the first part has this body."""
    copy = Copy(PART_A).edit("double", f"def double(x):\n{body}")
    report = grade(hand_in(folder, copy), assignment)
    return {check.grade_id: check for part in report.notebooks for check in part.checks}


def toy(root: Path, *tests: str) -> Assignment:
    """Return the toy assignment with a check module, and with other tests of its first part."""
    part = json.loads(json.dumps(PART_A))
    part["cells"][1]["source"] = "import math\nfrom toy import call, check\nfrom toy.check import positive"
    for cell, source in zip(part["cells"][3:5], tests, strict=False):
        cell["source"] = source
    folder = make_assignment(root, part, PART_B)
    (folder / "toy" / "check.py").write_text(CHECK)
    # The package's own `check` is a function; as in the real helper, the module is imported by its path.
    (folder / "toy" / "__init__.py").write_text(HELPER)
    return load_assignment(folder)


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """Return the toy assignment, whose first test calls a check; its judge is started once."""
    return toy(tmp_path_factory.mktemp("checked"), "positive(double)", "assert double(0) == 0")


@pytest.mark.parametrize(("returned", "said"), [(5, "TypeError: a slip"), (6, "NameError")])
def test_an_error_in_a_check_is_internal_and_costs_the_other_tests_nothing(
    checked: Assignment, tmp_path: Path, returned: int, said: str
):
    checks = graded(checked, tmp_path / "work", f"    return {returned} if x else 0")
    assert checks["test_double_value"].verdict is Verdict.INTERNAL
    assert said in checks["test_double_value"].message
    assert checks["test_double_zero"].verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("body", "verdict", "said"),
    [
        (WRONG, Verdict.FAIL, "it is not positive"),
        ("    raise TypeError('mine')", Verdict.ERROR, "TypeError: mine"),
        ("    return 'text'", Verdict.INTERNAL, "TypeError"),
        ("    while True: pass", Verdict.TIMEOUT, ""),
    ],
)
def test_what_an_answer_does_in_a_check_counts_against_the_answer(
    checked: Assignment, tmp_path: Path, body: str, verdict: Verdict, said: str
):
    copy = Copy(PART_A).edit("double", f"def double(x):\n{body}")
    report = grade(hand_in(tmp_path / "work", copy), checked, timeout=1)
    check = report.notebooks[0].checks[0]
    assert (check.verdict, check.points) == (verdict, 0)
    assert said in check.message


def test_tests_that_the_reference_solution_does_not_pass_are_internal(tmp_path: Path):
    faulty = [
        "assert double(2) == 5",
        "assert double(2) == expected",
        "check(call(double, 2) == 5, 'Add x to x.')",
        "assert call(lambda: double(2) + undefined) == 4",
        "open('expected.json')",
    ]
    part = json.loads(json.dumps(PART_A))
    part["cells"][1]["source"] = "import math\nfrom toy import call, check"
    part["cells"][3:4] = [judged(f"test_double_{number}", source) for number, source in enumerate(faulty)]
    assignment = load_assignment(make_assignment(tmp_path, part, PART_B))
    report = grade(hand_in(tmp_path / "work", Copy(part)), assignment, timeout=1)
    *faults, zero = report.notebooks[0].checks
    assert [check.verdict for check in faults] == [Verdict.INTERNAL] * len(faulty)
    assert all("The reference solution does not pass this test" in check.message for check in faults)
    assert zero.verdict is Verdict.PASS
    assert report.internal


@pytest.mark.parametrize(
    ("source", "body", "verdict"),
    [
        ("7 - double(3)", "return 2 * x", Verdict.FAIL),
        ("7 - double(3)", "return -1000", Verdict.FAIL),
        ("'right' if double(2) == 4 else double(2)", "return 2 * x", Verdict.PASS),
        ("'right' if double(2) == 4 else double(2)", "return 1000", Verdict.FAIL),
        ("double(2)", "return 2 * x", Verdict.INTERNAL),
        ("double(2)", "return 1000", Verdict.INTERNAL),
    ],
)
def test_security_more_points_than_there_are_are_the_tests_fault_where_the_reference_solution_gets_them(
    tmp_path: Path, source: str, body: str, verdict: Verdict
):
    copy = Copy(PART_A).edit("double", f"def double(x):\n    {body}")
    report = grade(hand_in(tmp_path / "work", copy), toy(tmp_path, source))
    assert report.notebooks[0].checks[0].verdict is verdict


def test_a_test_that_never_ends_takes_no_mark_by_itself_nor_by_the_time_that_others_lack(tmp_path: Path):
    loop = "while True:\n    assert double(2) == 4"
    assignment = toy(tmp_path, "assert double(2) == 4", loop)
    report = grade(hand_in(tmp_path / "work"), assignment, timeout=1)
    value, zero = report.notebooks[0].checks
    assert (value.verdict, zero.verdict) == (Verdict.PASS, Verdict.INTERNAL)
    slow = check_result("test_a", Verdict.TIMEOUT), check_result("test_b", Verdict.TIMEOUT)
    fine = check_result("test_c", Verdict.PASS), check_result("test_d", Verdict.FAIL)
    verdicts = [one.verdict for one in doubted([*slow, *fine], {"test_a": "it is endless"})]
    assert verdicts == [Verdict.INTERNAL, Verdict.INTERNAL, Verdict.PASS, Verdict.FAIL]


def test_an_answer_that_is_missing_stays_missing_whatever_is_wrong_with_its_test(tmp_path: Path):
    assignment = toy(tmp_path, "positive(5)")
    copy = Copy(PART_A, solved=False)
    report = grade(hand_in(tmp_path / "work", copy), assignment)
    assert {check.verdict for check in report.notebooks[0].checks} == {Verdict.MISSING}


def test_security_a_result_that_makes_a_test_cell_stumble_is_the_answers_fault(tmp_path: Path):
    assignment = toy(tmp_path, "assert float(double(2)) == 4")
    checks = graded(assignment, tmp_path / "work", "    return {}")
    assert checks["test_double_value"].verdict is Verdict.ERROR


FALLS = """import os, signal
if double(2) == {}:
    os.kill(os.getpid(), signal.SIGFPE)"""
DEAF = """import signal, time
if double(2) == 5:
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
    time.sleep(60)"""


def test_security_a_result_that_keeps_the_judge_busy_for_ever_is_that_students_timeout(tmp_path: Path):
    assignment = toy(tmp_path, DEAF, "assert double(0) == 0")
    copy = Copy(PART_A).edit("double", "def double(x):\n    return 5")
    report = grade(hand_in(tmp_path / "busy", copy), assignment, timeout=1)
    assert [check.verdict for check in report.notebooks[0].checks] == [Verdict.TIMEOUT, Verdict.TIMEOUT]
    assert report.notebooks[1].score == 3, "the next notebook has a judge again"
    assert grade(hand_in(tmp_path / "next"), assignment, timeout=1).score == 6


def test_security_a_result_under_which_the_judge_breaks_down_is_that_students_error(tmp_path: Path):
    assignment = toy(tmp_path, FALLS.format(5), "assert double(0) == 0")
    copy = Copy(PART_A).edit("double", "def double(x):\n    return 5")
    report = grade(hand_in(tmp_path / "odd", copy), assignment)
    assert [check.verdict for check in report.notebooks[0].checks] == [Verdict.ERROR, Verdict.ERROR]
    assert "SIGFPE" in report.notebooks[0].checks[0].message
    assert report.notebooks[1].score == 3, "the next notebook has a judge again"
    assert grade(hand_in(tmp_path / "next"), assignment).score == 6


def test_a_test_under_which_the_judge_breaks_down_by_itself_is_internal(tmp_path: Path):
    assignment = toy(tmp_path, FALLS.format(4), "assert double(0) == 0")
    report = grade(hand_in(tmp_path / "work"), assignment)
    assert report.notebooks[0].checks[0].verdict is Verdict.INTERNAL


@pytest.fixture(scope="module")
def exercise(tmp_path_factory: pytest.TempPathFactory):
    """Return what makes a copy of the real assignment, with one file of its checks replaced or taken away."""

    def copied(file: str, content: str | None) -> Assignment:
        root = tmp_path_factory.mktemp("course")
        folder = root / "source" / "ex3"
        shutil.copytree(
            source_folder(), folder, ignore=shutil.ignore_patterns("__pycache__", "part_[abdefghi]*")
        )
        (root / "data").symlink_to(source_folder().parent.parent / "data")
        path = folder / "ex3" / "check" / file
        if content is None:
            path.unlink()
        else:
            path.write_text(content)
        return load_assignment(folder)

    return copied


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("expected.json", None),
        ("expected.json", '{"feed_forward": '),
        ("expected.json", "{}"),
        ("expected.json", '{"feed_forward": {"right": {"shape": [1]}, "mistakes": []}}'),
        ("order.py", "def check(*args):\n    return 1 + 'one'\n"),
        ("wording.py", "IDEAS = EXPERIMENT = SAID = {}\n"),
    ],
)
def test_broken_checks_of_the_exercise_take_no_mark_from_a_right_answer(
    exercise, tmp_path: Path, file: str, content: str | None
):
    assignment = exercise(file, content)
    (part,) = assignment.notebooks
    # The reference solution is as right an answer as any.
    cells = [{**cell.raw, "source": cell.source} for cell in part.cells]
    path = tmp_path / "part_c_feed_forward.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    report = grade(path, assignment)
    assert {check.verdict for check in report.notebooks[0].checks} == {Verdict.INTERNAL}
    assert report.internal


def test_the_same_answer_gets_all_points_from_checks_that_work(exercise, tmp_path: Path):
    assignment = exercise("note.txt", "nothing is broken")
    (part,) = assignment.notebooks
    cells = [{**cell.raw, "source": cell.source} for cell in part.cells]
    path = tmp_path / "part_c_feed_forward.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    report = grade(path, assignment)
    assert report.score == report.max_score > 0
