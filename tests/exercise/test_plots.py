"""The pictures show what is in the data, each appears once, and each is told in words as well."""

import base64
import inspect
import json
import struct
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import matplotlib
import nbformat
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from ex3 import plots
from ex3.network import Parameters
from ex3.plots import comparisons, display, style

HELPERS = Path(plots.__file__).parents[2]

L = np.zeros((20, 20))
L[2:18, 3:6] = L[15:18, 3:14] = 1.0
LETTER = L.flatten(order="F")
"""The letter L as a column of X: a long stroke on the left, a short one at the bottom."""


@pytest.fixture
def ax():
    return Figure(figsize=(8, 6)).add_subplot()


@pytest.fixture
def shown(monkeypatch):
    """Collect the figures that would be shown."""
    figures = []
    monkeypatch.setattr(display, "publish", lambda figure, text, **_: figures.append((figure, text)))
    return figures


def words(ax):
    return display.description(ax.figure)


def written(ax):
    return [text.get_text() for text in ax.texts]


def tile(ax, number, columns, step_x=21, step_y=21):
    x, y = number % columns * step_x, number // columns * step_y
    return np.asarray(ax.images[0].get_array())[y : y + 20, x : x + 20]


def gradients(seed=0):
    rng = np.random.default_rng(seed)
    return Parameters(*(rng.normal(size=shape) for shape in [(5, 3), (5, 1), (3, 5), (3, 1)]))


UNIT = dict(x=2, w=-1, b=0.5, z=-1.5, a=0.1824, J=1.7014, eta=-5.4817, delta=-0.8176, dw=-1.6351, db=-0.8176)


def every_plot():
    """One call of each plot function, by name, with data as small as they may be."""
    X = np.column_stack([LETTER] * 3)
    y, read, sure = [1, 4, 10], [1, 9, 10], [0.9, 0.8, 0.7]
    rng = np.random.default_rng(0)
    W1 = rng.normal(size=(25, 400))
    return {
        "display_data": lambda **ax: plots.display_data(X, labels=y, **ax),
        "plot_chain": lambda **ax: plots.plot_chain(**UNIT, **ax),
        "plot_confusion_matrix": lambda **ax: plots.plot_confusion_matrix(y, read, **ax),
        "plot_gradient_check": lambda: plots.plot_gradient_check(gradients(), gradients(1)),
        "plot_gradient_difference": lambda **ax: plots.plot_gradient_difference(W1, 2 * W1, **ax),
        "plot_hidden_units": lambda **ax: plots.plot_hidden_units(W1, **ax),
        "plot_loss_by_work": lambda **ax: plots.plot_loss_by_work(
            {"GD": ([3, 2], 9), "SGD": ([3, 1], 1)}, **ax
        ),
        "plot_loss_curves": lambda **ax: plots.plot_loss_curves([3, 2, 1], **ax),
        "plot_mean_digits": lambda **ax: plots.plot_mean_digits(X, y, **ax),
        "plot_mistakes": lambda **ax: plots.plot_mistakes(X, y, read, sure, **ax),
        "plot_network": lambda **ax: plots.plot_network(gradients=True, **ax),
        "plot_sigmoid": lambda **ax: plots.plot_sigmoid(**ax),
    }


DRAW_INTO_AXES = sorted(set(every_plot()) - {"plot_gradient_check"})


# All of them


def test_every_plot_function_is_tried_below():
    functions = {name for name in plots.__all__ if name.startswith(("plot_", "display_"))}
    assert functions == set(every_plot())


def test_importing_the_plots_loads_neither_matplotlib_nor_ipython():
    code = "import sys, ex3.plots; print([m for m in ('matplotlib', 'IPython', 'scipy') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=HELPERS, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", every_plot())
def test_a_plot_without_axes_is_shown_once_with_a_text_and_returns_nothing(name, shown):
    assert every_plot()[name]() is None
    [(figure, text)] = shown
    assert figure.get_size_inches()[0] == pytest.approx(style.WIDTH)
    assert len(text.split()) > 6
    assert not set(text) & set("$\\{}<>")


