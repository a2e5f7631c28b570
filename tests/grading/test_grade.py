"""From a submission to a report: marks, verdicts and words, and what a bad cell may cost."""

from __future__ import annotations

import json
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.core.assignment import Assignment, load_assignment
from autograder.core.errors import UsageError
from autograder.core.report import CheckResult, NotebookReport, Report, Verdict
from autograder.grading.grade import grade
from toy_assignment import PART_A, PART_B, Copy, hand_in, make_assignment

pytestmark = pytest.mark.slow  # each grades a submission in the sandbox

WORK = "def double(x):\n    return x + x"
LOOP = "    while True: pass"


@pytest.fixture
def graded(tmp_path: Path, toy_assignment: Assignment) -> Callable[..., Report]:
    """Grade a submission with these copies of the two parts; what is not given is solved."""

    def graded(a: Copy | None = None, b: Copy | None = None, *, timeout: float = 20.0, **other) -> Report:
        return grade(hand_in(tmp_path / "work", a, b, **other), toy_assignment, timeout=timeout)

    return graded


def verdicts(part: NotebookReport) -> list[str]:
    return [str(check.verdict) for check in part.checks]


def by_id(report: Report) -> dict[str, CheckResult]:
    return {check.grade_id: check for part in report.notebooks for check in part.checks}


