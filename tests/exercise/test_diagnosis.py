"""What a failed check says of slips that nobody has listed: the right name or none."""

from __future__ import annotations

import linecache

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell

import reference
from autograder.ex3 import figures
from autograder.ex3.bank import functions, variants
from autograder.ex3.slips import build, gradient
from ex3 import Parameters, check, load_parameters, sigmoid
from ex3.check import failure, message, order
from ex3.check.diagnosis import made
from variant_bank import define


def namespace(function: str) -> dict:
    given = {"np": np, "Parameters": Parameters, "sigmoid": sigmoid, "theta": load_parameters()}
    given |= {"X": np.ones((400, 5)), "y": np.array([1, 2, 3, 4, 5]), "__name__": "__main__"}
    return given | {name: getattr(reference, name) for name in functions()[: functions().index(function)]}


@pytest.mark.slow
@pytest.mark.parametrize("bank", [figures.slips, figures.left_out], ids=lambda bank: bank.__name__)
def test_nine_in_ten_slips_are_named_none_falsely_and_what_is_right_passes(bank):
    told = [figures.look(slip, namespace) for slip in bank()]
    assert [each for each in told if each.is_false] == []
    wrong = [each for each in told if not each.is_right]
    assert sum(each.is_named for each in wrong) / len(wrong) >= 0.9
    assert [each for each in wrong if not each.is_named and each.slip.told != {figures.GENERAL}] == []


def test_a_name_that_nobody_has_judged_counts_as_false():
    slip = figures.Slip(
        "slips", "nn_loss", "none", "def nn_loss(params, X, y):\n    pass\n", frozenset({"J x N"})
    )
    told = figures.look(slip, namespace)
    assert told.is_false
    assert "told 'no return', expected J x N" in figures.summary([told])


@pytest.mark.slow
def test_of_pairs_that_are_held_out_of_the_table_hardly_any_is_taken_for_another(tmp_path):
    tables, texts = build.build(held_out=10, blocks=())
    build.write(tmp_path, tables, texts)
    rows = {}
    with np.load(tmp_path / "slips.npz") as archive:
        rows = {name: archive[name] for name in archive.files}
    ids = list(texts)
    count, taken = 0, []
    for name, table in tables.items():
        marks = rows[f"{name}.marks"].astype(float)
        for slips, seen in table.held_out:
            count += 1
            with np.errstate(all="ignore"):
                close = np.nanmax(np.abs(marks - seen), axis=1) <= made.RTOL * np.nanmax(np.abs(seen))
            for row in np.flatnonzero(close & np.isfinite(marks).all(axis=1)):
                named = {ids[i] for i in rows[f"{name}.slips"][row] if i >= 0}
                if not named & set(slips):
                    taken.append((slips, named))
    assert count > 900
    # These few leave the very same numbers as other slips: exp(-(-W1 x)) is exp(W1 x).
    assert len(taken) / count < 0.01, taken


def test_the_shipped_table_holds_numbers_and_sentences_and_is_small():
    with np.load(made.FOLDER / "slips.npz", allow_pickle=False) as archive:
        assert {archive[name].dtype.kind for name in archive.files} == {"f", "i"}
    sizes = [(made.FOLDER / name).stat().st_size for name in ("slips.npz", "slips.json")]
    sizes.append((made.FOLDER.parent / "expected.json").stat().st_size)
    assert sum(sizes) < 1_000_000
    for id_, text in made.texts().items():
        assert 5 <= len(text["says"].split()) <= 60, id_
        assert text["says"].endswith("."), id_


def test_slips_in_two_blocks_need_no_entry_of_their_own():
    known = {slip.id for slip in gradient.SLIPS}
    assert {"d2-eta", "dW2-z2"} <= known

    def nn_gradient(params, X, y, lambda_):
        W1, b1, W2, b2 = params
        z2 = W1 @ X + b1
        a2 = sigmoid(z2)
        N, Y = X.shape[1], reference.targets(y, len(b2))
        delta3 = sigmoid(W2 @ a2 + b2) - Y
        delta2 = W2.T @ delta3
        dW = Parameters(
            delta2 @ X.T / N + lambda_ * W1,
            delta2.sum(axis=1, keepdims=True) / N,
            delta3 @ z2.T + lambda_ / 2 * W2,
            delta3.sum(axis=1, keepdims=True) / N,
        )
        return reference.nn_loss_reg(params, X, y, lambda_), dW

    with pytest.raises(check.CheckFailed) as found:
        check.nn_gradient(nn_gradient, "output layer")
    assert "as if z2 stood where a2 belongs" in found.value.hint
    assert "your dW2 is N times too large" in found.value.hint
    assert "db" not in found.value.hint
    with pytest.raises(check.CheckFailed) as found:
        check.nn_gradient(nn_gradient, "hidden layer")
    assert "the derivative of the sigmoid is missing" in found.value.hint
    with pytest.raises(check.CheckFailed) as found:
        check.nn_gradient(nn_gradient, "regulariser")
    assert "dW2 has lambda/2 times W" in found.value.hint


