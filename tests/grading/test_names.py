"""Names that differ little, or in signs alone, are different names: of notebooks, of files and of cells."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.core.assignment import Assignment, AssignmentError, load_assignment
from autograder.grading.grade import grade
from every_kind import answer, judging
from toy_course import notebook

pytestmark = pytest.mark.slow  # each grades a submission in the sandbox

NOTEBOOKS = ("ps-1", "ps_1", "PS-1", "ps 1", "ps.1")
CELLS = ("t-sets", "t_sets", "T-sets", "t--sets", "tsets")


def part(name: str, **answers: str) -> dict:
    """Return a notebook whose cells are called as those of all others are; ``answers`` by number, as ``_0="x = 1"``."""
    first = 10 * NOTEBOOKS.index(name)
    cells = []
    for number, grade_id in enumerate(CELLS):
        value = first + number
        own = answer(f"a{grade_id}", f"x{number} = {value}")
        own["source"] = answers.get(f"_{number}", own["source"])
        cells += [own, judging(grade_id, f"assert x{number} == {value}")]
    return notebook(*cells)


def write(folder: Path, parts: dict[str, dict]) -> Path:
    folder.mkdir(parents=True)
    for name, content in parts.items():
        (folder / f"{name}.ipynb").write_text(json.dumps(content))
    return folder


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    folder = tmp_path_factory.mktemp("names") / "source" / "ps1"
    return load_assignment(write(folder, {name: part(name) for name in NOTEBOOKS}))


def lost(assignment: Assignment, folder: Path, parts: dict[str, dict]) -> set[tuple[str, str]]:
    report = grade(write(folder, parts), assignment)
    return {(one.name, c.grade_id) for one in report.notebooks for c in one.checks if not c.points}


def test_each_cell_gets_its_own_mark(assignment: Assignment, tmp_path: Path):
    parts = {name: part(name) for name in NOTEBOOKS}
    assert lost(assignment, tmp_path / "right", parts) == set()
    parts |= {"ps_1": part("ps_1", _0="x0 = -1"), "PS-1": part("PS-1", _1="x1 = -1", _4="x4 = -1")}
    wrong = {("ps_1", "t-sets"), ("PS-1", "t_sets"), ("PS-1", "tsets")}
    assert lost(assignment, tmp_path / "wrong", parts) == wrong


def test_a_notebook_that_is_empty_or_missing_takes_nothing_from_one_of_a_similar_name(
    assignment: Assignment, tmp_path: Path
):
    stubs = {f"_{number}": "# YOUR CODE HERE\nraise NotImplementedError()" for number in range(len(CELLS))}
    parts = {name: part(name) for name in NOTEBOOKS if name != "ps 1"}
    parts["ps-1"] = part("ps-1", **stubs)
    assert lost(assignment, tmp_path / "some", parts) == {(n, c) for n in ("ps-1", "ps 1") for c in CELLS}


def test_a_grade_id_twice_in_a_notebook_is_refused(tmp_path: Path):
    twice = notebook(answer("a", "x = 1"), judging("t_sets", "assert x"), judging("t_sets", "assert x == 1"))
    with pytest.raises(AssignmentError, match="the grade_id 't_sets' is used more than once"):
        load_assignment(write(tmp_path / "source" / "ps1", {"one": twice}))