@pytest.mark.parametrize("name", DRAW_INTO_AXES)
def test_a_plot_into_given_axes_draws_there_and_shows_nothing(name, ax, shown):
    before = len(ax.get_children())
    assert every_plot()[name](ax=ax) is None
    assert not shown
    assert len(ax.get_children()) > before
    assert words(ax)


@pytest.mark.parametrize("name", every_plot())
def test_the_students_own_style_neither_changes_nor_matters(name, shown):
    every_plot()[name]()
    with matplotlib.rc_context({"axes.facecolor": "black", "text.color": "yellow", "font.size": 30}):
        mine = dict(matplotlib.rcParams)
        every_plot()[name]()
        assert dict(matplotlib.rcParams) == mine
    (plain, _), (styled, _) = shown
    for one, other in zip(plain.axes, styled.axes, strict=True):
        assert one.get_facecolor() == other.get_facecolor()
        for a, b in zip(one.texts, other.texts, strict=True):
            assert (a.get_color(), a.get_fontsize()) == (b.get_color(), b.get_fontsize())


def test_nothing_of_the_asked_for_functions_is_in_the_plots():
    source = "".join(p.read_text() for p in Path(plots.__file__).parent.glob("*.py"))
    for asked in ("feed_forward", "nn_loss", "nn_gradient", "gradient_step", "np.log("):
        assert asked not in source


# Colours


def linear(colour):
    c = np.array(matplotlib.colors.to_rgb(colour))
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def contrast_on_white(colour):
    return 1.05 / (linear(colour) @ [0.2126, 0.7152, 0.0722] + 0.05)


MEANINGS = ("DATA", "MODEL", "GRADIENT", "WRONG", "REFERENCE", "GD", "SGD")

# Complete protanopia and deuteranopia after Machado, Oliveira and Fernandes (2009), on linear RGB.
COLOUR_BLINDNESS = {
    "red": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "green": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
}


def lab(rgb):
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    t = to_xyz @ np.clip(rgb, 0, 1) / [0.9505, 1.0, 1.089]
    x, y, z = np.where(t > 0.008856, np.cbrt(t), 7.787 * t + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("meaning", MEANINGS)
def test_lines_and_small_text_stand_out_from_white(meaning):
    colour = getattr(plots, meaning)
    assert contrast_on_white(colour) >= 3
    assert contrast_on_white(style.shade(colour)) >= 4.5


@pytest.mark.parametrize("blindness", COLOUR_BLINDNESS)
@pytest.mark.parametrize(
    "together",
    [("GD", "SGD", "MODEL"), ("DATA", "MODEL", "GRADIENT"), ("GRADIENT", "WRONG"), ("GD", "WRONG")],
)
def test_colours_that_share_a_picture_differ_for_colour_blind_readers(blindness, together):
    seen = [lab(COLOUR_BLINDNESS[blindness] @ linear(getattr(plots, meaning))) for meaning in together]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) > 20


# Images


def rendered(ax):
    """Return the axes as drawn, as grey values with row 0 at the top."""
    canvas = FigureCanvasAgg(ax.figure)
    canvas.draw()
    grey = np.asarray(canvas.buffer_rgba())[..., :3].mean(axis=2)
    box = ax.get_window_extent()
    height = grey.shape[0]
    return grey[height - int(box.y1) : height - int(box.y0), int(box.x0) : int(box.x1)]


