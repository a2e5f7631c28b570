"""The nine source notebooks: their form, their points, and what they print from top to bottom."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ex3 import places

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "source/ex3"
NOTEBOOKS = sorted(SOURCE.glob("part_*.ipynb"))
POINTS = {
    "feed_forward": 4,
    "nn_loss": 2,
    "nn_loss_reg": 2,
    "nn_gradient": 8,
    "compute_numerical_gradient": 7,
    "gradient_step": 5,
    "stochastic_gradient_descent": 5,
}
REPORT = {"q1b": 2, "q2b": 2, "q2c": 1, "q2d": 1, "q2e": 3, "q3b": 3}


def cells(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def source(cell: dict) -> str:
    return "".join(cell["source"])


ALL = [(path, cell) for path in NOTEBOOKS for cell in cells(path)]
GRADED = {
    cell["metadata"]["nbgrader"]["grade_id"]: cell
    for _, cell in ALL
    if cell["metadata"].get("nbgrader", {}).get("grade")
}


def judged(grade_id: str) -> str:
    """Return the function that a test cell judges: the longest name in its id."""
    return max((name for name in POINTS if grade_id.startswith(f"test_{name}_")), key=len)


def test_there_are_nine_parts_a_to_i():
    assert [path.name[:7] for path in NOTEBOOKS] == [f"part_{letter}_" for letter in "abcdefghi"]


def test_the_points_are_those_of_the_sheet():
    tests = {gid: cell for gid, cell in GRADED.items() if gid.startswith("test_")}
    sums = dict.fromkeys(POINTS, 0)
    for grade_id, cell in tests.items():
        sums[judged(grade_id)] += cell["metadata"]["nbgrader"]["points"]
    assert sums == POINTS
    report = {
        gid.split("_")[1]: c["metadata"]["nbgrader"]["points"]
        for gid, c in GRADED.items()
        if gid not in tests
    }
    assert report == REPORT


def test_every_function_has_several_test_cells_with_a_visible_and_a_hidden_part():
    for name in POINTS:
        own = [
            source(cell) for gid, cell in GRADED.items() if gid.startswith("test_") and judged(gid) == name
        ]
        assert len(own) >= 2
        for text in own:
            visible, hidden = text.split("### BEGIN HIDDEN TESTS")
            assert f"check.{name}({name}" in visible
            assert hidden.rstrip().endswith("### END HIDDEN TESTS")


def test_every_report_question_has_an_answer_and_a_marking_guide_for_the_instructor_only():
    for grade_id, cell in GRADED.items():
        if grade_id.startswith("report_"):
            inside = source(cell).split("BEGIN SOLUTION")[1].split("END SOLUTION")[0]
            assert "**Model answer.**" in inside
            assert re.search(r"\*\*Marking guide \(\d( bonus)? points?\)\.\*\*", inside)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_outputs_and_with_cell_ids_of_its_own(path):
    ids = [cell["id"] for cell in cells(path)]
    assert len(ids) == len(set(ids))
    for cell in cells(path):
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_begins_with_what_to_do_points_and_time(path):
    first = source(cells(path)[0])
    assert first.startswith(f"# Part {path.name[5].upper()}: ")
    assert "**What you will do:**" in first
    assert "| points | time | before | next |" in first


def test_all_equations_and_algorithms_of_the_sheet_are_there():
    text = "\n".join(source(cell) for _, cell in ALL)
    assert sorted(int(n) for n in re.findall(r"\\tag\{(\d+)\}", text)) == list(range(1, 19))
    for n in range(1, 5):
        assert re.search(rf"Algorithm {n}\b", text)


def test_every_link_between_the_notebooks_leads_to_a_heading_that_is_there():
    headings = {
        path.name: {
            places.fragment(match[1])
            for cell in cells(path)
            for match in places.HEADING.finditer(source(cell))
        }
        for path in NOTEBOOKS
    }
    links = [link for _, cell in ALL for link in re.findall(r"\]\((part_[^)]*)\)", source(cell))]
    links += places.places(SOURCE).values()
    assert len(links) > 60
    for link in links:
        name, _, heading = link.partition("#")
        assert name in headings, link
        assert not heading or heading in headings[name], link


def test_whatever_a_check_cites_has_a_place_in_the_notebooks():
    cited = {match[0] for path in (SOURCE / "ex3/check").rglob("*.*") if path.suffix in (".py", ".json")
             for match in places.CITED.finditer(path.read_text(encoding="utf-8"))}  # fmt: skip
    assert len(cited) > 15
    assert cited <= places.places(SOURCE).keys()


def test_no_notebook_is_longer_than_can_be_overlooked():
    assert max(len(cells(path)) for path in NOTEBOOKS) <= 35


def test_texts_are_short_enough_to_be_read():
    for path, cell in ALL:
        if cell["cell_type"] == "markdown" and not cell["metadata"]:
            prose = re.sub(r"\$[^$]*\$|\|.*\|", " ", source(cell))
            assert len(prose.split()) <= 95, (path.name, source(cell)[:60])


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> dict[str, str]:
    """Run the series from top to bottom in fresh kernels; what each part printed, by letter."""
    folder = tmp_path_factory.mktemp("executed")
    # A copy, since Part I writes a file beside itself.
    copy = shutil.copytree(SOURCE, folder / "ex3", ignore=shutil.ignore_patterns("__pycache__"))
    notebooks = sorted(map(str, copy.glob("part_*.ipynb")))
    # One thread each: with more, BLAS threads wait for each other on a busy machine.
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "EX3_DATA": str(ROOT / "data")}
    env.pop("EX3_REFERENCE", None)
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "notebook", "--execute"]
    command += ["--ExecutePreprocessor.timeout=300", f"--output-dir={folder}", *notebooks]
    done = subprocess.run(command, cwd=copy, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return {
        path.name[5]: "".join(
            "".join(output.get("text", "")) for cell in cells(path) for output in cell.get("outputs", [])
        )
        for path in folder.glob("*.ipynb")
    }


@pytest.mark.slow
def test_the_series_prints_the_numbers_of_the_sheet(printed):
    assert "Training set accuracy: 97.52 %" in printed["c"]
    assert "Loss: 0.287629" in printed["d"]
    assert "Regularised loss: 0.383770" in printed["e"]
    assert float(re.search(r"Normalised distance: (\S+)", printed["f"])[1]) < 1e-10
    assert float(re.search(r"Training set accuracy: (\S+)", printed["h"])[1]) == pytest.approx(77, abs=2)
    assert float(re.search(r"Training set accuracy: (\S+)", printed["i"])[1]) == pytest.approx(97, abs=1)


@pytest.mark.slow
def test_digits_that_nobody_trained_on_are_read_less_well(printed):
    shares = re.findall(r"(given|your) network\s+(\S+) % of the digits.*, (\S+) % of digits", printed["i"])
    assert [name for name, _, _ in shares] == ["given", "your"]
    for _, seen, unseen in shares:
        assert 90 < float(unseen) < float(seen)


@pytest.mark.slow
def test_each_later_part_says_whose_answers_it_starts_from(printed):
    for letter in "defghi":
        assert ": your own, from part_" in printed[letter]
        assert "does not pass" not in printed[letter]
