"""Images of 20 by 20 pixels: digits, means of digits, hidden units, mistakes, differences of gradients."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, isqrt

import numpy as np

from ex3.plots.style import DATA, INK, PAPER, RULE, WIDTH, WRONG, picture, shade

SIGNED = ("#2D004B", "#8D80B9", "white", "#E89A3F", "#7F3B08")
"""Colours of weights and differences: purple below zero, white at zero, orange above."""


def as_images(X) -> np.ndarray:
    """Roll columns back into square images.

    Parameters
    ----------
    X : array_like of shape (side * side, n)
        Each column is an image, unrolled column by column.

    Returns
    -------
    ndarray of shape (n, side, side)
    """
    X = np.asarray(X, dtype=float)
    if X.ndim == 1:
        X = X[:, np.newaxis]
    side = isqrt(X.shape[0])
    if X.ndim != 2 or side * side != X.shape[0]:
        raise ValueError(f"X has shape {X.shape}, expected one square image in each column: (400, n).")
    return X.T.reshape(-1, side, side).transpose(0, 2, 1)


def display_data(X, columns: int | None = None, labels=None, ax=None) -> None:
    """Show images of digits in a grid, read row by row.

    Parameters
    ----------
    X : array_like of shape (400, n)
        One image in each column.
    columns : int, optional
        Columns of the grid; by default as many as rows.
    labels : array_like of shape (n,), optional
        Labels 1 to 10, written small in the corner of each image; 10 is the digit zero.
    ax : matplotlib.axes.Axes, optional
    """
    images = as_images(X)
    columns = columns or max(1, isqrt(len(images) - 1) + 1)
    rows = ceil(len(images) / columns)
    with picture(ax, height=min(5.0, _height(columns, rows)), bare=True) as drawn:
        corners = _tiles(drawn.ax, images, columns, **_ink())
        text = f"Handwritten digits in dark ink, {len(images)} in a grid of {rows} by {columns} (rows by columns)"
        if labels is None:
            drawn.text = f"{text}; pixel values from {np.min(X):.2f} to {np.max(X):.2f}."
            return
        digits = np.ravel(labels).astype(int) % 10
        for (x, y), digit in zip(corners, digits, strict=True):
            drawn.ax.text(x + 0.4, y + 0.2, str(digit), fontsize=7, color=shade(DATA), va="top")
        drawn.text = f"{text}. Row by row the labels say: {' '.join(map(str, digits))}."


def plot_mean_digits(X, y, ax=None) -> None:
    """Show the mean image of each class, 1 to 9 and then 0.

    Parameters
    ----------
    X : array_like of shape (400, N)
    y : array_like of shape (N,)
        Labels 1 to 10.
    ax : matplotlib.axes.Axes, optional
    """
    X, y = np.asarray(X), np.ravel(y)
    classes = [k for k in range(1, 11) if np.any(y == k)]
    means = np.column_stack([X[:, y == k].mean(axis=1) for k in classes])
    peaks = means.max(axis=0)
    sharp, blurred = np.argmax(peaks), np.argmin(peaks)
    captions = [str(k % 10) for k in classes]
    with picture(ax, height=_height(len(classes), 1, below=7), bare=True) as drawn:
        _tiles(drawn.ax, as_images(means), len(classes), captions, below=7, **_ink(np.max(peaks)))
        drawn.text = (
            f"The mean image of each class, in the order {' '.join(captions)}. The mean of"
            f" {captions[sharp]} is the darkest (its darkest pixel is {peaks[sharp]:.2f}: there the"
            f" images agree), the mean of {captions[blurred]} is the palest ({peaks[blurred]:.2f})."
        )


def plot_hidden_units(params_or_W1, ax=None) -> None:
    """Show the weights into each hidden unit as an image.

    Parameters
    ----------
    params_or_W1 : Parameters or array_like of shape (25, 400)
        Row j holds the weights from the pixels to hidden unit j.
    ax : matplotlib.axes.Axes, optional
    """
    W1 = np.asarray(getattr(params_or_W1, "W1", params_or_W1), dtype=float)
    strength = np.linalg.norm(W1, axis=1)
    text = (
        f"The weights into each of {len(W1)} hidden units as an image; they lie between"
        f" {np.min(W1):.2g} and {np.max(W1):.2g}. Unit {np.argmax(strength) + 1} has the largest weights"
        f" (root of the sum of squares {np.max(strength):.3g}), unit {np.argmin(strength) + 1} the smallest"
        f" ({np.min(strength):.2g})."
    )
    # A few large weights would make all others pale.
    _signed_tiles(W1, np.percentile(np.abs(W1), 99.5), "weight in $W^{(1)}$", text, ax)


def plot_gradient_difference(difference, reference=None, ax=None) -> None:
    """Show where two gradients with respect to W1 differ: white where they agree.

    Parameters
    ----------
    difference : array_like of shape (25, 400)
        One gradient minus the other.
    reference : array_like of shape (25, 400), optional
        The gradient that is right. A difference below a millionth of its largest entry is rounding and
        stays white; without it any difference is shown.
    ax : matplotlib.axes.Axes, optional
    """
    difference = np.asarray(difference, dtype=float)
    largest = np.max(np.abs(difference), where=np.isfinite(difference), initial=0.0)
    size = 0.0 if reference is None else np.max(np.abs(reference))
    off = ~np.isfinite(difference) | (np.abs(difference) > 1e-6 * size)
    limit = max(largest, 1e-6 * size) if off.any() else size
    if not off.any():
        text = "The two gradients agree: the difference is white in all images."
    else:
        units = [str(j + 1) for j in np.flatnonzero(off.any(axis=1))]
        which = "all hidden units" if len(units) == len(off) else f"hidden units {', '.join(units)}"
        text = (
            f"The gradients differ in {off.sum()} of {off.size} weights, in the images of {which};"
            f" the largest difference is {largest:.2g}."
        )
        if size:
            text = f"{text[:-1]}, the largest entry of the right gradient {size:.2g}."
        if not np.isfinite(difference).all():
            text += f" Not finite: {np.sum(~np.isfinite(difference))}."
    _signed_tiles(difference[:25], limit, r"difference of $\partial W^{(1)}$", text, ax)


def plot_mistakes(X, y, y_predicted, confidence, count: int = 15, ax=None) -> None:
    """Show the mistakes of which the network is most certain.

    Parameters
    ----------
    X : array_like of shape (400, N)
    y, y_predicted : array_like of shape (N,)
        Labels 1 to 10, the true ones and those read by the network.
    confidence : array_like of shape (N,)
        The largest output of the network for each sample.
    count : int
        Show at most so many.
    ax : matplotlib.axes.Axes, optional
    """
    y, y_predicted = np.ravel(y).astype(int), np.ravel(y_predicted).astype(int)
    confidence = np.ravel(confidence)
    wrong = np.flatnonzero(y != y_predicted)
    worst = wrong[np.argsort(-confidence[wrong], kind="stable")][:count]
    columns = 5
    rows = ceil(max(len(worst), 1) / columns)
    room = {"gap": 12, "below": 6, "apart": 2}
    with picture(ax, height=_height(columns, rows, **room) if len(worst) else 0.8, bare=True) as drawn:
        if not len(worst):
            drawn.text = f"No mistakes: all {len(y)} samples are read correctly."
            drawn.ax.text(0.5, 0.5, drawn.text, ha="center", va="center", transform=drawn.ax.transAxes)
            return
        captions = [f"is {y[i] % 10}, read as {y_predicted[i] % 10} ({confidence[i]:.2f})" for i in worst]
        _tiles(drawn.ax, as_images(np.asarray(X)[:, worst]), columns, captions, **room, **_ink())
        drawn.text = (
            f"{len(wrong)} of {len(y)} samples are misread. The {len(worst)} most confident mistakes,"
            f" row by row, with the network's output: {'; '.join(captions)}."
        )


def _ink(darkest: float = 1.0) -> dict:
    from matplotlib.colors import LinearSegmentedColormap

    # Paper is not quite white, so that the images stand apart on the white page without lines between.
    return {"cmap": LinearSegmentedColormap.from_list("ink", [PAPER, INK]), "vmin": 0.0, "vmax": darkest}


def _height(columns: int, rows: int, gap: int = 1, below: int = 0, apart: int = 1) -> float:
    """Return the height of the figure in inches, its images an inch and a half wide or less."""
    step = min(WIDTH / columns, 1.5 * (20 + gap) / 20)
    return rows * step * (20 + below + apart) / (20 + gap)


def _tiles(
    ax,
    images: np.ndarray,
    columns: int,
    captions: Sequence[str] | None = None,
    gap: int = 1,
    below: int = 0,
    apart: int = 1,
    **colours,
) -> list[tuple[float, float]]:
    """Draw images side by side into one axes and return their upper left corners.

    All lengths are pixels of the images: ``gap`` between columns, ``apart`` between rows, ``below`` an
    image for its caption.
    """
    n, side, _ = images.shape
    step_x, step_y = side + gap, side + below + apart
    rows = ceil(n / columns)
    canvas = np.full((rows * step_y - apart, columns * step_x - gap), np.nan)
    corners = [(i % columns * step_x, i // columns * step_y) for i in range(n)]
    for image, (x, y) in zip(images, corners, strict=True):
        canvas[y : y + side, x : x + side] = image
    # The extent puts pixel edges on whole numbers.
    ax.imshow(canvas, extent=(0, canvas.shape[1], canvas.shape[0], 0), interpolation="nearest", **colours)
    for caption, (x, y) in zip(captions or [], corners, strict=bool(captions)):
        ax.text(x + side / 2, y + side + 0.8, caption, ha="center", va="top", fontsize=9)
    return corners


def _signed_tiles(rows: np.ndarray, limit: float, name: str, text: str, ax) -> None:
    """Draw each row as an image, white where it is zero, with a colour bar."""
    from matplotlib.collections import PatchCollection
    from matplotlib.colors import LinearSegmentedColormap
    from matplotlib.patches import Rectangle

    images = as_images(rows.T)
    side = images.shape[1]
    columns = min(9, len(images))
    limit = limit or 1.0
    cmap = LinearSegmentedColormap.from_list("signed", SIGNED, N=257)
    clipped = np.max(np.abs(rows), where=np.isfinite(rows), initial=0.0) > limit
    height = _height(columns, ceil(len(images) / columns), gap=2, below=5)
    with picture(ax, height=height, bare=True) as drawn:
        numbers = [str(j + 1) for j in range(len(images))]
        corners = _tiles(
            drawn.ax, images, columns, numbers, gap=2, below=5, cmap=cmap, vmin=-limit, vmax=limit
        )
        frames = [Rectangle(corner, side, side) for corner in corners]
        bad = [frame for frame, image in zip(frames, images, strict=True) if not np.isfinite(image).all()]
        for some, colour, width in ((frames, RULE, 0.5), (bad, WRONG, 2)):
            drawn.ax.add_collection(
                PatchCollection(some, facecolor="none", edgecolor=colour, linewidth=width, clip_on=False)
            )
        bar = drawn.ax.figure.colorbar(
            drawn.ax.images[0],
            ax=drawn.ax,
            aspect=25,
            pad=0.02,
            shrink=0.8,
            extend="both" if clipped else "neither",
        )
        bar.set_ticks([-limit, 0, limit], labels=[f"\u2212{limit:.2g}", "0", f"{limit:.2g}"])
        bar.set_label(name, labelpad=2)
        bar.outline.set_visible(False)
        drawn.text = text
