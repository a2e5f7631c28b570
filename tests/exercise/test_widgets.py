"""The pad and the trainer in the notebooks: what they compute, and what is shown where no browser listens."""

from __future__ import annotations

import json
import sys

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from autograder.core.files import REPOSITORY
from autograder.ex3.site import write_widgets
from ex3 import Parameters, TrainingOptions, draw_digit, gradient_descent, train_step_by_step
from ex3.widgets import host
from ex3.widgets.host import can_show
from ex3.widgets.pad import reading
from ex3.widgets.trainer import Run

HELPER = REPOSITORY / "notebooks" / "ex3" / "ex3"
SEVEN = np.eye(10)[:, [6]] * 0.9 + 0.05


def test_the_scripts_of_the_release_are_those_of_the_browser_edition(tmp_path):
    write_widgets(tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"pad.js", "trainer.js", "widgets.css"}
    for name in names:
        made, committed = (folder / name for folder in (tmp_path, HELPER / "widgets"))
        assert made.read_bytes() == committed.read_bytes(), "run `make release`"


def one(read, pixels):
    """Return what one network makes of a drawing."""
    found = reading({"your network": read}, pixels)
    return found["networks"][0]["outputs"], found["sentence"]


def test_a_reading_names_the_two_likeliest_digits_and_zero_is_class_ten():
    asked = []
    outputs, sentence = one(lambda x: asked.append(x) or SEVEN, list(range(400)))
    assert asked[0].shape == (400, 1)
    assert asked[0][399, 0] == 399
    assert outputs == pytest.approx(SEVEN.ravel())
    assert sentence.startswith("Your network reads a 7, likelihood 0.950.")
    _, sentence = one(lambda x: np.linspace(0, 0.9, 10), [0.5] * 400)
    assert sentence == "Your network reads a 0, likelihood 0.900. Next comes 9 with 0.800."


def stub(x):
    raise NotImplementedError("Question 1a: feed_forward")


@pytest.mark.parametrize(
    ("read", "complaint"),
    [
        (stub, "stops with NotImplementedError: Question 1a: feed_forward"),
        (lambda x: np.ones((25, 1)), "returns the shape (25, 1); ten likelihoods have (10, 1)"),
        (lambda x: np.full((10, 1), np.nan), "not finite"),
        (lambda x: "seven", "stops with ValueError"),
    ],
    ids=["stub", "shape", "nan", "text"],
)
def test_what_is_wrong_with_the_function_is_said_and_stops_nothing(read, complaint):
    outputs, sentence = one(read, [0.5] * 400)
    assert outputs == []
    assert sentence.startswith("Your function ")
    assert complaint in sentence


def test_two_networks_read_the_same_drawing_and_one_that_fails_leaves_the_other_alone():
    networks = {"the given network": lambda x: SEVEN, "your network": lambda x: np.roll(SEVEN, 1)}
    found = reading(networks, [0.5] * 400)
    assert [each["name"] for each in found["networks"]] == list(networks)
    assert "The given network reads a 7" in found["sentence"]
    assert found["sentence"].endswith("They disagree.")
    networks["your network"] = stub
    found = reading(networks, [0.5] * 400)
    assert [len(each["outputs"]) for each in found["networks"]] == [10, 0]
    assert "The given network reads a 7" in found["sentence"]
    assert "agree" not in found["sentence"]


def test_an_empty_pad_asks_nobody():
    assert one(stub, []) == ([], "")


def slope(params):
    """A loss with a known gradient: half the sum of squares."""
    return sum(float(np.sum(block**2)) for block in params) / 2, params.copy()


def step(params, velocity, gradient, alpha, beta):
    velocity = Parameters(*(beta * v - alpha * g for v, g in zip(velocity, gradient, strict=True)))
    return Parameters(*(p + v for p, v in zip(params, velocity, strict=True))), velocity


@pytest.fixture
def run():
    rng = np.random.default_rng(3)
    start = Parameters(*(rng.normal(size=shape) for shape in ((25, 400), (25, 1), (10, 25), (10, 1))))
    return Run(
        slope, start, TrainingOptions(max_iter=30, learning_rate=0.1, momentum=0.5), step, lambda _: 0.25
    )


def test_the_watched_run_is_gradient_descent(run):
    losses = []
    while run.t < 30:
        losses += run.obey("step" if run.t % 2 else "play")["losses"]
    params, expected = gradient_descent(slope, run.start, run.options, step)
    assert losses == expected.tolist()
    for block, other in zip(run.params, params, strict=True):
        np.testing.assert_array_equal(block, other)


