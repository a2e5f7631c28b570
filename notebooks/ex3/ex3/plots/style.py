"""How the pictures of the series look: colours, line styles, axes, and the frame that every plot uses."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from itertools import pairwise
from types import SimpleNamespace

import numpy as np

from ex3.contract import is_graded
from ex3.plots.display import describe, show

# That it looks for fonts, on a new machine and always in a browser, would stand in the notebook in red.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)

# One colour for one meaning, in all nine notebooks. Each has a contrast of 3 to 1 or more on white. Those
# that share a picture are told apart by red-green blind readers too, and differ in line, form or label.
DATA = "#0072B2"
MODEL = "#008F68"
GRADIENT = "#8E2065"
WRONG = "#D55E00"
REFERENCE = "#767676"
GD = "#332288"
SGD = "#C47600"

INK = "#262626"
PAPER = "#F1F1F1"
RULE = "#BDBDBD"

LINES = ("-", (0, (6, 2)), (0, (1.5, 1.5)), (0, (6, 2, 1.5, 2)))

WIDTH = 7.2
"""Width of every figure in inches; a browser shows an inch as 96 pixels."""

RC = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "mathtext.fontset": "stix",
    "font.size": 10.0,
    "axes.labelsize": 10.5,
    "axes.titlesize": 10.0,
    "xtick.labelsize": 9.0,
    "ytick.labelsize": 9.0,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": REFERENCE,
    "axes.linewidth": 0.8,
    "xtick.color": REFERENCE,
    "ytick.color": REFERENCE,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "figure.constrained_layout.w_pad": 0.1,
    "figure.constrained_layout.h_pad": 0.08,
    "lines.linewidth": 1.8,
    "lines.solid_capstyle": "round",
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
}


@contextmanager
def house_style() -> Iterator[None]:
    """Draw in the style of the series, whatever style the student has set; theirs comes back afterwards."""
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(RC)
        yield


def new_figure(height: float = 2.8, columns: int = 1):
    """Make a figure of the series' width, to draw several plots side by side and `show` them.

    Parameters
    ----------
    height : float
        In inches.
    columns : int
        Axes side by side.

    Returns
    -------
    figure : matplotlib.figure.Figure
    axes : matplotlib.axes.Axes, or ndarray of shape (columns,) of them
    """
    from matplotlib.figure import Figure

    with house_style():
        # Not from pyplot: the inline backend shows pyplot's figures once more at the end of the cell.
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        axes = figure.subplots(1, columns)
    for ax in np.ravel(axes):
        ax.spines[["top", "right"]].set_visible(False)
    return figure, axes


@contextmanager
def picture(
    ax=None, height: float = 2.8, bare: bool = False, show: Callable = show
) -> Iterator[SimpleNamespace]:
    """Make the axes of one plot, or take those given, and show the figure if it was made here.

    Parameters
    ----------
    ax : matplotlib.axes.Axes, optional
    height : float
        Height in inches of a figure that is made here.
    bare : bool
        No spines and no ticks, as for images and diagrams.
    show : callable
        Shows a figure that is made here, when it is drawn.

    Yields
    ------
    namespace with ``ax``, and ``text`` to be set to the text alternative
    """
    with house_style():
        own = ax is None
        if own:
            _, ax = new_figure(height)
        if bare:
            ax.set_axis_off()
        ax.spines[["top", "right"]].set_visible(False)
        drawn = SimpleNamespace(ax=ax, text="")
        yield drawn
        describe(ax.figure, drawn.text)
        if own:
            show(ax.figure)


def shade(colour: str, factor: float = 0.7) -> tuple[float, float, float]:
    """Darken a colour: small text needs more contrast than a line."""
    from matplotlib.colors import to_rgb

    return tuple(factor * part for part in to_rgb(colour))


def label_ends(ax, ends: Sequence[tuple[float, float, str, str]], gap: float = 0.09) -> None:
    """Write each line's name at its right end, moved apart where two would overlap.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Its limits must be final.
    ends : sequence of (x, y, label, colour)
    gap : float
        Least distance of two labels, as a share of the height of the axes.
    """
    to_axes = ax.transData + ax.transAxes.inverted()
    places = [to_axes.transform((x, y)) for x, y, _, _ in ends]
    heights = np.array([place[1] for place in places])
    order = np.argsort(heights, kind="stable")
    for low, high in pairwise(order):
        heights[high] = max(heights[high], heights[low] + gap)
    for (_, _, label, colour), (across, _), up in zip(ends, places, heights, strict=True):
        ax.annotate(
            label,
            (across, up),
            xycoords="axes fraction",
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            color=shade(colour),
            annotation_clip=False,
        )


def plain(label: str) -> str:
    """Turn a label with TeX in it into words for the text alternative."""
    for mark in ("$", "\\", "{", "}"):
        label = label.replace(mark, "")
    return label


def for_readers(draw: Callable[..., None]) -> Callable[..., None]:
    """Leave a drawing of the lesson out where nobody reads it: it takes longer than most checks."""

    @wraps(draw)
    def drawn(*args, **options) -> None:
        if not is_graded():
            draw(*args, **options)

    return drawn
