"""A student's work is found and put where it belongs, whatever has happened to the copy; nothing is run here."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from autograder.core.assignment import Assignment, Role, load_assignment
from autograder.core.definitions import defined, used
from autograder.intake.find import find_notebook, find_notebooks
from autograder.intake.merge import Merged, has_answer, merge
from autograder.intake.notebook import StudentNotebook, Submission, parse_notebook, read_submission
from toy_assignment import PART_A, PART_B, Copy, hand_in

WORK = "def double(x):\n    return x + x"


def read(copy: Copy, path: str = "part_a_double.ipynb") -> StudentNotebook:
    return parse_notebook(path, copy.text().encode())


@pytest.fixture
def merged(toy_assignment: Assignment):
    def merged(copy: Copy) -> Merged:
        return merge(toy_assignment.notebooks[0], read(copy), toy_assignment)

    return merged


@pytest.fixture
def found(toy_assignment: Assignment):
    """Find part A in a submission; return the path of the file and the remarks."""

    def found(*notebooks: StudentNotebook, part: int = 0) -> tuple[str, str]:
        submission = Submission(notebooks)
        student, remarks, _ = find_notebook(toy_assignment.notebooks[part], submission, toy_assignment)
        return (student.path if student else ""), " ".join(remarks)

    return found


def shape(result: Merged) -> list[str]:
    """Return the merged notebook in short: names of our code cells, and text of the student's own."""
    return [c.grade_id or c.source for c in result.cells if c.kind == "code"]


def source_of(result: Merged, name: str) -> str:
    return next(cell.source for cell in result.cells if cell.grade_id == name)


CODE = [
    "part_a_setup",
    "double",
    "test_double_value",
    "test_double_zero",
    "part_a_run",
    "demo = double(1)",
]


def test_an_untouched_copy_needs_no_repair(merged):
    for solved in (True, False):
        result = merged(Copy(PART_A, solved))
        assert result.repairs == ()
        assert shape(result) == CODE


def test_the_students_answer_and_the_instructors_hidden_tests_come_together(merged):
    result = merged(Copy(PART_A).edit("double", WORK))
    assert source_of(result, "double") == WORK
    assert "double(-3)" in source_of(result, "test_double_zero")


def test_an_edited_test_is_replaced_and_named(merged):
    result = merged(Copy(PART_A).edit("test_double_value", "pass"))
    assert "check(call(double" in source_of(result, "test_double_value")
    assert result.repairs == (
        "Locked cells had been changed, and were run as they were released: test_double_value.",
    )


def test_deleted_cells_are_restored_and_named(merged):
    result = merged(Copy(PART_A).delete("test_double_zero", "part_a_setup"))
    assert shape(result) == CODE
    assert result.repairs == ("Deleted cells were restored: part_a_setup, test_double_zero.",)


def test_a_deleted_answer_leaves_the_stub_and_never_the_solution(merged):
    result = merged(Copy(PART_A).delete("double", "report_q1_why"))
    assert "NotImplementedError" in source_of(result, "double")
    assert "2 * x" not in source_of(result, "double")
    assert "By addition" not in source_of(result, "report_q1_why")
    assert not any(cell.present for cell in result.cells if cell.role in (Role.ANSWER, Role.MANUAL))


def test_a_demonstration_that_was_removed_stays_away_and_an_edited_one_is_the_students(merged):
    assert "demo = double(1)" not in shape(merged(Copy(PART_A).delete("a-demo")))
    assert shape(merged(Copy(PART_A).edit("a-demo", "demo = 5")))[-1] == "demo = 5"


def test_extra_cells_stay_between_their_neighbours(merged):
    copy = (
        Copy(PART_A).add("part_a_setup", "one = 1").add("double", "two = 2").add("report_q1_why", "three = 3")
    )
    copy.cells.insert(0, copy.cells.pop(copy.index("part_a_setup") + 1))
    assert shape(merged(copy)) == ["one = 1", *CODE[:2], "two = 2", *CODE[2:], "three = 3"]


def test_cells_in_reverse_order_come_back_in_the_instructors(merged):
    copy = Copy(PART_A)
    copy.cells.reverse()
    assert shape(merged(copy)) == CODE