SGD = """
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    v, losses = Parameters(*(0 * block for block in params)), []
    for t in range(options.max_iter):
        i = {draw}
        J, g = loss_and_gradient(params, X[:, i], y[i])
        params, v = gradient_step(params, v, g, options.learning_rate, {beta})
        losses.append(J)
    return params, losses
"""
BLOCKS = """
def gradient_step(params, velocity, gradient, alpha, beta):
    new, v = params.copy(), velocity.copy()
    for name in ("W1", "b1", "W2", "b2"):
        setattr(v, name, beta * getattr(v, name) - alpha * getattr(gradient, name))
        setattr(new, name, getattr(new, name) + getattr(v, name))
        {after}
    return new, v
"""
STEP = """
def gradient_step(params, velocity, gradient, alpha, beta):
    v = [beta * u + alpha * g for u, g in zip(velocity, gradient)]
    return Parameters(*(p - u for p, u in zip(params, v))), Parameters(*v)
"""
SUM = """
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    losses = []
    v = g = Parameters(*(0 * block for block in params))
    for t in range(options.max_iter):
        i = rng.choice(X.shape[1], options.batch_size, replace=False)
        J, new = loss_and_gradient(params, X[:, i], y[i])
        g = Parameters(*map(np.add, g, new))
        params, v = gradient_step(params, v, g, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses
"""
SLOPES = """
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    slopes = params.copy()
    for block, slope in zip(params, slopes):
        for i in np.ndindex(block.shape):
            {way}
    return slopes
"""
DRAW = "rng.choice(X.shape[1], options.batch_size, replace=False)"


@pytest.mark.parametrize(
    ("function", "source", "says", "says_not"),
    [
        # of a plus in line 3 that line 4 takes back, it would be false that the step goes uphill
        ("gradient_step", STEP, "the gradient enters with a plus", "uphill"),
        (
            "stochastic_gradient_descent",
            SGD.format(draw=DRAW, beta=0),
            "the place of options.momentum",
            "as if",
        ),
        (
            "stochastic_gradient_descent",
            SGD.format(draw="rng.integers(1, X.shape[1] + 1, options.batch_size)", beta="options.momentum"),
            "from 0 to 49",
            "last index",
        ),
        (
            "stochastic_gradient_descent",
            SGD.format(draw="rng.integers(1, X.shape[1], options.batch_size)", beta="options.momentum"),
            "T = 91, B = 5, N = 11",
            "N = 50",
        ),
        (
            "stochastic_gradient_descent",
            SUM,
            "something besides v",
            "1 + beta",
        ),
        (
            "gradient_step",
            STEP.replace("+ alpha * g", "- alpha / (1 - beta) * g").replace("p - u", "p + u"),
            "the gradient has the factor -alpha / (1 - beta)",
            "averaged",
        ),
        (
            "gradient_step",
            BLOCKS.format(after="return new, v"),
            "is a return inside it?",
            "averaged",
        ),
        (
            "gradient_step",
            BLOCKS.format(after="getattr(gradient, name)[:] *= alpha"),
            "changes gradient, which",
            "old theta",
        ),
        # nothing is wrong with the lines that make the blocks
        (
            "nn_gradient",
            "def nn_gradient(params, *data):\n    return 0.0, params",
            "look at the last line",
            "Line 11",
        ),
        (
            "nn_loss_reg",
            "def nn_loss_reg(params, X, y, lambda_):\n    return np.sum(np.dot(params.W1, params.W1))",
            "takes the square of each entry",
            "would fit",
        ),
        (
            "compute_numerical_gradient",
            SLOPES.format(way="slope[i] = loss(params + epsilon) - loss(params)"),
            "a single entry of one of them",
            "block by block",
        ),
    ],
)
def test_no_sentence_of_a_message_is_false_of_the_answer_at_hand(function, source, says, says_not):
    cell = namespace(function)
    linecache.cache["<answer>"] = (len(source), None, source.splitlines(keepends=True), "<answer>")
    exec(compile(source, "<answer>", "exec"), cell)
    with pytest.raises(check.CheckFailed) as found:
        check.passes(function, cell[function], on_digits=False)
    assert says in str(found.value)
    assert says_not not in str(found.value)