def test_a_digit_stands_upright_and_is_not_mirrored(ax):
    plots.display_data(LETTER, ax=ax)
    ink = rendered(ax) < 100
    rows, columns = ink.shape
    assert ink[: rows // 2, : columns // 2].any()
    assert ink[rows // 2 :, columns // 2 :].any()
    assert not ink[: rows // 2, columns // 2 :].any()


def test_images_follow_one_another_row_by_row(ax):
    X = np.repeat(np.arange(6) / 10, 400).reshape(6, 400).T
    plots.display_data(X, columns=3, ax=ax)
    assert [tile(ax, i, 3).mean() for i in range(6)] == pytest.approx(np.arange(6) / 10)


def test_the_label_ten_is_written_as_the_digit_zero(ax):
    plots.display_data(np.column_stack([LETTER] * 3), columns=1, labels=[10, 1, 9], ax=ax)
    assert written(ax) == ["0", "1", "9"]
    heights = [ax.transData.transform(text.get_position())[1] for text in ax.texts]
    assert heights == sorted(heights, reverse=True)
    assert "0 1 9" in words(ax)


def test_samples_in_rows_are_refused_with_the_expected_shape(ax):
    with pytest.raises(ValueError, match=r"\(5, 401\).*\(400, n\)"):
        plots.display_data(np.zeros((5, 401)), ax=ax)


def test_mean_digits_come_in_the_order_one_to_nine_and_zero(ax):
    y = np.array([10, 10, 3, 1, 2, 4, 5, 6, 7, 8, 9])
    X = np.tile(y / 20, (400, 1))
    X[:, 0] = 0.3
    plots.plot_mean_digits(X, y, ax=ax)
    assert written(ax) == [*"1234567890"]
    means = [tile(ax, i, 10, step_y=28).mean() for i in range(10)]
    assert means == pytest.approx([*np.arange(1, 10) / 20, 0.4])
    assert "mean of 9 is the darkest (its darkest pixel is 0.45" in words(ax)


def test_each_hidden_unit_shows_its_own_row_of_weights_unmirrored(ax):
    W1 = np.zeros((25, 400))
    W1[11] = LETTER
    W1[3] = -2 * LETTER
    params = Parameters(W1, np.zeros((25, 1)), np.zeros((10, 25)), np.zeros((10, 1)))
    plots.plot_hidden_units(params, ax=ax)
    assert np.array_equal(tile(ax, 11, 9, 22, 26), L)
    assert np.array_equal(tile(ax, 3, 9, 22, 26), -2 * L)
    assert "Unit 4 has the largest weights" in words(ax)


def test_weights_are_white_at_zero_and_coloured_alike_on_both_sides(ax):
    plots.plot_hidden_units(np.random.default_rng(0).normal(1.0, 1.0, size=(25, 400)), ax=ax)
    image = ax.images[0]
    assert image.norm.vmin == -image.norm.vmax
    assert image.cmap(image.norm(0.0)) == (1.0, 1.0, 1.0, 1.0)


def test_rounding_stays_white_in_the_difference_of_gradients(ax):
    reference = np.random.default_rng(0).normal(size=(25, 400))
    plots.plot_gradient_difference(1e-12 * reference, reference, ax=ax)
    image = ax.images[0]
    assert np.allclose(image.cmap(image.norm(tile(ax, 0, 9, 22, 26))), 1.0)
    assert "agree" in words(ax)


def test_the_difference_of_gradients_names_the_units_that_are_off(ax):
    difference = np.zeros((25, 400))
    difference[6, 17] = 0.5
    difference[20, 3] = np.nan
    plots.plot_gradient_difference(difference, np.ones((25, 400)), ax=ax)
    assert "2 of 10000 weights, in the images of hidden units 7, 21;" in words(ax)
    assert "largest difference is 0.5" in words(ax)
    assert "Not finite: 1" in words(ax)
    assert ax.images[0].norm.vmax == 0.5


def test_the_most_confident_mistakes_come_first(ax):
    y = np.array([4, 10, 3, 7])
    read = np.array([9, 6, 3, 10])
    X = np.tile(np.arange(4) / 10, (400, 1))
    plots.plot_mistakes(X, y, read, [0.5, 0.98, 1.0, 0.7], count=2, ax=ax)
    assert written(ax) == ["is 0, read as 6 (0.98)", "is 7, read as 0 (0.70)"]
    assert [tile(ax, i, 5, step_x=32).mean() for i in range(2)] == pytest.approx([0.1, 0.3])
    assert "3 of 4 samples are misread. The 2 most confident" in words(ax)


def test_no_mistakes_are_said_to_be_none(ax):
    plots.plot_mistakes(np.zeros((400, 2)), [1, 2], [1, 2], [0.9, 0.9], ax=ax)
    assert words(ax) == written(ax)[0] == "No mistakes: all 2 samples are read correctly."


# Comparisons


def test_the_confusion_matrix_counts_true_digits_in_rows_with_zero_first(ax):
    plots.plot_confusion_matrix(y=[10, 10, 1, 4, 4], y_predicted=[10, 1, 1, 9, 9], ax=ax)
    cells = {text.get_position(): text.get_text() for text in ax.texts}
    counts = np.array([[int(cells[c, r].replace("·", "0")) for c in range(10)] for r in range(10)])
    expected = np.zeros((10, 10), dtype=int)
    expected[0, 0] = expected[0, 1] = expected[1, 1] = 1
    expected[4, 9] = 2
    assert np.array_equal(counts, expected)
    assert ax.get_ylabel() == "true digit"
    assert "2 of 5 digits are read correctly, 40.00 %" in words(ax)
    assert "4 read as 9: 2; 0 read as 1: 1." in words(ax)


def test_only_mistakes_are_coloured_in_the_confusion_matrix(ax):
    plots.plot_confusion_matrix([1] * 100 + [2], [1] * 100 + [3], ax=ax)
    shaded = np.asarray(ax.images[0].get_array())
    assert shaded[1, 1] == 0
    assert shaded[2, 3] == shaded.max() == 1


def test_the_gradient_check_says_what_is_wrong_with_each_block(shown):
    numerical = gradients()
    analytic = Parameters(5 * numerical.W1, 0 * numerical.b1, numerical.W2 + 1e-12, numerical.b2.ravel())
    plots.plot_gradient_check(analytic, numerical)
    [(figure, text)] = shown
    assert "dW(1): 5 times the numerical." in text
    assert "db(1): all zero." in text
    assert "(they agree)" in text.partition("dW(2)")[2].partition("db(2)")[0]
    assert "db(2): shape (3,), not (3, 1)." in text
    assert len(figure.axes) == 4


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda a: a, "distance 0 (they agree)"),
        (lambda a: -a, "\u22121 times the numerical"),
        (lambda a: a / 5, "0.2 times the numerical"),
        (lambda a: a + 1, "distance"),
        (lambda a: a * np.where(np.arange(a.size).reshape(a.shape) == 1, np.nan, 1), "not finite: 1 of 15"),
    ],
)
def test_a_block_of_the_gradient_is_judged_by_its_numbers(change, said, shown):
    analytic = gradients()
    analytic.W1 = change(analytic.W1)
    plots.plot_gradient_check(analytic, gradients())
    assert said in shown[0][1].partition("db(1)")[0]


