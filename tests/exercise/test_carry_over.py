"""Earlier answers, read out of the notebook beside the one at work."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import reference as oracle
from ex3 import carry_over, check
from ex3.carry_over import CarryOverError, reference
from ex3.check.inputs import main

SOURCE = Path(__file__).parents[2] / "source/ex3"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A student's folder, at work in it: all nine notebooks with right answers."""
    for path in SOURCE.glob("part_*.ipynb"):
        shutil.copy(path, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EX3_REFERENCE", raising=False)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    return tmp_path


def edit(folder: Path, name: str, change) -> None:
    """Apply ``change`` to the cells of the notebook that asks for function ``name``."""
    for path in folder.glob("part_*.ipynb"):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        ids = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in notebook["cells"]]
        if name in ids:
            change(notebook["cells"], ids.index(name))
            path.write_text(json.dumps(notebook), encoding="utf-8")
            return
    raise LookupError(name)


def write(folder: Path, name: str, source: str) -> None:
    edit(folder, name, lambda cells, at: cells[at].update(source=source))


def code(source: str) -> dict:
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source}


def test_a_right_answer_is_carried_over_and_said_to_be_ones_own(folder, capsys):
    function = carry_over("nn_loss")
    assert function(*main()) == pytest.approx(oracle.nn_loss(*main()))
    said = capsys.readouterr().out
    assert said.startswith("nn_loss: your own, from part_d_loss.ipynb, saved at ")
    assert "does not pass" not in said


def test_an_answer_that_fails_its_checks_is_carried_over_with_a_warning(folder, capsys):
    write(folder, "nn_loss", "def nn_loss(params, X, y):\n    return 7.0")
    assert carry_over("nn_loss")(*main()) == 7.0
    assert "It does not pass its checks yet: " in capsys.readouterr().out


def test_a_stub_is_named_with_what_to_do(folder):
    write(
        folder,
        "feed_forward",
        'def feed_forward(params, X):\n    """Doc."""\n    raise NotImplementedError("1a")',
    )
    with pytest.raises(CarryOverError, match=r"part_c_feed_forward.*still holds the empty stub.*\n.*save"):
        carry_over("feed_forward")


def test_work_in_a_new_cell_below_the_untouched_stub_counts(folder):
    def change(cells, at):
        cells[at]["source"] = "def feed_forward(params, X):\n    raise NotImplementedError"
        cells.insert(at + 1, code("def feed_forward(params, X):\n    return X"))

    edit(folder, "feed_forward", change)
    assert carry_over("feed_forward")(None, 5) == 5


def test_helpers_and_constants_of_other_cells_come_along_and_work_does_not(folder):
    def change(cells, at):
        cells[at]["source"] = "def feed_forward(params, X):\n    return helper(X) + shift"
        cells.insert(
            at, code("shift = 1\ndef helper(X):\n    return 2 * X\nopen('ran', 'w')\n%matplotlib inline")
        )

    edit(folder, "feed_forward", change)
    assert carry_over("feed_forward")(None, 5) == 11
    assert not (folder / "ran").exists()


def test_magics_in_the_answer_cell_do_no_harm(folder):
    write(folder, "feed_forward", "%%time\ndef feed_forward(params, X):\n    return X\n!ls")
    assert carry_over("feed_forward")(None, 5) == 5


def test_a_missing_notebook_is_named(folder):
    (folder / "part_c_feed_forward.ipynb").unlink()
    with pytest.raises(
        CarryOverError, match="No notebook in this folder has the answer cell of feed_forward"
    ):
        carry_over("feed_forward")


def test_an_unreadable_notebook_is_named(folder):
    path = folder / "part_c_feed_forward.ipynb"
    path.write_text(path.read_text(encoding="utf-8")[:1000], encoding="utf-8")
    with pytest.raises(CarryOverError, match=r"Not readable: part_c_feed_forward\.ipynb"):
        carry_over("feed_forward")


def test_an_answer_that_does_not_run_is_named_with_its_error(folder):
    write(folder, "feed_forward", "def feed_forward(params, X)\n    return X")
    with pytest.raises(CarryOverError, match="SyntaxError"):
        carry_over("feed_forward")


