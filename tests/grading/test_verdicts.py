"""What a student's cells have put in the place of a test's own values is no fault of ours."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from autograder.core.assignment import Cell, Role
from autograder.core.report import Verdict
from autograder.grading import cells
from autograder.grading.verdicts import Verdicts
from autograder.sandbox.cell_result import CellError, CellResult, Status


@pytest.mark.parametrize(
    ("replaced", "verdict"), [({"test_f": {"X"}}, Verdict.ERROR), ({"test_f": set()}, Verdict.INTERNAL)]
)
def test_security_a_check_that_fails_on_a_name_that_a_student_has_replaced_is_the_students_error(
    replaced, verdict
):
    test = Cell("code", "check(f, X)", Role.TEST, "test_f", 1.0, function="f")
    result = CellResult(Status.ERROR, error=CellError("TypeError", "no number", ours=True))
    found = Verdicts([], [], (), replaced).of(test, result)
    assert found.verdict is verdict
    assert ("gives X another value" in found.hint) == bool(replaced["test_f"])


@pytest.mark.parametrize("points", [2.0, 2.0000000000000004])
def test_a_sum_of_points_that_is_rounded_up_is_all_of_them(points):
    test = Cell("code", "points", Role.TEST, "test_f", 2.0, function="f")
    shown = {"output_type": "execute_result", "data": {"text/plain": repr(points)}}
    found = Verdicts([], [], (), {}, {"test_f"}).of(test, CellResult(Status.OK, (shown,)))
    assert (found.verdict, found.points) == (Verdict.PASS, 2.0)


@pytest.mark.parametrize(("falls", "status"), [(1, Status.OK), (2, Status.CRASH)])
def test_what_the_judge_falls_by_counts_against_an_answer_if_it_falls_again(falls, status, monkeypatch):
    fallen = CellResult(Status.CRASH, error=CellError(cells.JUDGE_FELL, "the process was ended by SIGSEGV"))
    runs = iter([[fallen]] * falls + [[CellResult(Status.OK)]])
    monkeypatch.setattr(cells, "run_cells", lambda *_: next(runs))
    student = SimpleNamespace(limits=SimpleNamespace(notebook=60.0))
    (result,) = cells.run_notebook(student, [cells.Code("check(f)")], Path())
    assert result.status is status