def test_points_off_the_diagonal_have_a_form_and_a_colour_of_their_own(shown):
    analytic = gradients()
    analytic.b1[2] += 1.0
    plots.plot_gradient_check(analytic, gradients())
    _, right, wrong = shown[0][0].axes[1].lines
    assert (right.get_marker(), wrong.get_marker()) == ("o", "x")
    assert (len(right.get_xdata()), len(wrong.get_xdata())) == (4, 1)
    assert right.get_color() == plots.GRADIENT
    assert wrong.get_color() == plots.WRONG
    assert wrong.get_ydata()[0] == analytic.b1[2, 0]


def test_blocks_agree_only_far_below_any_slip():
    n = np.arange(1.0, 11.0)
    assert comparisons._compare(n * (1 + 1e-9), n)[1]
    assert not comparisons._compare(n + 1e-4 * n[::-1], n)[1]


# Curves


def test_a_loss_curve_says_where_it_begins_and_ends(ax):
    plots.plot_loss_curves(np.linspace(6.9, 0.97, 100), ax=ax, label="GD")
    assert words(ax) == "GD: the loss falls from 6.9 at iteration 1 to 0.97 at iteration 100."
    assert written(ax) == ["GD: 0.97"]
    assert ax.lines[0].get_xdata()[[0, -1]].tolist() == [1, 100]