@pytest.mark.parametrize(
    ("what", "idea", "says"),
    [
        ("alpha forgotten", "parameters", "alpha is missing in front of the gradient"),
        ("global lambda", "regulariser", "lambda is written in as 0.0002"),
        ("parameters minus the gradient", "regulariser", "as if a step of gradient descent had been made"),
        ("classes 1 to 9, written in", "value", "lacks the last class"),
    ],
)
def test_a_slip_is_named_by_each_check_that_it_fails(what, idea, says):
    slip = next(each for each in figures.slips() if each.what == what)
    cell = namespace(slip.function)
    exec(slip.source, cell)
    with pytest.raises(check.CheckFailed) as found:
        check.passes(slip.function, cell[slip.function], idea, on_digits=False)
    assert says in found.value.hint


def test_a_slip_in_the_loop_over_the_samples_is_not_explained_by_a_line_of_delta():
    cell = namespace("nn_gradient")
    exec(next(each for each in figures.slips() if each.what == "loop return inside").source, cell)
    with pytest.raises(check.CheckFailed) as found:
        check.nn_gradient(cell["nn_gradient"])
    assert "that of the first sample alone" in found.value.hint
    assert "eta3 of line 5" not in found.value.hint


def test_a_slip_in_place_spoils_no_later_check():
    def feed_forward(params, X):
        X -= X.mean(axis=1, keepdims=True)
        return reference.feed_forward(params, X)

    for _ in range(2):
        with pytest.raises(check.CheckFailed, match="changes X, which was handed in"):
            check.feed_forward(feed_forward)
    check.passes("feed_forward", reference.feed_forward)
    with pytest.raises(check.CheckFailed):
        check.passes("feed_forward", lambda params, X: feed_forward(params, X) * 1)
    check.passes("feed_forward", reference.feed_forward)


def test_an_earlier_answer_that_is_wrong_is_blamed(monkeypatch):
    bank = {v.id: v for v in variants("wrong")}
    nn_loss_reg = define(bank["R03"], nn_loss=define(bank["L50"]))
    with pytest.raises(check.CheckFailed, match="calls nn_loss of Part D") as found:
        check.nn_loss_reg(nn_loss_reg)
    assert "N times too large" in found.value.hint
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    with pytest.raises(check.CheckFailed) as found:
        check.nn_loss_reg(nn_loss_reg)
    assert "Part D" not in found.value.hint


def run_cells(*sources: str):
    shell = InteractiveShell.instance()
    try:
        shell.user_ns |= {"np": np, "sigmoid": sigmoid, "Parameters": Parameters, "check": check}
        for source in sources[:-1]:
            shell.run_cell(source)
        return shell.run_cell(sources[-1], silent=True).error_in_exec
    finally:
        shell.clear_instance()


def test_the_shapes_of_the_failing_line_are_shown():
    error = run_cells(
        "def feed_forward(params, X):\n"
        "    W1, b1, W2, b2 = params\n"
        "    a2 = sigmoid(W1 @ X + b1.ravel())\n"
        "    return sigmoid(W2 @ a2 + b2)",
        "check.feed_forward(feed_forward)",
    )
    assert "W1 @ X is (5, 13), b1.ravel() is (5,)" in error.message
    assert "line 3:  a2 = sigmoid(W1 @ X + b1.ravel())" in error.message


def test_an_error_inside_an_earlier_answer_names_the_line_that_called_it():
    error = run_cells(
        "def feed_forward(params, X):\n    return sigmoid(params.W2 @ sigmoid(params.W1 @ X + params.b1) + params.b2)",
        "def nn_loss(params, X, y):\n    return feed_forward(params, X.T).sum()",
        "check.nn_loss(nn_loss)",
    )
    assert "called in nn_loss, line 2:  return feed_forward(params, X.T).sum()" in error.message


def test_data_of_the_notebook_in_place_of_arguments_are_named():
    slip = next(s for s in figures.slips() if s.what == "uses globals X,y")
    told = figures.look(slip, namespace)
    assert "uses X of the notebook and y of the notebook" in told.hint
    assert "use its arguments: params, X_, y_" in told.hint


