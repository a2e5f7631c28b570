"""The pictures of the nine notebooks, each with a text alternative; matplotlib loads with the first one.

A plot function without ``ax`` makes a figure and shows it; with ``ax`` it draws there and shows nothing:

>>> fig = Figure(figsize=(WIDTH, 3))                                            # doctest: +SKIP
>>> plot_loss_curves(losses, ax=fig.add_subplot())                              # doctest: +SKIP
>>> show(fig)                                                                   # doctest: +SKIP
"""

from ex3.plots.chain import plot_chain
from ex3.plots.comparisons import plot_confusion_matrix, plot_gradient_check
from ex3.plots.curves import LiveCurve, plot_loss_by_work, plot_loss_curves
from ex3.plots.diagrams import plot_network, plot_sigmoid
from ex3.plots.display import describe, show
from ex3.plots.images import (
    display_data,
    plot_gradient_difference,
    plot_hidden_units,
    plot_mean_digits,
    plot_mistakes,
)
from ex3.plots.style import DATA, GD, GRADIENT, MODEL, REFERENCE, SGD, WRONG, new_figure

__all__ = [
    "DATA",
    "GD",
    "GRADIENT",
    "MODEL",
    "REFERENCE",
    "SGD",
    "WRONG",
    "LiveCurve",
    "describe",
    "display_data",
    "new_figure",
    "plot_chain",
    "plot_confusion_matrix",
    "plot_gradient_check",
    "plot_gradient_difference",
    "plot_hidden_units",
    "plot_loss_by_work",
    "plot_loss_curves",
    "plot_mean_digits",
    "plot_mistakes",
    "plot_network",
    "plot_sigmoid",
    "show",
]