@pytest.mark.parametrize(
    ("losses", "said"),
    [
        ([1.0, 3.0], "The loss rises from 1 "),
        ([2.0, 2.001], "hardly changes"),
        ([5.0, 0.5, 4.0], "with its minimum of 0.5 at iteration 2"),
        ([5.0, 3.0, np.nan, 1.0], "to 3 at iteration 2; at iteration 3 it is no longer a finite number"),
        ([5.0, 1e300], "at iteration 2 it is no longer a finite number"),
        ([np.inf, 1.0], "not a finite number from the start"),
    ],
)
def test_a_run_that_does_not_simply_fall_is_told_as_it_is(losses, said, ax):
    plots.plot_loss_curves(losses, ax=ax)
    assert said in words(ax)
    ax.figure.canvas.draw()


def test_a_noisy_run_is_drawn_thin_behind_its_running_mean(ax):
    losses = 1 + np.random.default_rng(0).random(1000)
    plots.plot_loss_curves({"SGD": losses}, ax=ax, smooth=50)
    thin, mean = ax.lines
    assert thin.get_linewidth() < mean.get_linewidth()
    assert np.array_equal(thin.get_ydata(), losses)
    expected = np.convolve(losses, np.full(50, 1 / 50), mode="valid")
    assert np.allclose(mean.get_ydata()[500:], expected[451:])
    assert f"{losses[-50:].mean():.3g} at iteration 1000 (mean of the last 50 iterations)" in words(ax)


def test_a_hundred_iterations_are_not_smoothed(ax):
    plots.plot_loss_curves(np.random.default_rng(0).random(100), ax=ax)
    assert len(ax.lines) == 1


def test_gd_and_sgd_keep_their_colours_and_differ_in_line(ax):
    plots.plot_loss_curves({"SGD, B = 10": [3, 1], "GD": [3, 2], "$\\alpha$": [3, 2.5]}, ax=ax)
    sgd, gd, other = ax.lines
    colours = [matplotlib.colors.to_hex(line.get_color()).upper() for line in (sgd, gd, other)]
    assert colours == [plots.SGD, plots.GD, plots.MODEL]
    assert len({str(line.get_linestyle()) + str(line._dash_pattern) for line in ax.lines}) == 3
    assert "alpha: the loss falls" in words(ax)


def test_labels_of_lines_that_end_together_do_not_overlap(ax):
    plots.plot_loss_curves({"one": [3, 1], "two": [3, 1.01], "three": [3, 1]}, ax=ax)
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.texts]
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))


def test_equal_work_means_samples_not_iterations(ax):
    plots.plot_loss_by_work({"GD": ([6.9, 3, 1], 5000), "SGD": ([6.9, 2, 0.5], 10)}, ax=ax)
    gd, sgd = (line.get_xdata().tolist() for line in ax.lines[:2])
    assert gd == [5000, 10000, 15000]
    assert sgd == [10, 20, 30]
    assert ax.get_xscale() == "log"
    assert "SGD: the loss falls from 6.9 after 10 samples to 0.5 after 30 samples." in words(ax)


def test_an_empty_run_is_named(ax):
    with pytest.raises(ValueError, match="no losses to draw for 'GD'"):
        plots.plot_loss_curves({"GD": []}, ax=ax)


# Diagrams


def test_the_sigmoid_passes_one_half_and_keeps_between_its_asymptotes(ax):
    plots.plot_sigmoid(ax=ax)
    below, above, curve = ax.lines[:3]
    assert (below.get_ydata()[0], above.get_ydata()[0]) == (0, 1)
    assert np.interp(0, *curve.get_data()) == pytest.approx(0.5)
    assert np.interp(2, *curve.get_data()) == pytest.approx(1 / (1 + np.exp(-2)), abs=1e-4)
    assert "phi(0) = 0.5" in words(ax)