def test_what_is_shown_of_a_run_fits_its_parameters(run):
    run.obey("step")
    shown = run.obey("show")
    assert (shown["t"], shown["losses"], shown["reset"]) == (1, [], True)
    assert shown["W1"] == run.params.W1.ravel().tolist()
    assert shown["evaluations"] == [{"t": 1, "J": slope(run.params)[0], "accuracy": 0.25}]
    assert run.obey("reset")["t"] == 0
    np.testing.assert_array_equal(run.params.W1, run.start.W1)
    assert not run.velocity.W1.any()


def test_a_run_that_blows_up_says_so_and_stops(run):
    run.options = TrainingOptions(max_iter=10_000, learning_rate=-1e300, momentum=0)
    with np.errstate(all="ignore"):
        news = [run.obey("play") for _ in range(3)]
    assert "the loss is not finite any more" in news[-1]["sentence"]
    assert run.t < 5


@pytest.mark.parametrize("command", ["step", "play", "show"])
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_what_is_not_finite_is_said_in_words_as_json_cannot_hold_it(run, command, value):
    # the first step is fine and ends where the loss is not finite
    def broken_step(params, velocity, gradient, alpha, beta):
        return Parameters(*(np.full_like(block, value) for block in params)), velocity

    run.gradient_step = broken_step
    if command == "show":
        run.step()
    news = run.obey(command)
    json.dumps(news, allow_nan=False)
    assert "the loss is not finite any more" in news["sentence"]
    assert "W1" not in news
    assert "evaluations" not in news
    assert run.obey("reset")["evaluations"][0]["t"] == 0


# --- where no browser listens


def test_a_picture_takes_the_place_of_the_pad_and_nothing_complains(capsys):
    draw_digit(lambda x: SEVEN)
    out, err = capsys.readouterr()
    assert out == (
        "Your network reads a 7, likelihood 0.950. Next comes 0 with 0.050. "
        "In a browser with widgets, you draw the digit here.\n"
    )
    draw_digit({"the given network": lambda x: SEVEN, "your network": lambda x: SEVEN})
    assert "They agree." in capsys.readouterr().out
    draw_digit(stub)
    assert "stops with NotImplementedError" in capsys.readouterr().out
    assert err == ""


def test_a_picture_takes_the_place_of_the_training_run(run, capsys):
    train_step_by_step(slope, run.start, run.options, step, stub)
    assert capsys.readouterr() == ("", "")


def test_where_a_notebook_is_only_read_a_sentence_stands_for_the_widget(monkeypatch):
    monkeypatch.setattr(host, "HERE", HELPER / "widgets")
    host.widget_class.cache_clear()
    pad = host.widget_class("pad.js", ("pixels", "reading"))(
        pixels=[], reading=reading({"your network": stub}, [])
    )
    assert repr(pad) == host.WITHOUT_BROWSER


def test_without_its_script_a_picture_is_shown(monkeypatch, tmp_path):
    monkeypatch.setattr(host, "redraws", lambda: True)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.setattr(host, "HERE", tmp_path)
    assert not can_show("pad.js")
    (tmp_path / "pad.js").touch()
    assert can_show("pad.js")


def test_without_anywidget_nothing_can_be_shown(monkeypatch):
    monkeypatch.setattr(host, "redraws", lambda: True)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.setattr(host, "HERE", HELPER / "widgets")
    assert can_show("pad.js")
    monkeypatch.setitem(sys.modules, "anywidget", None)
    host._anywidget.cache_clear()
    assert not can_show("pad.js")
    host._anywidget.cache_clear()


CELL = "from ex3 import draw_digit\nimport numpy as np\ndraw_digit(lambda x: np.eye(10)[:, [6]])"


@pytest.mark.slow
@pytest.mark.parametrize("execution", ["", "validate", "autograde"])
def test_a_kernel_without_a_browser_goes_on_and_a_grading_one_shows_the_picture(
    execution, tmp_path, monkeypatch
):
    monkeypatch.setenv("PYTHONPATH", str(HELPER.parent))
    monkeypatch.setenv("EX3_DATA", str(REPOSITORY / "data"))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    if execution:
        monkeypatch.setenv("NBGRADER_EXECUTION", execution)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    NotebookClient(notebook, kernel_name="python3", timeout=120).execute(cwd=tmp_path)
    (cell,) = notebook.cells
    kinds = {kind for output in cell.outputs for kind in output.get("data", {})}
    assert not [output for output in cell.outputs if output.get("name") == "stderr"]
    assert ("image/png" in kinds) == bool(execution)
    assert ("application/vnd.jupyter.widget-view+json" in kinds) == (not execution)