@pytest.mark.parametrize("keep_ids", [True, False])
def test_cells_without_metadata_are_recognised(merged, keep_ids: bool):
    copy = Copy(PART_A).edit("double", WORK).edit("report_q1_why", "Because.")
    for number, cell in enumerate(copy.cells):
        cell["metadata"] = {"id": f"colab{number}"}
        if not keep_ids:
            cell.pop("id", None)
    result = merged(copy)
    assert shape(result) == CODE
    assert (source_of(result, "double"), source_of(result, "report_q1_why")) == (WORK, "Because.")
    assert result.repairs == (
        "Cells had lost their names, and were recognised by what they hold: all of them.",
    )


def test_the_same_id_on_all_cells_misleads_nobody(merged):
    copy = Copy(PART_A).edit("double", WORK)
    for cell in copy.cells:
        cell["metadata"], cell["id"] = {}, "double"
    assert source_of(merged(copy), "double") == WORK
    assert shape(merged(copy)) == CODE


def test_an_answer_in_a_new_cell_is_found_by_the_function_that_it_defines(merged):
    result = merged(Copy(PART_A).delete("double").add("part_a_setup", f"%matplotlib inline\n{WORK}"))
    assert source_of(result, "double").endswith(WORK)
    assert shape(result) == CODE
    assert "recognised by what they hold: double" in result.repairs[0]


def test_a_stub_left_as_it_was_keeps_the_work_below_it(merged):
    result = merged(Copy(PART_A, solved=False).add("double", WORK))
    assert shape(result) == [*CODE[:2], WORK, *CODE[2:]]


def test_work_further_down_is_brought_before_the_tests(merged):
    result = merged(Copy(PART_A, solved=False).add("a-demo", WORK))
    assert shape(result) == [*CODE[:2], WORK, *CODE[2:]]
    assert result.repairs == ("A cell further down that defines double was run before the tests.",)


def test_helpers_further_down_are_brought_before_the_tests_and_so_are_theirs(merged):
    copy = Copy(PART_A).edit("double", "def double(x):\n    return help_me(x)")
    copy.add("a-demo", "def add(x):\n    return x + x if x else help_me(x)").add(
        "a-demo", "help_me = lambda x: add(x)"
    )
    result = merged(copy)
    assert [s for s in shape(result) if "help_me =" in s or "def add" in s] == shape(result)[2:4]
    assert len(result.repairs) == 2


def test_scratch_work_further_down_stays_there(merged):
    scratch = "x = 5\ndef double(x):\n    return 'an experiment'"
    result = merged(Copy(PART_A).add("a-demo", scratch))
    assert shape(result)[-1] == scratch
    assert result.repairs == ()


def test_an_answer_that_was_split_is_put_together(merged):
    copy = Copy(PART_A).edit("double", "def double(x):\n    y = x")
    second = json.loads(json.dumps(copy["double"]))
    second["source"] = "    return x + y"
    copy.cells.insert(copy.index("double") + 1, second)
    result = merged(copy)
    assert source_of(result, "double") == "def double(x):\n    y = x\n    return x + y"
    assert result.repairs == ("The answer cell double had been split; its pieces were put together.",)


@pytest.mark.parametrize("empty_first", [True, False])
def test_of_copies_of_an_answer_the_one_with_work_counts(merged, empty_first: bool):
    copy = Copy(PART_A, solved=False)
    second = json.loads(json.dumps(copy["double"]))
    copy.cells.insert(copy.index("double") + 1, second)
    (second if empty_first else copy["double"])["source"] = WORK
    result = merged(copy)
    assert shape(result) == CODE
    assert source_of(result, "double") == WORK
    assert "copies of cells" in result.repairs[0]


def test_of_the_pieces_of_an_answer_the_one_that_defines_the_function_counts(merged):
    copy = Copy(PART_A).edit("double", WORK)
    second = {**copy["double"], "source": "print(double(4))"}
    copy.cells.insert(copy.index("double") + 1, second)
    result = merged(copy)
    assert source_of(result, "double") == WORK
    assert shape(result)[2] == "print(double(4))"


def test_a_copied_test_cell_is_dropped_and_a_reworked_copy_is_the_students(merged):
    copy = Copy(PART_A)
    for source in (copy["test_double_value"]["source"], "print(double(3))"):
        copied = {**copy["test_double_value"], "source": source}
        copy.cells.append(copied)
    result = merged(copy)
    assert shape(result) == [*CODE, "print(double(3))"]
    assert "check(call(double" in source_of(result, "test_double_value")


