"""Values that lie, by every kind that crosses: none gains a mark, none harms another test or keeps the judge busy."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.core.assignment import Assignment, load_assignment
from autograder.core.report import CheckResult
from autograder.grading.grade import grade
from every_kind import BESIDE, KINDS, handed_in, write_course
from object_attacks import ATTACKS


def rounds() -> list[list[str]]:
    """Return the attacks, at most one of each cell in a round."""
    made: list[list[str]] = []
    for name, (cell, *_) in ATTACKS.items():
        fitting = (each for each in made if all(ATTACKS[other][0] != cell for other in each))
        found = next(fitting, None)
        if found is None:
            made.append(found := [])
        found.append(name)
    return made


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return load_assignment(write_course(tmp_path_factory.mktemp("objects")))


def graded(assignment: Assignment, folder: Path, attacks: list[str]) -> dict[str, CheckResult]:
    cells = {ATTACKS[name][0]: f"{KINDS[ATTACKS[name][0]][0]}\n{ATTACKS[name][1]}" for name in attacks}
    sources = {cell.replace("-", "_"): source for cell, source in cells.items()}
    report = grade(handed_in(folder, **sources), assignment, timeout=6)
    return {check.grade_id: check for check in report.notebooks[0].checks}


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("attacks", rounds(), ids=lambda attacks: f"{attacks[0]}-and-{len(attacks) - 1}-more")
def test_security_no_lying_value_gains_a_mark(assignment: Assignment, tmp_path: Path, attacks: list[str]):
    checks = graded(assignment, tmp_path, attacks)
    wanted = [name for attack in attacks for name in ATTACKS[attack][2]]
    assert {name: checks[name].points for name in wanted} == dict.fromkeys(wanted, 0.0)
    assert all(checks[name].isolated for name in wanted if name not in BESIDE)


def test_there_are_attacks_on_every_kind_of_value():
    assert len(ATTACKS) >= 30
    assert set(KINDS) - {cell for cell, *_ in ATTACKS.values()} == {"cell-in-place"}
