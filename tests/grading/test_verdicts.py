"""What a student's cells have put in the place of a test's own values is no fault of ours."""

import pytest

from autograder.core.assignment import Cell, Role
from autograder.core.report import Verdict
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