def test_an_answer_that_was_turned_into_text_is_turned_back(merged):
    copy = Copy(PART_A)
    copy["double"]["cell_type"] = "markdown"
    copy["report_q1_why"]["cell_type"] = "code"
    result = merged(copy)
    assert [c.kind for c in result.cells if c.grade_id in ("double", "report_q1_why")] == ["code", "markdown"]
    assert "turned back: double, report_q1_why" in result.repairs[0]


def test_imports_and_helpers_added_to_a_locked_cell_are_kept(merged):
    added = "import math, cmath\nfrom toy import check, CheckFailed\ndef mine(): pass\nx = 5\nmath = None"
    result = merged(Copy(PART_A).edit("part_a_setup", added))
    assert shape(result)[1] == "import cmath\nfrom toy import CheckFailed\ndef mine(): pass"
    assert "added to the locked cell part_a_setup" in result.repairs[1]


def test_what_is_wrong_with_a_submission_as_a_whole_is_said_once(toy_assignment):
    submission = Submission(
        (read(Copy(PART_A)), read(Copy(PART_B), "part_b_triple.ipynb")), problems=("Odd.",)
    )
    found = find_notebooks(submission, toy_assignment)
    assert [remarks for _, remarks, _ in found.values()] == [("Odd.",), ()]


def test_a_helper_added_to_a_locked_cell_keeps_its_decorators_and_comments(merged):
    helper = "@staticmethod\n@check\ndef mine():\n    # why\n    return 1"
    result = merged(Copy(PART_A).edit("part_a_setup", f"import math\n%time x = 1\n{helper}\ny = 2"))
    assert shape(result)[1] == helper


def test_a_long_sum_does_no_harm(merged):
    long_sum = "0" + " + 1" * 400
    copy = Copy(PART_A).edit("double", f"def double(x):\n    return 2 * x + {long_sum} - 400")
    copy.edit("part_a_setup", f"import math\ndef mine():\n    return {long_sum}")
    result = merged(copy)
    assert long_sum in source_of(result, "double")
    assert shape(result)[1] == f"def mine():\n    return {long_sum}"


def test_cells_of_another_part_are_left_out(merged):
    copy = Copy(PART_A)
    copy.notebook["cells"] += Copy(PART_B).cells[:1] + Copy(PART_B).cells[2:]
    assert shape(merged(copy)) == CODE


def test_an_answer_that_is_not_python_is_still_the_answer(merged):
    result = merged(Copy(PART_A).delete("double").add("part_a_setup", "def double(x)\n    return 2 x"))
    assert source_of(result, "double") == "def double(x)\n    return 2 x"


@pytest.mark.parametrize(
    ("copy", "answered"),
    [
        (Copy(PART_A, solved=False), False),
        (Copy(PART_A, solved=False).delete("report_q1_why"), False),
        (Copy(PART_A, solved=False).edit("report_q1_why", " \n"), False),
        (Copy(PART_A, solved=False).edit("report_q1_why", "By addition."), True),
        (Copy(PART_A, solved=False).add("report_q1_why", "By addition.", "markdown"), True),
    ],
)
def test_a_written_answer_counts_if_it_is_not_as_released(merged, copy: Copy, answered: bool):
    cells = merged(copy).cells
    (number,) = (i for i, cell in enumerate(cells) if cell.role is Role.MANUAL)
    assert has_answer(cells, number) is answered


def test_a_file_of_the_right_name_is_taken_and_a_copy_with_answers_is_mentioned(found):
    named = read(Copy(PART_A))
    other = read(Copy(PART_A).edit("double", WORK), "part_a_double (1).ipynb")
    path, remarks = found(other, named)
    assert path == "part_a_double.ipynb"
    assert "part_a_double (1).ipynb has answers to this part too" in remarks


def test_an_empty_file_of_the_right_name_gives_way_to_a_copy_with_answers(found):
    path, remarks = found(read(Copy(PART_A, solved=False)), read(Copy(PART_A), "w/part_a_double (1).ipynb"))
    assert path == "w/part_a_double (1).ipynb"
    assert remarks == "The notebook was found under the name w/part_a_double (1).ipynb."


def test_a_part_that_is_not_among_the_loose_files_comes_from_the_newest_archive(toy_assignment):
    loose = read(Copy(PART_B), "part_b_triple.ipynb")
    archived = [
        replace(read(Copy(PART_A).edit("double", f"# {n}\n{WORK}")), archive=n) for n in ("x.zip", "y.zip")
    ]
    found = find_notebooks(Submission((loose, *archived)), toy_assignment)
    a, b = found.values()
    assert (a.student.archive, b.student.archive) == ("x.zip", "")
    assert a.remarks == (
        "part_a_double.ipynb was taken from the archive x.zip: it is not among the loose files.",
        "The archive y.zip was left aside: there is a better copy of each of its parts.",
    )


