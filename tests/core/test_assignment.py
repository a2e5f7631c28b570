"""The instructor's notebooks are read as they are meant, and slips in them are named."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

import pytest

from autograder.core.assignment import (
    Assignment,
    AssignmentError,
    Role,
    load_assignment,
    without_region,
)
from toy_assignment import PART_A, PART_B, make_assignment


def spoiled(tmp_path: Path, name: str, **flags) -> str:
    """Return what is said about part A with other flags on one cell; None takes a flag away."""
    part = copy.deepcopy(PART_A)
    for stored in part["cells"]:
        own = stored["metadata"].get("nbgrader", {})
        if own.get("grade_id") == name:
            stored["source"] = flags.pop("source", stored["source"])
            stored["cell_type"] = flags.pop("kind", stored["cell_type"])
            own.update(flags)
            stored["metadata"]["nbgrader"] = {flag: value for flag, value in own.items() if value is not None}
    with pytest.raises(AssignmentError) as raised:
        load_assignment(make_assignment(tmp_path, part, PART_B), strict=True)
    return str(raised.value)


def test_parts_come_in_order_with_their_cells_roles_and_points(toy_assignment: Assignment):
    assert [part.name for part in toy_assignment.notebooks] == ["part_a_double", "part_b_triple"]
    roles = [cell.role for cell in toy_assignment.notebooks[0].cells]
    assert roles == ["free", "locked", "answer", "test", "test", "locked", "free", "free", "manual"]
    assert (toy_assignment.max_score, toy_assignment.report_max_score) == (6, 2)


def test_a_test_cell_knows_the_function_that_it_judges(toy_assignment: Assignment):
    tests = toy_assignment.notebooks[0].of_role(Role.TEST)
    assert {cell.function for cell in tests} == {"double"}


def test_the_longest_function_name_wins(tmp_path: Path):
    part = json.loads(json.dumps(PART_A).replace("double", "double_it"))
    other = [
        c
        for c in copy.deepcopy(PART_A)["cells"]
        if c["metadata"].get("nbgrader", {}).get("grade_id") == "double"
    ]
    part["cells"] += other
    assignment = load_assignment(make_assignment(tmp_path, part))
    assert {cell.function for cell in assignment.notebooks[0].of_role(Role.TEST)} == {"double_it"}


def test_released_text_has_neither_solution_nor_hidden_tests(toy_assignment: Assignment):
    for part in toy_assignment.notebooks:
        for cell in part.cells:
            for secret in ("BEGIN", "2 * x", "double(-3)", "By addition"):
                assert secret not in cell.released


def test_a_region_is_replaced_at_its_own_indentation():
    source = "def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n# after"
    assert without_region(source, "SOLUTION", "pass") == "def f():\n    pass\n# after"


def test_the_data_folder_is_that_of_the_course_unless_the_environment_names_another(
    toy_assignment: Assignment, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.delenv("EX3_DATA", raising=False)
    assert toy_assignment.data == toy_assignment.folder.parent.parent / "data"
    monkeypatch.setenv("EX3_DATA", str(tmp_path))
    assert toy_assignment.data == tmp_path.resolve()


@pytest.mark.parametrize(
    ("name", "flags", "said"),
    [
        ("test_double_zero", {"points": None}, "points are None"),
        ("test_double_zero", {"points": -1}, "points are -1"),
        ("test_double_zero", {"points": "2"}, "points are '2'"),
        ("test_double_zero", {"points": True}, "points are True"),
        ("report_q1_why", {"points": None}, "points are None"),
        ("double", {"solution": False, "locked": True}, "not flagged as a solution cell"),
        ("double", {"grade_id": None}, "without a grade_id"),
        ("double", {"source": "def double(x):\n ### BEGIN SOLUTION\n return 2"}, "do not come in pairs"),
        (
            "double",
            {"source": "### END SOLUTION\n### BEGIN SOLUTION\ndef double(x): 1"},
            "do not come in pairs",
        ),
        (
            "part_a_run",
            {"source": "### BEGIN HIDDEN TESTS\n1\n### END HIDDEN TESTS"},
            "not flagged as a test cell",
        ),
        (
            "test_double_zero",
            {"source": "# BEGIN HIDDEN TESTS\nassert double(1) == 2\n# END HIDDEN TESTS"},
            "'# BEGIN HIDDEN TESTS' is none of nbgrader's markers",
        ),
        ("test_double_zero", {"grade_id": "test_double_value"}, "'test_double_value' is used more than once"),
        ("test_double_zero", {"schema_version": 4}, "schema_version is 4"),
        ("test_double_zero", {"kind": "markdown"}, "test cells are code cells"),
        ("double", {"kind": "markdown"}, "answer cells are code cells"),
        ("part_a_run", {"task": True, "points": 1}, "task cells are Markdown cells"),
    ],
)
def test_a_leak_or_contradiction_is_an_error_that_names_the_cell(
    tmp_path: Path, name: str, flags: dict, said: str
):
    assert said in spoiled(tmp_path, name, **flags)


def warned(tmp_path: Path, name: str, **flags) -> str:
    """Return the warnings on part A with other flags on one cell."""
    part = copy.deepcopy(PART_A)
    for stored in part["cells"]:
        own = stored["metadata"].get("nbgrader", {})
        if own.get("grade_id") == name:
            stored["source"] = flags.pop("source", stored["source"])
            stored["cell_type"] = flags.pop("kind", stored["cell_type"])
            own.update(flags)
    return "\n".join(load_assignment(make_assignment(tmp_path, part, PART_B)).warnings)


@pytest.mark.parametrize(
    ("name", "flags", "said"),
    [
        ("test_double_zero", {"points": 0}, "'test_double_zero': gives no points"),
        ("double", {"source": "# BEGIN SOLUTION\ndouble = abs"}, "is none of nbgrader's markers"),
        ("test_double_zero", {"locked": False}, "'test_double_zero': is not locked"),
        ("double", {"locked": True}, "'double': is locked, though students write here"),
        ("double", {"source": "def double(x): return 2 * x"}, "'double': has no BEGIN SOLUTION"),
        ("test_double_zero", {"schema_version": 2}, "schema_version is 2, the current one is 3"),
        ("double", {"grade_id": "part_b_setup"}, "'part_b_setup' is used in several notebooks"),
    ],
)
def test_what_works_and_is_likely_a_slip_is_a_warning(tmp_path: Path, name: str, flags: dict, said: str):
    assert said in warned(tmp_path, name, **flags)


def test_the_toy_assignment_has_no_warnings(toy_assignment: Assignment):
    assert toy_assignment.warnings == ()


@pytest.mark.parametrize("version", [None, 0, 1, 2])
def test_metadata_of_older_schemas_is_read_as_nbgrader_upgrades_it(tmp_path: Path, version: int | None):
    part = copy.deepcopy(PART_A)
    for stored in part["cells"]:
        flags = stored["metadata"].get("nbgrader", {})
        flags.pop("schema_version", None)
        if flags and version is not None:
            flags["schema_version"] = version
        if not version and flags and not flags.get("locked"):
            flags.pop("locked", None)
    assignment = load_assignment(make_assignment(tmp_path, part, PART_B))
    roles = [cell.role for cell in assignment.notebooks[0].cells]
    assert roles == ["free", "locked", "answer", "test", "test", "locked", "free", "free", "manual"]
    assert (assignment.max_score, assignment.report_max_score) == (6, 2)


@pytest.mark.parametrize(
    ("metadata", "is_python"),
    [
        ({"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}, True),
        ({"kernelspec": {"name": "xpython", "display_name": "Python 3.10"}}, True),
        ({"kernelspec": {"name": "conda-env-mine-py", "language": "python"}}, True),
        ({}, True),
        ({"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}}, False),
        ({"kernelspec": {"name": "julia-1.10", "language": "julia"}}, False),
        ({"kernelspec": {"name": "python2", "display_name": "Python 2"}}, False),
    ],
)
def test_only_python_3_can_be_graded(tmp_path: Path, metadata: dict, is_python: bool):
    folder = make_assignment(tmp_path, {**PART_A, "metadata": metadata}, PART_B)
    if is_python:
        assert len(load_assignment(folder).notebooks) == 2
    else:
        with pytest.raises(AssignmentError, match="only Python 3 can be graded"):
            load_assignment(folder)


def test_all_findings_are_listed_at_once(tmp_path: Path):
    source = "### BEGIN SOLUTION\nassert double(0) == 0"
    said = spoiled(tmp_path, "test_double_zero", points=None, source=source)
    assert "points are None" in said
    assert "do not come in pairs" in said
    assert "not flagged as a solution cell" in said


def test_a_folder_without_notebooks_is_an_error_that_says_what_to_name(tmp_path: Path):
    with pytest.raises(AssignmentError, match="Set EX3_SOURCE to the folder"):
        load_assignment(tmp_path)


def test_a_broken_source_notebook_is_named(toy_folder: Path):
    (toy_folder / "part_b_triple.ipynb").write_text('{"cells": [{"cell_type"')
    with pytest.raises(AssignmentError, match=re.escape("part_b_triple.ipynb cannot be read")):
        load_assignment(toy_folder)


def test_the_notebooks_of_the_course_are_consistent():
    assignment = load_assignment()
    assert assignment.name == "ex3"
    assert (len(assignment.notebooks), assignment.max_score, assignment.report_max_score) == (9, 33, 12)
