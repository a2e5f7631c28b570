"""Two things against each other: true and read digits, backpropagation and the numerical gradient."""

from __future__ import annotations

import numpy as np

from ex3.network import Parameters
from ex3.plots.display import describe, show
from ex3.plots.style import (
    GRADIENT,
    INK,
    PAPER,
    REFERENCE,
    RULE,
    WRONG,
    house_style,
    new_figure,
    picture,
    shade,
)

AGREE = 1e-6
"""Two blocks of a gradient agree in the picture if their normalised distance is below; rounding is 1e-10."""


def plot_confusion_matrix(y, y_predicted, ax=None) -> None:
    """Count how often each digit is read as which, mistakes in colour.

    Parameters
    ----------
    y, y_predicted : array_like of shape (N,)
        Labels 1 to 10, the true ones and those read by the network.
    ax : matplotlib.axes.Axes, optional
    """
    from matplotlib.colors import LinearSegmentedColormap
    from matplotlib.patches import Rectangle

    true, read = np.ravel(y).astype(int) % 10, np.ravel(y_predicted).astype(int) % 10
    counts = np.zeros((10, 10), dtype=int)
    np.add.at(counts, (true, read), 1)
    mistakes = counts - np.diag(np.diag(counts))
    worst = max(mistakes.max(), 1)
    with picture(ax, height=4.4) as drawn:
        ax = drawn.ax
        shades = LinearSegmentedColormap.from_list("mistakes", ["white", WRONG])
        # The strongest shade is left out: the number in the cell must stay readable.
        ax.imshow(mistakes, cmap=shades, vmin=0, vmax=1.35 * worst)
        for k in range(10):
            ax.add_patch(Rectangle((k - 0.5, k - 0.5), 1, 1, facecolor=PAPER))
        for (row, column), count in np.ndenumerate(counts):
            right = row == column
            colour = shade(REFERENCE) if right else INK if count else RULE
            ax.text(column, row, count or "·", ha="center", va="center", fontsize=8.5, color=colour)
        ax.text(9.8, -0.8, "right", fontsize=9, color=shade(REFERENCE), va="center")
        totals = counts.sum(axis=1)
        for k in np.flatnonzero(totals):
            share = f"{100 * counts[k, k] / totals[k]:.1f} %"
            ax.text(9.8, k, share, fontsize=9, color=shade(REFERENCE), va="center")
        ax.set_xticks(range(10))
        ax.set_yticks(range(10))
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
        ax.set_xlabel("digit read by the network")
        ax.set_ylabel("true digit")
        drawn.text = _tell_confusions(counts, mistakes)


def _tell_confusions(counts: np.ndarray, mistakes: np.ndarray) -> str:
    total, right = counts.sum(), np.trace(counts)
    text = f"{right} of {total} digits are read correctly, {100 * right / max(total, 1):.2f} %."
    order = np.argsort(-mistakes, axis=None, kind="stable")[:5]
    pairs = [(*divmod(int(i), 10), mistakes.flat[i]) for i in order if mistakes.flat[i]]
    if pairs:
        listed = "; ".join(f"{row} read as {column}: {count}" for row, column, count in pairs)
        text += f" The most frequent mistakes: {listed}."
    return text


def plot_gradient_check(analytic: Parameters, numerical: Parameters) -> None:
    """Plot the entries of two gradients against each other, one picture for each of W1, b1, W2, b2.

    Where they agree all points lie on the diagonal.

    Parameters
    ----------
    analytic : Parameters
        The gradient by backpropagation (Alg. 1).
    numerical : Parameters
        The gradient by central differences (Eq. 17).
    """
    names = ("W^{(1)}", "b^{(1)}", "W^{(2)}", "b^{(2)}")
    with house_style():
        figure, panels = new_figure(2.25, columns=4)
        figure.set_layout_engine("compressed")
        sentences = []
        for ax, name, a, n in zip(panels, names, analytic, numerical, strict=True):
            a, n = np.asarray(a, dtype=float), np.asarray(n, dtype=float)
            verdict, agree = _compare(a, n)
            _scatter(ax, a.ravel(), n.ravel())
            ax.set_title(rf"$\partial {name}$", fontsize=12, pad=18)
            ax.text(
                0.5,
                1.05,
                verdict,
                ha="center",
                transform=ax.transAxes,
                fontsize=8,
                color=shade(REFERENCE if agree else WRONG),
            )
            sentences.append(f"d{name[0]}({name[4]}): {verdict}{' (they agree)' if agree else ''}.")
        figure.supxlabel("numerical gradient", fontsize=10)
        figure.supylabel("backpropagation", fontsize=10)
        on = "Backpropagation against the numerical gradient, entry by entry, with the normalised distance."
        describe(figure, " ".join([on, *sentences]))
        show(figure)


def _compare(a: np.ndarray, n: np.ndarray) -> tuple[str, bool]:
    """Say how one block of the gradient compares with the numerical one, and whether they agree."""
    if a.shape != n.shape:
        return f"shape {a.shape}, not {n.shape}", False
    if not np.isfinite(a).all():
        return f"not finite: {np.sum(~np.isfinite(a))} of {a.size}", False
    scale = np.linalg.norm(a + n)
    distance = np.linalg.norm(a - n) / scale if scale else float(np.any(a != n))
    if distance < AGREE:
        return f"distance {distance:.0e}" if distance else "distance 0", True
    if not a.any():
        return "all zero", False
    factor = np.vdot(a, n) / np.vdot(n, n) if n.any() else 0.0
    if np.linalg.norm(a - factor * n) < AGREE * np.linalg.norm(a):
        return f"{factor:.3g} times the numerical".replace("-", "\u2212"), False
    return f"distance {distance:.2g}", False


def _scatter(ax, a: np.ndarray, n: np.ndarray) -> None:
    """Draw the entries that can be drawn, and the diagonal."""
    if a.size != n.size:
        a = n = np.empty(0)
    known = np.isfinite(a) & np.isfinite(n)
    a, n = a[known], n[known]
    limit = 1.15 * np.abs(np.concatenate([a, n])).max(initial=0.0) or 1.0
    near = np.abs(a - n) < 1e-3 * limit
    ax.axline((0, 0), slope=1, color=REFERENCE, linewidth=0.8, linestyle=(0, (4, 2)), zorder=1)
    ax.plot(n[near], a[near], "o", color=GRADIENT, markersize=4.5, markeredgewidth=0, alpha=0.7)
    ax.plot(n[~near], a[~near], "x", color=WRONG, markersize=5, markeredgewidth=1.2)
    magnitude = 10.0 ** np.floor(np.log10(limit))
    tick = np.floor(limit / magnitude) * magnitude
    ticks, labels = [-tick, 0, tick], [f"\u2212{tick:g}", "0", f"{tick:g}"]
    ax.set(xlim=(-limit, limit), ylim=(-limit, limit), aspect="equal")
    ax.set_xticks(ticks, labels)
    ax.set_yticks(ticks, labels)