def test_a_loose_notebook_wins_over_one_in_an_archive_unless_it_is_empty(found):
    named = replace(read(Copy(PART_A).edit("double", WORK)), archive="x.zip")
    renamed = read(Copy(PART_A), "mine.ipynb")
    assert found(renamed, named) == ("mine.ipynb", "The notebook was found under the name mine.ipynb.")
    empty = read(Copy(PART_A, solved=False), "mine.ipynb")
    assert found(empty, named) == (
        "part_a_double.ipynb",
        "part_a_double.ipynb was taken from the archive x.zip: mine.ipynb has no answers.",
    )


def test_a_large_file_that_is_left_out_is_mentioned_if_a_notebook_speaks_of_it(toy_assignment):
    notebook = read(Copy(PART_A).add("double", "rows = open('in/data.csv')"))
    submission = Submission((notebook,), left_out=("in/data.csv", "thesis.pdf"))
    part_a, part_b = find_notebooks(submission, toy_assignment).values()
    assert part_a.remarks == ("Left out, since a file beside the notebooks may have 2 MB: in/data.csv.",)
    assert part_b.remarks == ("part_b_triple.ipynb was not handed in.",)


def test_only_what_nobody_can_read_is_called_broken(toy_assignment):
    def broken(*notebooks: StudentNotebook, problems: tuple[str, ...] = ()) -> list[bool]:
        submission = Submission(notebooks, problems=problems)
        return [one.broken for one in find_notebooks(submission, toy_assignment).values()]

    good = read(Copy(PART_A))
    assert broken(good) == [False, False]
    assert broken(good, parse_notebook("part_b_triple.ipynb", b"")) == [False, True]
    assert broken(good, problems=("w.zip is damaged.",)) == [False, True]
    lost = parse_notebook("part_b_triple.ipynb", b'{"cells": [1, 2], "nbformat": 4}')
    assert broken(good, lost) == [False, True]
    _, part_b = find_notebooks(Submission((good, lost)), toy_assignment).values()
    assert part_b.remarks[0].startswith("part_b_triple.ipynb has 2 damaged cells")


def test_a_renamed_file_is_found_by_its_cells(found):
    notebooks = read(Copy(PART_B), "homework.ipynb"), read(Copy(PART_A), "Untitled3.ipynb")
    assert found(*notebooks)[0] == "Untitled3.ipynb"
    assert found(*notebooks, part=1)[0] == "homework.ipynb"


def test_one_file_may_hold_all_parts(found):
    both = Copy(PART_A)
    both.notebook["cells"] += Copy(PART_B).cells
    assert found(read(both, "all.ipynb"))[0] == found(read(both, "all.ipynb"), part=1)[0] == "all.ipynb"


def test_another_part_with_a_copy_of_the_function_is_not_mistaken_for_this_part(found):
    part_b = read(Copy(PART_B).add("part_b_setup", WORK), "part_b_triple.ipynb")
    assert found(part_b) == ("", "part_a_double.ipynb was not handed in.")


def test_a_file_of_the_right_name_with_other_content_is_named(found):
    path, remarks = found(read(Copy(PART_B), "part_a_double.ipynb"))
    assert path == ""
    assert "has none of the cells of this part" in remarks


def test_an_unreadable_file_is_named_with_its_remedy(found):
    empty = parse_notebook("part_a_double.ipynb", b"")
    assert found(empty)[1].startswith("part_a_double.ipynb is empty")
    odd = parse_notebook("homework.ipynb", b"")
    assert "was not handed in. homework.ipynb is empty" in found(empty, odd, part=1)[1]
    assert "part_a_double" not in found(empty, odd, part=1)[1]


def test_the_real_parts_are_told_apart_without_any_names(tmp_path: Path):
    assignment = load_assignment()
    for number, part in enumerate(assignment.notebooks):
        cells = [{"cell_type": cell.kind, "source": cell.released} for cell in part.cells]
        (tmp_path / f"{99 - number}.ipynb").write_text(json.dumps({"cells": cells, "nbformat": 4}))
    for absent in (None, 2, 3):
        if absent is not None:
            (tmp_path / f"{99 - absent}.ipynb").unlink()
        submission = read_submission(tmp_path)
        found = [find_notebook(part, submission, assignment)[0] for part in assignment.notebooks]
        there = [student and student.name for student in found]
        assert there == [str(99 - n) if (tmp_path / f"{99 - n}.ipynb").exists() else None for n in range(9)]