def outputs(part: NotebookReport, name: str) -> list[dict]:
    return next(
        c for c in part.executed["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == name
    )["outputs"]


def solved_with(part: dict, name: str, body: str) -> Copy:
    return Copy(part).edit(name, f"def {name}(x):\n{body}")


def test_a_complete_submission_gets_all_points_and_a_notebook_with_outputs(
    tmp_path: Path, toy_assignment: Assignment
):
    seen = []
    report = grade(
        hand_in(tmp_path), toy_assignment, student="ann", on_progress=lambda *progress: seen.append(progress)
    )
    assert (report.score, report.max_score, report.student, report.internal) == (6, 6, "ann", False)
    assert seen == [("part_a_double", 1, 2), ("part_b_triple", 2, 2)]
    assert {check.verdict for check in by_id(report).values()} == {Verdict.PASS}
    assert [part.repairs for part in report.notebooks] == [(), ()]
    assert [(a.grade_id, a.max_points, a.answered) for a in report.notebooks[0].answers] == [
        ("report_q1_why", 2, True)
    ]
    json.dumps(report.to_json())


def test_what_stands_below_the_last_test_is_run_if_asked_for_or_if_the_students_own_cells_need_it(
    tmp_path: Path, toy_assignment: Assignment
):
    plain = hand_in(tmp_path / "plain")
    own = hand_in(tmp_path / "own", Copy(PART_A).add("a-demo", "print('mine', demo)"))
    changed = hand_in(tmp_path / "changed", Copy(PART_A).edit("a-demo", "print(double(5))"))
    seen = {
        (folder.name, run_all): [
            output["text"]
            for cell in grade(folder, toy_assignment, run_all=run_all).notebooks[0].executed["cells"]
            for output in cell.get("outputs", [])
        ]
        for folder, run_all in [(plain, False), (plain, True), (own, False), (changed, False)]
    }
    assert seen == {
        ("plain", False): [],
        ("plain", True): ["doubled 42\n"],
        ("own", False): ["doubled 42\n", "mine 2\n"],
        ("changed", False): ["doubled 42\n", "10\n"],
    }


def test_the_notebook_with_outputs_is_valid_and_keeps_nbgraders_metadata(graded):
    import nbformat

    copy = (
        Copy(PART_A).add("double", "1 / 0").add("double", "note", "markdown").add("a-demo", "display(1)\n2")
    )
    copy.cells[3]["id"] = copy.cells[4]["id"] = "same"
    part = graded(copy).notebooks[0]
    nbformat.validate(nbformat.from_dict(part.executed))
    kept = {c["id"]: c["metadata"]["nbgrader"] for c in part.executed["cells"] if "nbgrader" in c["metadata"]}
    assert kept == {c["id"]: c["metadata"]["nbgrader"] for c in PART_A["cells"] if c["metadata"]}
    assert part.score == 3


def test_each_verdict_has_its_points_message_and_hint(graded):
    report = graded(
        solved_with(PART_A, "double", "    return 5"),
        solved_with(PART_B, "triple", "    return 1 / 0"),
    )
    checks = by_id(report)
    assert checks["test_double_value"] == CheckResult(
        "test_double_value", 0, 2, Verdict.FAIL, "got and expected", "Add x to x."
    )
    assert checks["test_double_zero"].verdict is Verdict.FAIL
    assert checks["test_triple_value"] == CheckResult(
        "test_triple_value", 0, 2, Verdict.ERROR, "ZeroDivisionError came out", "It stopped with an error."
    )
    assert checks["test_triple_zero"].message == "ZeroDivisionError: division by zero"
    assert checks["test_triple_zero"].verdict is Verdict.ERROR
    assert report.score == 0


def test_security_a_failed_test_shows_its_verdict_in_the_notebook_and_none_of_its_source(graded):
    report = graded(
        solved_with(PART_A, "double", "    return 2 * abs(x)"), solved_with(PART_B, "triple", "    1 / 0")
    )
    (shown,) = outputs(report.notebooks[0], "test_double_zero")
    assert (shown["output_type"], shown["ename"]) == ("error", "FAIL")
    assert "-6" not in str(shown)
    (shown,) = outputs(report.notebooks[1], "test_triple_value")
    assert shown["evalue"] == "It stopped with an error.\nZeroDivisionError came out"
    assert outputs(report.notebooks[0], "test_double_value") == []


def test_partial_credit_is_per_test_cell(graded):
    report = graded(solved_with(PART_A, "double", "    return 2 * abs(x)"))
    assert verdicts(report.notebooks[0]) == ["PASS", "FAIL"]
    assert report.notebooks[0].score == 2


def test_warnings_prints_and_stray_values_cost_nothing(graded):
    body = (
        "    import sys, warnings\n    warnings.warn('careful')\n    print('noise', file=sys.stderr)\n    print(0)\n"
        "    display(0)\n    return 2 * x"
    )
    report = graded(
        solved_with(PART_A, "double", body),
        Copy(PART_B).add("part_b_setup", "import warnings\nwarnings.simplefilter('error')"),
    )
    assert report.score == 6


def test_unanswered_parts_are_missing_and_not_errors(graded):
    report = graded(Copy(PART_A, solved=False), Copy(PART_B).delete("triple"))
    assert {check.verdict for check in by_id(report).values()} == {Verdict.MISSING}
    assert by_id(report)["test_double_value"].message == "double is not answered yet."
    assert not report.notebooks[0].answers[0].answered
    assert report.score == 0


def test_a_stub_that_still_raises_below_some_work_is_an_error_with_a_hint(graded):
    report = graded(solved_with(PART_A, "double", "    y = 2 * x\n    raise NotImplementedError()"))
    check = by_id(report)["test_double_zero"]
    assert check.verdict is Verdict.ERROR
    assert "Take out the line" in check.hint


def test_an_answer_cell_that_cannot_run_is_told_in_its_tests(graded):
    report = graded(
        Copy(PART_A).edit("double", "def double(x)\n    return 2 * x"),
        Copy(PART_B).edit("triple", "thrice = 3"),
    )
    check = by_id(report)["test_double_value"]
    assert check.verdict is Verdict.ERROR
    assert "SyntaxError: expected ':' (line 1)" in check.message
    check = by_id(report)["test_triple_value"]
    assert (check.verdict, check.message) == (Verdict.MISSING, "No cell of the notebook defines triple.")


ABOVE = [
    "from google.colab import drive\ndrive.mount('/content/drive')",
    "%matplotlib widget_of_tomorrow",
    "%load_ext not_there",
    "%not_there",
    "assert False, 'for another machine'",
    "import not_there as sns\nsns.set()\nOTHER = 1\nraise OSError",
]


@pytest.mark.parametrize("above", ABOVE)
def test_a_line_that_fails_above_the_answer_costs_nothing_and_is_named(graded, above: str):
    body = f"{above}\nTWO = 2\n@staticmethod\ndef double(x):\n    return TWO * x"
    part = graded(Copy(PART_A).edit("double", body)).notebooks[0]
    assert verdicts(part) == ["PASS", "PASS"]
    (said,) = part.repairs
    assert said.startswith("Line ")
    assert "what the cell defines below it was run all the same" in said


def test_what_fails_below_an_answer_or_in_all_that_it_defines_is_not_run_again(graded):
    counted = "print('once')\ndef double(x):\n    return 2 * x\nraise OSError('below')"
    part = graded(Copy(PART_A).edit("double", counted)).notebooks[0]
    assert (verdicts(part), part.repairs) == (["PASS", "PASS"], ())
    needs_it = "import not_there\n@not_there.fast\ndef double(x):\n    return 2 * x"
    part = graded(Copy(PART_A).edit("double", needs_it)).notebooks[0]
    assert (verdicts(part), part.repairs) == (["ERROR", "ERROR"], ())
    assert "not_there" in part.checks[0].message


def test_an_answer_in_a_newer_python_waits_for_a_look(graded):
    newer = (
        "def double(x):\n    try:\n        return 2 * x\n    except ValueError, TypeError:\n        return 0"
    )
    part = graded(Copy(PART_A).edit("double", newer)).notebooks[0]
    assert verdicts(part) == ["INTERNAL", "INTERNAL"]
    assert "needs Python 3.14" in part.checks[0].message
    broken = "def double(x)\n    return 2 * x"
    assert verdicts(graded(Copy(PART_A).edit("double", broken)).notebooks[0]) == ["ERROR", "ERROR"]


def test_work_in_a_new_cell_below_the_stub_and_a_helper_in_another_cell_count(graded):
    report = graded(
        Copy(PART_A, solved=False).add("double", WORK),
        Copy(PART_B)
        .edit("triple", "def triple(x):\n    return mine(x)")
        .add("part_b_setup", "mine = lambda x: 3 * x"),
    )
    assert report.score == 6


def test_failing_scratch_cells_and_a_deleted_test_cost_nothing(graded):
    report = graded(
        Copy(PART_A).add("part_a_setup", "1 / 0").add("double", "undefined"),
        Copy(PART_B).delete("test_triple_value"),
    )
    assert report.score == 6
    assert report.notebooks[1].repairs == ("Deleted cells were restored: test_triple_value.",)


def test_each_part_starts_from_the_reference_of_the_earlier_ones(graded):
    report = graded(solved_with(PART_A, "double", "    return 0"))
    assert verdicts(report.notebooks[1]) == ["PASS", "PASS"]


def test_the_students_notebooks_and_own_modules_lie_beside_each_other_and_the_tests_do_not(graded):
    cell = (
        "import os, json, mine\nfound = {n: json.load(open(n)) for n in os.listdir() if n.endswith('.ipynb')}\n"
        "print(sorted(found), mine.x, 'double(' + '-3)' in str(found))"
    )
    report = graded(None, Copy(PART_B).add("part_b_setup", cell), **{"mine.py": "x = 7"})
    text = report.notebooks[1].executed["cells"][1]["outputs"][0]["text"]
    assert text == "['part_a_double.ipynb', 'part_b_triple.ipynb'] 7 False\n"


def test_the_helper_package_is_ours_even_if_a_changed_copy_is_handed_in(
    tmp_path: Path, toy_assignment: Assignment
):
    folder = hand_in(tmp_path, solved_with(PART_A, "double", "    return 0"))
    (folder / "toy").mkdir()
    (folder / "toy" / "__init__.py").write_text("def check(*args): pass\ncall = carry_over = check")
    report = grade(folder, toy_assignment)
    assert [part.score for part in report.notebooks] == [0, 3]


def test_an_endless_loop_is_a_timeout_and_the_other_part_keeps_its_points(graded):
    started = time.monotonic()
    report = graded(solved_with(PART_A, "double", LOOP), timeout=1)
    assert verdicts(report.notebooks[0]) == ["TIMEOUT", "TIMEOUT"]
    assert "stopped after 1 s" in by_id(report)["test_double_value"].message
    assert "never ends" in by_id(report)["test_double_value"].hint
    assert report.score == 3
    assert time.monotonic() - started < 60


def test_a_loop_in_c_is_a_timeout_for_the_tests_that_it_keeps_from_running(graded):
    report = graded(solved_with(PART_A, "double", "    return sum(range(10**13))"), timeout=0.5)
    assert verdicts(report.notebooks[0]) == ["TIMEOUT", "TIMEOUT"]
    assert "Not run" in by_id(report)["test_double_zero"].message
    assert report.notebooks[1].score == 3


def test_a_process_that_ends_costs_the_rest_of_its_part_only(graded):
    report = graded(solved_with(PART_A, "double", "    import os\n    os._exit(0)"))
    assert verdicts(report.notebooks[0]) == ["ERROR", "ERROR"]
    assert "exit status 0" in by_id(report)["test_double_value"].message
    assert "Not run" in by_id(report)["test_double_zero"].message
    assert report.notebooks[1].score == 3


def test_too_much_memory_is_told_as_such_also_through_a_check(graded):
    report = graded(
        solved_with(PART_A, "double", "    return bytearray(10**13)"),
        solved_with(PART_B, "triple", "    return bytearray(10**13)"),
    )
    assert {check.verdict for check in by_id(report).values()} == {Verdict.MEMORY}


def test_a_missing_broken_or_renamed_part_is_named_and_costs_itself_only(
    tmp_path: Path, toy_assignment: Assignment
):
    folder = hand_in(tmp_path / "work")
    (folder / "part_a_double.ipynb").rename(folder / "my homework (1).ipynb")
    (folder / "part_b_triple.ipynb").write_text(Copy(PART_B).text()[:100])
    renamed, broken = grade(folder, toy_assignment).notebooks
    assert (renamed.found, renamed.score) == (True, 3)
    assert renamed.repairs == ("The notebook was found under the name my homework (1).ipynb.",)
    assert (broken.found, verdicts(broken), broken.executed) == (False, ["MISSING", "MISSING"], None)
    assert "breaks off in the middle" in broken.repairs[0]
    assert "send the saved .ipynb file" in broken.checks[0].message


def test_a_single_notebook_is_graded_and_the_rest_is_missing(tmp_path: Path, toy_assignment: Assignment):
    folder = hand_in(tmp_path)
    report = grade(str(folder / "part_b_triple.ipynb"), toy_assignment)
    assert [part.found for part in report.notebooks] == [False, True]
    assert (report.score, report.max_score) == (3, 6)
    assert report.notebooks[0].answers[0].max_points == 2


def test_a_submission_without_notebooks_is_all_missing_and_starts_nothing(
    tmp_path: Path, toy_assignment: Assignment, monkeypatch
):
    monkeypatch.setattr("autograder.grading.grade.judge_of", None)
    report = grade(tmp_path, toy_assignment)
    assert {check.verdict for check in by_id(report).values()} == {Verdict.MISSING}
    absent, reason = report.notebooks[0].repairs
    assert absent == "part_a_double.ipynb was not handed in."
    assert "There is no notebook" in reason


def test_a_path_to_nothing_is_the_callers_error(tmp_path: Path, toy_assignment: Assignment):
    with pytest.raises(UsageError):
        grade(tmp_path / "none", toy_assignment)


def test_a_set_up_that_fails_by_itself_is_our_fault_and_never_a_zero(tmp_path: Path):
    part = json.loads(json.dumps(PART_A).replace("import math\\n", "open('data.mat')\\n"))
    assignment = load_assignment(make_assignment(tmp_path, part, PART_B))
    report = grade(hand_in(tmp_path / "work", Copy(part).add("a-title", "x = 1")), assignment)
    # What the set-up did not get to is missing; a test that does without it counts.
    assert verdicts(report.notebooks[0]) == ["INTERNAL", "PASS"]
    assert "NameError: name 'check' is not defined" in report.notebooks[0].checks[0].message
    assert report.internal
    assert report.notebooks[1].score == 3


def test_a_test_cell_that_is_not_python_is_our_fault(tmp_path: Path):
    part = json.loads(json.dumps(PART_A).replace("assert double(0) == 0", "assert double(0) =="))
    assignment = load_assignment(make_assignment(tmp_path, part, PART_B))
    report = grade(hand_in(tmp_path / "work"), assignment)
    assert verdicts(report.notebooks[0]) == ["PASS", "INTERNAL"]
    assert "SyntaxError" in report.notebooks[0].checks[1].message


def test_a_set_up_that_a_student_breaks_is_not_our_fault_and_judges_as_before(graded):
    report = graded(
        Copy(PART_A).add("a-title", "import sys\nsys.modules['toy'] = None"),
        solved_with(PART_B, "triple", "    return 5").add(
            "part_b_setup", "import sys\nsys.modules['toy'] = None"
        ),
    )
    assert [verdicts(part) for part in report.notebooks] == [["PASS", "PASS"], ["FAIL", "FAIL"]]


def test_a_fault_in_our_own_code_is_internal_for_that_part_only(graded, monkeypatch: pytest.MonkeyPatch):
    from autograder.grading import grade as module
    from autograder.intake import prepare

    merge = prepare.merge

    def fail(notebook, *rest):
        if notebook.name == "part_a_double":
            raise RuntimeError("a slip of ours")
        return merge(notebook, *rest)

    monkeypatch.setattr(prepare, "merge", fail)
    monkeypatch.setattr(module, "prepare_confined", prepare.prepare)
    report = graded()
    assert verdicts(report.notebooks[0]) == ["INTERNAL", "INTERNAL"]
    assert "a slip of ours" in report.notebooks[0].checks[0].message
    assert report.notebooks[1].score == 3


def test_grading_leaves_nothing_behind_and_gives_the_same_twice(
    tmp_path: Path, toy_assignment: Assignment, monkeypatch
):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    spill = "import os\nos.makedirs('a/b')\nopen('a/b/c', 'w').write('x')\nos.chmod('a/b', 0)\nimport random\nrandom.random()"
    folder = hand_in(tmp_path / "work", Copy(PART_A).add("double", spill))
    first, second = (grade(folder, toy_assignment) for _ in range(2))
    assert list(scratch.iterdir()) == []
    assert first.notebooks == second.notebooks
    assert [part.executed for part in first.notebooks] == [part.executed for part in second.notebooks]


def test_one_part_cannot_reach_another_parts_working_folder_by_its_name(graded):
    spill = (
        "from pathlib import Path\nfor p in Path('..').glob('part_b*'): (p / 'toy.py').write_text('1 / 0')"
    )
    assert graded(Copy(PART_A).add("double", spill)).score == 6


@pytest.mark.slow
def test_the_instructors_own_notebooks_get_all_points_and_their_release_none(tmp_path: Path):
    assignment = load_assignment()
    stubs = tmp_path / "stubs"
    stubs.mkdir()
    for part in assignment.notebooks:
        cells = [{**cell.raw, "source": cell.released} for cell in part.cells]
        (stubs / f"{part.name}.ipynb").write_text(json.dumps({"cells": cells, "nbformat": 4, "metadata": {}}))
    full, empty = grade(assignment.folder, assignment), grade(stubs, assignment)
    assert (full.score, full.max_score) == (33, 33)
    assert all(part.repairs == () for part in full.notebooks)
    assert all(answer.answered for part in full.notebooks for answer in part.answers)
    assert {check.verdict for check in by_id(empty).values()} == {Verdict.MISSING}
    assert not any(answer.answered for part in empty.notebooks for answer in part.answers)


def test_a_file_name_too_long_for_the_file_system_costs_nobody_a_mark(
    tmp_path: Path, toy_assignment: Assignment
):
    folder = hand_in(tmp_path / "in", Copy(PART_A), Copy(PART_B))
    archive = tmp_path / "in.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in folder.rglob("*.ipynb"):
            packed.write(path, path.name)
        packed.writestr("字" * 90 + ".txt", "notes")
    report = grade(archive, toy_assignment)
    assert report.score == report.max_score
