"""The loss over a training run: when it is over, for equal work, and while it runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from time import perf_counter
from uuid import uuid4

import numpy as np

from ex3.plots.display import description, publish, redraws
from ex3.plots.style import GD, LINES, MODEL, REFERENCE, SGD, WRONG, label_ends, picture, plain, shade


def plot_loss_curves(losses, ax=None, label: str = "loss", smooth: int | None = None) -> None:
    """Draw the loss over the iterations of one training run or of several.

    Parameters
    ----------
    losses : array_like of shape (T,) or dict of such by label
        ``losses[t - 1]`` is the loss in iteration t. A label that begins with GD or SGD has that colour.
    ax : matplotlib.axes.Axes, optional
    label : str
        Name of a single run.
    smooth : int, optional
        Draw the mean of the last so many iterations, and the losses themselves thin behind it; 1 for the
        losses only. By default a hundredth of the run, which leaves 100 iterations as they are.
    """
    runs = losses if isinstance(losses, Mapping) else {label: losses}
    with picture(ax) as drawn:
        runs = {name: (run, np.arange(1, np.size(run) + 1)) for name, run in runs.items()}
        drawn.ax.set_xlabel("iteration $t$")
        drawn.text = _draw_runs(drawn.ax, runs, AT_ITERATION, smooth)


def plot_loss_by_work(curves: Mapping, ax=None, smooth: int | None = None) -> None:
    """Draw the loss over the number of samples that have been looked at, so that GD and SGD compare.

    Parameters
    ----------
    curves : dict of (losses, samples) by label
        ``losses`` of shape (T,), and the number of samples that one iteration looks at: N for gradient
        descent, B for stochastic gradient descent.
    ax : matplotlib.axes.Axes, optional
    smooth : int, optional
        As in `plot_loss_curves`.
    """
    with picture(ax) as drawn:
        runs = {n: (run, samples * np.arange(1, np.size(run) + 1)) for n, (run, samples) in curves.items()}
        drawn.ax.set_xscale("log")
        drawn.ax.set_xlabel("samples looked at (iterations times batch size)")
        drawn.text = _draw_runs(drawn.ax, runs, AFTER_SAMPLES, smooth)
        once = max(samples for _, samples in curves.values())
        drawn.ax.axvline(once, color=REFERENCE, linewidth=0.8, linestyle=(0, (4, 2)), zorder=0)
        place = {"xycoords": drawn.ax.get_xaxis_transform(), "textcoords": "offset points"}
        drawn.ax.annotate(
            "all samples\nonce", (once, 1), (-5, 0), ha="right", va="top", color=shade(REFERENCE), **place
        )


AT_ITERATION, AFTER_SAMPLES = "at iteration {}", "after {} samples"

SHADES = (1.0, 0.55, 0.8, 0.35)
"""Lightness of the runs that share a colour, one after the other."""


class LiveCurve:
    """A loss curve that is redrawn in place while a training run goes on.

    Parameters
    ----------
    total : int
        Number of iterations T that the run will have.
    label : str
        Name of the run; one that begins with GD or SGD has that colour.

    Notes
    -----
    Outside a notebook nothing is drawn before the end, and outside IPython nothing at all.
    """

    PAUSE = 0.25
    """Least time in seconds between two drawings."""

    def __init__(self, total: int, label: str = "loss"):
        self.total, self.label = total, label
        self._losses: Sequence[float] = ()
        self._display_id = uuid4().hex
        self._shown = False
        self._live = redraws()
        self._next = perf_counter() + self.PAUSE

    def __enter__(self) -> LiveCurve:
        return self

    def __exit__(self, *exception) -> None:
        self.close()

    def update(self, t: int, losses: Sequence[float]) -> None:
        """Take the losses of the first ``t`` iterations; redraw if the last drawing is old enough."""
        self._losses = losses if len(losses) == t else losses[:t]
        start = perf_counter()
        if self._live and start >= self._next:
            self._draw()
            # On a slow machine a drawing takes long: at most a fifth of the time goes into the picture.
            self._next = perf_counter() + max(self.PAUSE, 4 * (perf_counter() - start))

    def close(self) -> None:
        """Draw the final state; closing again does nothing."""
        if len(self._losses):
            self._draw()
        self._losses = ()

    def _draw(self) -> None:
        with picture(show=self._show) as drawn:
            run = np.asarray(self._losses, dtype=float)
            drawn.ax.set_xlabel("iteration $t$")
            runs = {self.label: (run, np.arange(1, len(run) + 1))}
            drawn.text = _draw_runs(drawn.ax, runs, AT_ITERATION, None, last=self.total)

    def _show(self, figure) -> None:
        publish(figure, description(figure), display_id=self._display_id, update=self._shown)
        self._shown = True


def _draw_runs(ax, runs: Mapping, when: str, smooth: int | None, last: int = 0) -> str:
    """Draw each run's losses over its x and return the text alternative; ``when`` puts an x into words."""
    from matplotlib.ticker import MaxNLocator

    ends, sentences, used, top = [], [], Counter(), 0.0
    for name, (losses, x) in runs.items():
        losses = np.asarray(losses, dtype=float).ravel()
        if not len(losses):
            raise ValueError(f"There are no losses to draw for {name!r}.")
        # What is as large as 1e100 cannot be drawn either.
        known = np.abs(losses) < 1e100
        finite = len(losses) if known.all() else int(np.argmin(known))
        kind = _colour(name)
        colour = shade(kind, SHADES[used[kind] % len(SHADES)])
        used[kind] += 1
        window = min(smooth or len(losses) // 100 or 1, max(finite, 1))
        mean = _running_mean(losses[:finite], window)
        if window > 1:
            ax.plot(x[:finite], losses[:finite], color=colour, linewidth=0.5, alpha=0.35)
        if finite:
            # What is smoothed has its losses behind it, which tells it apart; dashes would be lost there.
            line = "-" if window > 1 else LINES[len(sentences) % len(LINES)]
            ax.plot(x[:finite], mean, color=colour, linestyle=line)
            top = max(top, np.max(losses[:finite]))
        if finite < len(losses):
            broken = (x[finite - 1], mean[-1]) if finite else (x[0], 0.0)
            ax.plot(*broken, "x", color=WRONG, markersize=9, markeredgewidth=2, clip_on=False)
            place = {"xytext": (7, 7), "textcoords": "offset points", "color": shade(WRONG)}
            ax.annotate(f"{name}: not finite from here", broken, **place)
        elif finite:
            ends.append((x[-1], mean[-1], f"{name}: {mean[-1]:.3g}", colour))
        sentences.append(_tell(plain(name), losses, mean, x, when, window))
        last = max(last, x[-1])
    if ax.get_xscale() == "log":
        _log_ticks(ax, min(x[0] for _, x in runs.values()), last)
    else:
        ax.set_xlim(0, last)
        ax.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    ax.set_ylim(0, 1.05 * top or 1.0)
    ax.yaxis.set_major_locator(MaxNLocator(4))
    ax.set_ylabel(r"loss $\tilde J(\theta)$")
    label_ends(ax, ends)
    return " ".join(sentences)


def _colour(name: str) -> str:
    return GD if name.startswith("GD") else SGD if name.startswith("SGD") else MODEL


def _running_mean(losses: np.ndarray, window: int) -> np.ndarray:
    """Mean of the last ``window`` values; at first of the last tenth, so as not to lag on a log axis."""
    total = np.cumsum(np.concatenate([[0.0], losses]))
    t = np.arange(1, len(losses) + 1)
    first = t - np.clip(t // 10, 1, window)
    return (total[t] - total[first]) / (t - first)


def _tell(name: str, losses: np.ndarray, mean: np.ndarray, x: np.ndarray, when: str, window: int) -> str:
    """Say in a sentence how one run goes."""
    if not len(mean):
        return f"The loss of {name} is not a finite number from the start."
    begin, end = losses[0], mean[-1]
    verb = "falls" if end < 0.99 * begin else "rises" if end > 1.01 * begin else "hardly changes"
    text = (
        f"{'The' if name == 'loss' else name + ': the'} loss {verb} from {begin:.3g} {when.format(x[0])}"
        f" to {end:.3g} {when.format(x[len(mean) - 1])}"
    )
    if window > 1:
        text += f" (mean of the last {window} iterations)"
    lowest = int(np.argmin(mean))
    if mean[lowest] < 0.7 * end:
        text += f", with its minimum of {mean[lowest]:.3g} {when.format(x[lowest])}"
    if len(mean) < len(losses):
        text += f"; {when.format(x[len(mean)])} it is no longer a finite number"
    return text + "."


def _log_ticks(ax, first: int, last: int) -> None:
    from matplotlib.ticker import LogLocator, NullLocator

    ax.set_xlim(first, last)
    ax.xaxis.set_major_locator(LogLocator(10, numticks=6))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.xaxis.set_major_formatter(lambda samples, _: f"{samples:,.0f}".replace(",", "\u2009"))