def test_names_are_read_without_running_anything():
    source = "%time\nimport a.b, c as d\nfrom e import f\nx, (y, z) = 1, (2, 3)\nif x:\n    w = 1\n!ls\ndef g(p): q = 1"
    assert defined(source) == {"a", "d", "f", "x", "y", "z", "w", "g"}
    assert used("def f(x):\n    y = x\n    return helper(y) + len(y) + Z") == {"helper", "Z"}
    assert defined("%%bash\nx = 1") == set()
    assert defined("%%time\nx = 1") == {"x"}
    assert defined("def f(:\ny = 2\n  z = 3") == {"f", "y"}


def test_security_texts_that_are_nested_too_deeply_are_no_danger():
    for source in (
        "(" * 5000,
        "-" * 100_000 + "1",
        "x" + "[0" * 5000,
        "a" + ".b" * 50_000,
        "if 1: pass\n" + "elif 1: pass\n" * 3000,
    ):
        assert defined(source) <= {"x"}
        assert used(source) <= {"x", "a", "b"}


def from_colab(stored: dict) -> dict:
    for cell in stored["cells"]:
        cell["metadata"] = {"id": cell.pop("id"), "colab_type": "code", "outputId": "3337-b179"}
        cell["source"] = cell["source"].splitlines(keepends=True)
    return {**stored, "nbformat_minor": 0, "metadata": {"colab": {"provenance": []}}}


def from_old_vscode(stored: dict) -> dict:
    for cell in stored["cells"]:
        cell.pop("id")
        cell["metadata"] = {"vscode": {"languageId": "python"}, "tags": []}
    return {**stored, "nbformat_minor": 2, "metadata": {"language_info": {"name": "python"}}}


def in_format_3(stored: dict) -> dict:
    return json.loads(nbformat.writes(nbformat.reads(json.dumps(stored), as_version=4), version=3))


@pytest.mark.parametrize("change", [from_colab, from_old_vscode, in_format_3])
def test_the_real_parts_come_back_whole_from_other_programs(change):
    assignment = load_assignment()
    for part in assignment.notebooks:
        # Locked cells as students get them, answers as the model has them.
        ours = (Role.LOCKED, Role.TEST)
        cells = [
            {**cell.raw, "source": cell.released if cell.role in ours else cell.source} for cell in part.cells
        ]
        stored = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}

        def merged_from(stored: dict, part=part) -> list[tuple[str, str, str, bool]]:
            student = parse_notebook(f"{part.name}.ipynb", json.dumps(stored).encode())
            merged = merge(part, student, assignment)
            return [(c.grade_id, c.kind, c.source, c.present) for c in merged.cells]

        assert merged_from(change(copy.deepcopy(stored))) == merged_from(stored)


def test_a_folder_of_both_parts_is_matched_by_name(tmp_path: Path, toy_assignment: Assignment):
    submission = read_submission(hand_in(tmp_path))
    for part in toy_assignment.notebooks:
        student, remarks, broken = find_notebook(part, submission, toy_assignment)
        assert (student.name, remarks, broken) == (part.name, (), False)


def test_each_cell_says_who_has_written_it(merged):
    copy = Copy(PART_A, solved=False).add("a-title", "mine = 1").edit("a-demo", "demo = 5")
    copy.edit("part_a_run", "print('changed')")
    copy.edit("report_q1_why", "Since it is.")
    origins = {cell.grade_id or cell.source: str(cell.origin) for cell in merged(copy).cells}
    assert origins == {
        "# Doubling": "course",
        "mine = 1": "added",
        "part_a_setup": "course",
        "double": "course",
        "test_double_value": "course",
        "test_double_zero": "course",
        "part_a_run": "course",
        "demo = 5": "edited",
        "Now explain.": "course",
        "report_q1_why": "edited",
    }


def test_a_picture_attached_to_a_text_of_the_course_is_the_students(merged):
    copy = Copy(PART_A)
    copy["a-question"]["attachments"] = {"a.png": {"image/png": "x"}}
    assert {c.source: str(c.origin) for c in merged(copy).cells}["Now explain."] == "edited"
