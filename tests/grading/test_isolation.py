"""How a test is run is found out with the instructor's own version, and never decided by a busy machine."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from autograder.core.assignment import Assignment
from autograder.grading.isolation import LONGER, Trials
from autograder.sandbox.cell_result import CellError, CellResult, Status
from autograder.sandbox.limits import Limits

PASSED = CellResult(Status.OK)
STUB = CellResult(Status.ERROR, error=CellError("NotImplementedError"))
FAILED = CellResult(Status.FAILED, error=CellError("AssertionError"))
STOPPED = CellResult(Status.TIMEOUT, error=CellError("CellTimeout"))
FULL = CellResult(Status.MEMORY, error=CellError("MemoryError"))


@pytest.fixture
def found_out(toy_assignment: Assignment, monkeypatch, tmp_path):
    """Return the mode of a test of which the instructor's version comes to these results, and how it was tried."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    def found_out(apart: dict[int, CellResult], beside: CellResult = PASSED):
        notebook = toy_assignment.notebooks[0]
        own = [cell.source for cell in notebook.cells]
        tried = []

        def run(self, notebook, sources, earlier, longer=1, **how):
            tried.append((longer, "beside" if how.get("beside") else "apart"))
            of_own = beside if how.get("beside") else apart[longer]
            return dict.fromkeys(names, of_own if list(sources) == own else STUB)

        names = [cell.grade_id for cell in notebook.cells if str(cell.role) == "test"]
        monkeypatch.setattr(Trials, "run", run)
        workspace = SimpleNamespace(process=SimpleNamespace(limits=Limits(cell=1)))
        modes = Trials(toy_assignment, SimpleNamespace(modes={}), workspace).modes(notebook, [])
        return modes[names[0]], tried

    return found_out


def test_what_the_instructors_version_passes_apart_stays_apart_and_is_not_run_beside(found_out):
    mode, tried = found_out({1: PASSED})
    assert (mode.isolated, mode.fault, tried) == (True, "", [(1, "apart")] * 2)


def test_what_it_passes_only_beside_is_run_beside_and_says_why(found_out):
    mode, _ = found_out({1: FAILED})
    assert not mode.isolated
    assert "AssertionError" in mode.why


def test_security_a_machine_that_is_busy_for_a_while_puts_no_test_beside_the_answers(found_out):
    mode, tried = found_out({1: STOPPED, LONGER: PASSED})
    assert mode.isolated
    assert (LONGER, "apart") in tried


@pytest.mark.parametrize("result", [FULL], ids=["memory"])
def test_security_a_machine_without_memory_puts_no_test_beside_the_answers(found_out, result):
    assert found_out({1: result, LONGER: result})[0].isolated


def test_what_takes_many_times_as_long_apart_is_run_beside(found_out):
    assert not found_out({1: STOPPED, LONGER: STOPPED})[0].isolated


def test_a_test_that_the_reference_fails_both_ways_is_the_assignments_fault(found_out):
    mode, tried = found_out({1: STOPPED}, beside=STOPPED)
    assert "does not pass" in mode.fault
    assert max(longer for longer, _ in tried) == 1
