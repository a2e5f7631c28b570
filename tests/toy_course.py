"""A small assignment and small reports: the same cell types as the real one, without its helper package."""

from __future__ import annotations

import copy
import json
from pathlib import Path

from autograder.course import Course
from autograder.report import CheckResult, NotebookReport, Report, ReportAnswer, Verdict

KERNEL = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}


def cell(grade_id: str, source: str, kind: str = "code", **flags) -> dict:
    """Return a cell with nbgrader's metadata; ``flags`` are grade, solution, locked and points."""
    metadata = {
        "nbgrader": {
            "grade": False,
            "solution": False,
            "locked": False,
            "schema_version": 3,
            "grade_id": grade_id,
            **flags,
        }
    }
    code = {"execution_count": None, "outputs": []} if kind == "code" else {}
    name = grade_id.replace("_", "-")
    return {"cell_type": kind, "id": name, "metadata": metadata, "source": source, **code}


def notebook(*cells: dict) -> dict:
    # copies, so that a test may spoil what it gets
    content = {"cells": list(cells), "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}
    return copy.deepcopy(content)


SETUP = cell("part_c_setup", "import math", locked=True)
ANSWER = cell(
    "feed_forward",
    'def feed_forward(z):\n    """Question 1a: twice z."""\n'
    "    ### BEGIN SOLUTION\n    doubled = z + z\n    return doubled\n    ### END SOLUTION\n",
    solution=True,
)
TEST_VALUE = cell(
    "test_feed_forward_value",
    "assert feed_forward(2) == 4\n### BEGIN HIDDEN TESTS\nsecret_input = 17\n"
    "assert feed_forward(secret_input) == 34\n### END HIDDEN TESTS",
    grade=True,
    locked=True,
    points=3,
)
TEST_ZERO = cell(
    "test_feed_forward_zero", "assert feed_forward(0) == 0\n7", grade=True, locked=True, points=1
)
DRIVER = cell("part_c_run", "print(feed_forward(3))", locked=True)
REPORT = cell(
    "report_q1b_why",
    "<!-- ### BEGIN SOLUTION -->\nBecause of addition.\n<!-- ### END SOLUTION -->",
    kind="markdown",
    grade=True,
    solution=True,
    points=2,
)


def make_source(root: Path) -> Path:
    """Write the toy assignment to root/source/ex3 and return that folder."""
    source = root / "source" / "ex3"
    (source / "ex3").mkdir(parents=True)
    (source / "ex3" / "__init__.py").write_text('"""Helper."""\n')
    write(source / "part_c_toy.ipynb", notebook(SETUP, ANSWER, TEST_VALUE, TEST_ZERO, DRIVER, REPORT))
    return source


def make_course(root: Path, *students: str) -> Course:
    """Return a course in which each student has handed in an unanswered notebook."""
    course = Course(root, make_source(root))
    for student in students:
        write(course.submitted(student) / "part_c_toy.ipynb", notebook(SETUP, ANSWER))
    return course


def write(path: Path, content: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")


def toy_report(
    value: float = 3,
    zero: float = 1,
    answered: bool = True,
    verdict: Verdict = Verdict.FAIL,
    student: str = "",
) -> Report:
    """Return a report of the toy assignment; what has not all its points has ``verdict``."""
    checks = tuple(
        CheckResult(
            name, points, most, *([Verdict.PASS] if points == most else [verdict, "got 3", "Add z twice."])
        )
        for name, points, most in (
            ("test_feed_forward_value", value, 3),
            ("test_feed_forward_zero", zero, 1),
        )
    )
    executed = notebook(SETUP, ANSWER, TEST_VALUE, TEST_ZERO, DRIVER, REPORT)
    answers = (ReportAnswer("report_q1b_why", 2, answered),)
    return Report(
        "ex3",
        (NotebookReport("part_c_toy", True, checks, answers, executed=executed),),
        student=student or None,
        duration_s=0.5,
    )