def test_the_chain_shows_each_number_next_to_its_symbol(ax):
    plots.plot_chain(**UNIT, ax=ax)
    text = " ".join(written(ax))
    for part in ("x = 2", "z = -1.50", "a = 0.1824", "J = 1.7014", "eta = -5.4817", "delta = -0.8176"):
        assert part in text
    assert "partial w = -1.6351" in text
    assert "dw = delta times x = -1.6351" in words(ax)


def test_the_network_shows_every_symbol_of_equations_2_to_6(ax):
    plots.plot_network(ax=ax)
    text = " ".join(written(ax))
    for symbol in (
        "a^{(1)}",
        "W^{(1)}",
        "b^{(1)}",
        "z^{(2)}",
        "a^{(2)}",
        "W^{(2)}",
        "b^{(2)}",
        "z^{(3)}",
        "a^{(3)}",
    ):
        assert symbol in text
    assert {"400 pixels", "25 hidden units", "10 outputs", "digit 1", "digit 0"} <= set(written(ax))
    assert "delta" not in text
    assert written(ax).count("1") == 2  # the bias units


def test_each_gradient_stands_below_its_variable(ax):
    plots.plot_network(ax=ax, gradients=True)
    places = {text.get_text(): text.get_position() for text in ax.texts}
    for variable, gradient in [
        ("$a^{(3)}$", r"$\eta^{(3)}$"),
        ("$z^{(3)}$", r"$\delta^{(3)}$"),
        ("$a^{(2)}$", r"$\eta^{(2)}$"),
        ("$z^{(2)}$", r"$\delta^{(2)}$"),
        (r"$W^{(2)},\ b^{(2)}$", r"$\partial W^{(2)},\ \partial b^{(2)}$"),
        (r"$W^{(1)},\ b^{(1)}$", r"$\partial W^{(1)},\ \partial b^{(1)}$"),
    ]:
        assert places[variable][0] == places[gradient][0]
        assert places[variable][1] > places[gradient][1]


def test_a_small_network_is_drawn_in_full(ax):
    plots.plot_network(ax=ax, sizes=(3, 5, 3))
    assert {"3 inputs", "5 hidden units", "3 outputs"} <= set(written(ax))
    circles = [p for p in ax.patches if isinstance(p, matplotlib.patches.Circle)]
    assert len({c.center for c in circles}) == 3 + 2 * 4 + 2 * 3


# Showing


def test_the_picture_carries_its_text_in_every_form(ax):
    text = 'The loss "J" falls from 6.9 & stays > 0.'
    data, metadata = display.mimebundle(ax.figure, text)
    assert 'alt="The loss &quot;J&quot; falls from 6.9 &amp; stays &gt; 0."' in data["text/html"]
    assert data["text/plain"] == metadata["image/png"]["alt"] == text
    assert data["image/png"] in data["text/html"]
    pixels = struct.unpack(">II", base64.b64decode(data["image/png"])[16:24])
    assert pixels == (2 * metadata["image/png"]["width"], 2 * metadata["image/png"]["height"])


def test_two_plots_in_one_figure_tell_both_texts(shown):
    figure, (left, right) = plots.new_figure(columns=2)
    plots.plot_loss_curves([3, 2], ax=left, label="GD")
    plots.plot_loss_curves([3, 1], ax=right, label="SGD")
    plots.show(figure)
    [(_, text)] = shown
    assert "GD: the loss falls from 3" in text
    assert "to 1 at iteration 2" in text


def test_a_figure_without_a_text_is_not_shown(ax, shown):
    with pytest.raises(ValueError, match="no text alternative"):
        plots.show(ax.figure)
    assert not shown


def test_outside_ipython_showing_does_nothing(capfd, monkeypatch):
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    plots.plot_sigmoid()
    with plots.LiveCurve(10) as live:
        live.update(1, [3.0])
    assert capfd.readouterr() == ("", "")