def test_a_renamed_notebook_is_found_by_its_answer_cell(folder):
    (folder / "part_c_feed_forward.ipynb").rename(folder / "part_c (1).ipynb")
    assert carry_over("feed_forward")(*main()[:2]).shape == (10, 13)


def test_under_grading_the_reference_takes_the_place_of_the_answer(folder, monkeypatch, capsys):
    write(folder, "feed_forward", "def feed_forward(params, X):\n    return X")
    monkeypatch.setenv("EX3_REFERENCE", str(SOURCE))
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    np.testing.assert_allclose(carry_over("feed_forward")(*main()[:2]), oracle.feed_forward(*main()[:2]))
    assert capsys.readouterr().out == ""


def test_no_answer_is_compared_with_itself_where_no_reference_is_set(folder):
    write(folder, "feed_forward", "def feed_forward(params, X):\n    return X")
    with pytest.raises(CarryOverError, match="not an instructor's notebook"):
        reference("feed_forward")


@pytest.mark.parametrize(
    "name",
    ["feed_forward", "nn_loss", "nn_loss_reg", "nn_gradient"],
)
def test_the_reference_solutions_agree_with_the_oracle(name, monkeypatch):
    monkeypatch.setenv("EX3_REFERENCE", str(SOURCE))
    params, X, y = main()
    args = {"feed_forward": (params, X), "nn_loss": (params, X, y)}.get(name, (params, X, y, 0.3))
    got, expected = reference(name)(*args), getattr(oracle, name)(*args)
    if name == "nn_gradient":
        got, expected = (np.concatenate([[J], *(block.ravel() for block in g)]) for J, g in (got, expected))
    np.testing.assert_allclose(got, expected, rtol=1e-12)


def test_a_forgotten_copy_does_not_take_the_place_of_the_notebook(folder):
    path = folder / "part_c_feed_forward.ipynb"
    copy = path.read_text(encoding="utf-8").replace("return sigmoid(z3)", "return 0 * z3")
    (folder / "part_c_feed_forward-Copy1.ipynb").write_text(copy, encoding="utf-8")
    assert carry_over("feed_forward")(*main()[:2]).min() > 0


def test_lines_that_only_look_like_magics_are_kept(folder):
    write(folder, "feed_forward", "def feed_forward(params, X):\n    return (X\n        % 4)")
    assert carry_over("feed_forward")(None, 7) == 3


def test_each_answer_is_checked_once_however_many_build_on_it(folder, monkeypatch):
    checked = []
    monkeypatch.setattr("ex3.check.passes", lambda name, answer: checked.append(name))
    carry_over("nn_gradient")
    assert checked == ["nn_gradient"]


def test_own_pieces_together_are_listed_and_trained(folder, capsys):
    check.together(oracle.stochastic_gradient_descent)
    said = capsys.readouterr().out
    assert said.count("passes its checks") == 7
    assert 60 < float(re.search(r"on the digits: (\d+) % right", said)[1]) < 100


def test_of_pieces_that_are_missing_or_wrong_it_is_said_which(folder, capsys):
    write(folder, "gradient_step", "def gradient_step(*args):\n    return 1")
    check.together(oracle.stochastic_gradient_descent)
    assert re.search(r"gradient_step\s+does not pass its checks yet", capsys.readouterr().out)
    write(folder, "nn_gradient", "def nn_gradient(params, X, y, lambda_):\n    raise NotImplementedError")
    check.together(oracle.stochastic_gradient_descent)
    said = capsys.readouterr().out
    assert re.search(r"nn_gradient\s+open", said)
    assert "Not all seven are there yet" in said


def test_the_judge_reads_what_explains_mistakes_before_notebooks_fork():
    code = (
        "import sys; from ex3 import check; from ex3.warm_up import warm_up; warm_up(frozenset()); before = set(sys.modules)\n"
        "try: check.passes('nn_loss', lambda params, X, y: 2.0)\n"
        "except check.CheckFailed: print({name for name in sys.modules.keys() - before if name.startswith('ex3')})"
    )
    judge = {**os.environ, "EX3_REFERENCE": ".", "NBGRADER_EXECUTION": "autograde"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=SOURCE, env=judge, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"