def test_a_hint_is_remembered_until_its_own_check_is_passed(capsys):
    failure.memory.failures.clear()
    bank = {v.id: v for v in variants("wrong")}
    with pytest.raises(check.CheckFailed):
        check.nn_loss(define(bank["L02"]), "value")
    check.feed_forward(reference.feed_forward)
    capsys.readouterr()
    check.hint()
    assert capsys.readouterr().out.startswith("nn_loss: ")
    check.nn_loss(reference.nn_loss, "value")
    capsys.readouterr()
    check.hint()
    assert capsys.readouterr().out == "There is no failed check to say more about.\n"


def test_after_an_error_the_further_hint_is_about_errors():
    def feed_forward(params, X):
        return params.W1 @ X + missing  # noqa: F821

    with pytest.raises(check.CheckFailed) as found:
        check.feed_forward(feed_forward)
    assert found.value.more[0].startswith("Put print(")


def a_failure() -> check.CheckFailed:
    bank = {v.id: v for v in variants("wrong")}
    with pytest.raises(check.CheckFailed) as found:
        check.nn_gradient(define(bank["G57"]))
    return found.value


def test_html_and_text_say_the_same_and_escape_what_a_student_wrote():
    found = a_failure()
    page, text = message.html(found), message.plain(found)
    for said in (found.shown.got, found.shown.expected, "13 samples", "check.hint()"):
        assert said in page
        assert said in text
    assert max(len(line) for line in text.splitlines()) <= message.WIDTH
    assert "✓ dW2" in page
    assert "✗ db2" in page
    assert "<b>" in message.plain(check.CheckFailed("a <b>"))
    assert "&lt;b&gt;" in message.html(check.CheckFailed("a <b>"))


def test_the_explorer_is_linked_at_the_step_if_it_lies_there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = a_failure()
    assert "explorer" not in message.html(found)
    (tmp_path / message.EXPLORER).touch()
    assert "href='explorer.html#view=step&amp;step=9'" in message.html(found)
    case = "6-5-10;0;0.5;10.3.1.4.9.5.2.6.8.7.10.10.2"
    assert f"#view=check&amp;on=case&amp;case={case}&amp;see=" in message.html(found)
    assert "<a href='part_f_backpropagation.ipynb#Question-2a:" in message.html(found)


def test_every_step_of_the_explorer_can_be_linked_whether_or_not_a_line_gives_its_numbers():
    for step in (None, *order.EXPLORER_STEPS.values()):
        assert order.explorer_line("J", step) in {"", *order.EXPLORER_LINES}
    assert order.explorer_line("J", order.EXPLORER_STEPS["lambda"]) == ""
    assert order.explorer_line("J, lambda = 0.7", 5) == ""


def test_points_so_far_are_said_where_a_check_is_passed(capsys, monkeypatch):
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    check.gradient_step(reference.gradient_step)
    said = capsys.readouterr().out
    assert "✓ gradient_step: all visible checks." in said
    assert "Part H: 5 of 5 points, " in said
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    check.gradient_step(reference.gradient_step)
    assert capsys.readouterr().out.startswith("✓ gradient_step: all visible checks.")


def test_a_generator_of_ones_own_is_noted_and_costs_nothing(capsys, monkeypatch):
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    slip = next(s for s in figures.slips() if s.what == "np.random")
    cell = namespace("stochastic_gradient_descent")
    exec(slip.source, cell)
    check.stochastic_gradient_descent(cell["stochastic_gradient_descent"])
    assert "draw with rng, not with np.random" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("draw", "is_noted"), [("np.arange(5) + rng.integers(X.shape[1] - 4)", True), (f"np.sort({DRAW})", False)]
)
def test_batches_of_samples_side_by_side_are_noted(draw, is_noted, capsys, monkeypatch):
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    cell = namespace("stochastic_gradient_descent")
    exec(SGD.format(draw=draw, beta="options.momentum"), cell)
    check.stochastic_gradient_descent(cell["stochastic_gradient_descent"])
    assert ("side by side" in " ".join(capsys.readouterr().out.split())) == is_noted


@pytest.mark.parametrize(("dtype", "is_noted"), [("float32", True), ("float64", False)])
def test_single_precision_is_noted(dtype, is_noted, capsys, monkeypatch):
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    check.nn_loss(lambda *args: np.dtype(dtype).type(reference.nn_loss(*args)))
    assert ("single precision" in " ".join(capsys.readouterr().out.split())) == is_noted