IN_IPYTHON = """
import json, os, sys
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

class Shell(InteractiveShell):
    def enable_gui(self, gui=None):
        pass

shell = Shell.instance()
shell.run_line_magic("matplotlib", "inline")

def run(code):
    with capture_output() as captured:
        shell.run_cell(code).raise_error()
    return [[sorted(o.data), o.data["text/plain"][:60]] for o in captured.outputs], captured.stdout

class Kernel(DisplayPublisher):
    seen = []
    def publish(self, data, metadata=None, *, transient=None, update=False, **_):
        self.seen.append([transient["display_id"], update, data["text/plain"]])

report = {
    "own": run("from ex3.plots import *\\nplot_sigmoid()"),
    "pyplot": run(
        "import matplotlib.pyplot as plt\\nfigure, ax = plt.subplots()\\n"
        "plot_loss_curves([3, 2], ax=ax)\\nshow(figure)"
    ),
    "last value": run("plot_network(gradients=True)"),
    "silent": run("figure, ax = new_figure()\\nplot_sigmoid(ax=ax)"),
    "live": run("with LiveCurve(3, 'GD') as live:\\n    for t in (1, 2, 3): live.update(t, [4, 3, 2])"),
    "live, closed twice": run("live.close()"),
}
shell.display_pub = Kernel(shell=shell)
shell.run_cell(
    "live = LiveCurve(3, 'GD')\\nfor t in (1, 2, 3):\\n    live._next = 0  # as if time had passed\\n"
    "    live.update(t, [4, 3, 2])\\n    live.update(t, [4, 3, 2])  # too early\\nlive.close()"
).raise_error()
report["kernel"] = Kernel.seen
os.environ["NBGRADER_EXECUTION"] = "autograde"
report["graded"] = run(
    "plot_sigmoid(); plot_network(); plot_chain(**dict.fromkeys('x w b z a J eta delta dw db'.split(), 1.0))\\n"
    "figure, ax = new_figure()\\nplot_loss_curves([3, 2], ax=ax)\\nshow(figure, 'A loss curve')"
)
print(json.dumps(report))
"""


@pytest.fixture(scope="module")
def in_ipython(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", IN_IPYTHON],
        cwd=HELPERS,
        env={
            "PATH": "",
            "HOME": str(home),
            "IPYTHONDIR": str(home),
            "MPLCONFIGDIR": matplotlib.get_cachedir(),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.slow
@pytest.mark.parametrize("case", ["own", "pyplot", "last value", "live"])
def test_in_ipython_a_picture_appears_exactly_once(case, in_ipython):
    [[forms, _]], printed = in_ipython[case]
    assert forms == ["image/png", "text/html", "text/plain"]
    assert printed == ""


@pytest.mark.slow
@pytest.mark.parametrize("case", ["silent", "live, closed twice"])
def test_in_ipython_nothing_appears_unasked(case, in_ipython):
    assert in_ipython[case] == [[], ""]


@pytest.mark.slow
def test_a_live_curve_replaces_its_picture_and_ends_with_the_final_text(in_ipython):
    identities, updates, texts = zip(*in_ipython["kernel"], strict=True)
    assert len(set(identities)) == 1
    assert updates == (False, *[True] * (len(updates) - 1))
    assert len(updates) == 4
    assert texts[-1] == "GD: the loss falls from 4 at iteration 1 to 2 at iteration 3."
    assert texts[0] != texts[-1]


@pytest.mark.slow
def test_in_an_executed_notebook_a_live_curve_leaves_one_picture(tmp_path):
    from nbclient import NotebookClient

    code = inspect.cleandoc(
        """
        import time
        from ex3.plots import LiveCurve
        with LiveCurve(8, "SGD") as live:
            for t in range(1, 9):
                time.sleep(0.2)
                live.update(t, [1 / k for k in range(1, t + 1)])
        """
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(HELPERS)}}).execute()
    [output] = notebook.cells[0].outputs
    assert output.output_type == "display_data"
    assert output.data["text/plain"].endswith("to 0.125 at iteration 8.")


@pytest.mark.slow
def test_drawings_of_the_lesson_are_left_out_while_a_notebook_is_graded(in_ipython):
    outputs, _ = in_ipython["graded"]
    assert [text for _, text in outputs] == ["A loss curve"]
