"""Given code for the nine notebooks: data, plots, training, checks. Importing it loads NumPy only."""

from ex3 import check
from ex3.carry_over import carry_over
from ex3.data import load_digits, load_parameters, load_unseen_digits
from ex3.gradient_check import check_nn_gradients
from ex3.network import Parameters, TrainingOptions, rand_initialize_weights, sigmoid
from ex3.plots import (
    display_data,
    new_figure,
    plot_chain,
    plot_confusion_matrix,
    plot_gradient_check,
    plot_hidden_units,
    plot_loss_by_work,
    plot_loss_curves,
    plot_mean_digits,
    plot_mistakes,
    plot_network,
    plot_sigmoid,
    show,
)
from ex3.progress import progress
from ex3.submit import submit
from ex3.threads import one_thread
from ex3.training import gradient_descent, watch_training
from ex3.warm_up import warm_up
from ex3.widgets import draw_digit, train_step_by_step

one_thread()

__all__ = [
    "Parameters",
    "TrainingOptions",
    "carry_over",
    "check",
    "check_nn_gradients",
    "display_data",
    "draw_digit",
    "gradient_descent",
    "load_digits",
    "load_parameters",
    "load_unseen_digits",
    "new_figure",
    "plot_chain",
    "plot_confusion_matrix",
    "plot_gradient_check",
    "plot_hidden_units",
    "plot_loss_by_work",
    "plot_loss_curves",
    "plot_mean_digits",
    "plot_mistakes",
    "plot_network",
    "plot_sigmoid",
    "progress",
    "rand_initialize_weights",
    "show",
    "sigmoid",
    "submit",
    "train_step_by_step",
    "warm_up",
    "watch_training",
]
