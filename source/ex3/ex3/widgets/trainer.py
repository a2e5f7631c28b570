"""A training run to watch, with the student's own step: play, pause, one step, from the start."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from ex3.network import Parameters, TrainingOptions
from ex3.plots import plot_hidden_units
from ex3.widgets.host import can_show, widget_class

SCRIPT = "trainer.js"
SLICE = 0.1
"""Seconds of training between two looks at the buttons."""


def train_step_by_step(
    loss_and_gradient: Callable,
    params: Parameters,
    options: TrainingOptions,
    gradient_step: Callable,
    accuracy: Callable,
) -> None:
    """Show gradient descent with momentum (Alg. 3) as it runs, with buttons.

    Where no widget can be shown, the hidden units at the start take its place.

    Parameters
    ----------
    loss_and_gradient, params, options, gradient_step
        As for ``gradient_descent``.
    accuracy : callable
        Maps parameters to the share of digits that come out right.
    """
    if not can_show(SCRIPT):
        plot_hidden_units(params)
        return
    from IPython.display import display

    run = Run(loss_and_gradient, params, options, gradient_step, accuracy)
    shown = {"algorithm": "gd", "alpha": options.learning_rate, "beta": options.momentum, "t": 0}
    trainer = widget_class(SCRIPT, ("options",))(options={**shown, "T": options.max_iter})
    trainer.on_msg(lambda widget, content, buffers: widget.send(run.obey(content.get("command"))))
    display(trainer)


class Run:
    """A run of Alg. 3 that can stop after any step.

    Attributes
    ----------
    t : int
        Steps done.
    """

    def __init__(self, loss_and_gradient, params, options, gradient_step, accuracy):
        self.loss_and_gradient, self.gradient_step = loss_and_gradient, gradient_step
        self.start, self.options, self.accuracy = params, options, accuracy
        self.reset()

    def reset(self) -> None:
        self.t = 0
        self.params = self.start.copy()
        self.velocity = Parameters(*(np.zeros_like(block) for block in self.start))

    def step(self) -> float:
        """Go one step, lines 3 and 4 of Alg. 3; return the loss before it."""
        loss, gradient = self._finite_loss_and_gradient()
        self.params, self.velocity = self.gradient_step(
            self.params, self.velocity, gradient, self.options.learning_rate, self.options.momentum
        )
        self.t += 1
        return loss

    def obey(self, command: str) -> dict:
        """Do what a button says and return what there is to show.

        Parameters
        ----------
        command : str
            "play" trains for a moment, "step" goes one step, "reset" to the start; else nothing happens.
        """
        if command == "reset":
            self.reset()
        losses: list[float] = []
        end = time.monotonic() + (SLICE if command == "play" else 0)
        try:
            while command in ("play", "step") and self.t < self.options.max_iter:
                losses.append(self.step())
                if time.monotonic() >= end:
                    break
            news = {"evaluations": [self._evaluation()]}
        except Exception as error:
            news = {"sentence": f"Your functions stop with {type(error).__name__}: {error}"}
        fresh = {"reset": True} if command in ("reset", "show") else {}
        W1 = np.ravel(self.params.W1)
        shown = {"W1": W1.tolist()} if np.isfinite(W1).all() else {}
        return {"t": self.t, "losses": losses, **shown, **fresh, **news}

    def _finite_loss_and_gradient(self) -> tuple[float, Parameters]:
        # JSON, in which the browser is told, knows neither NaN nor infinity
        loss, gradient = self.loss_and_gradient(self.params)
        if not np.isfinite(loss):
            raise ArithmeticError("the loss is not finite any more")
        return float(loss), gradient

    def _evaluation(self) -> dict:
        loss, _ = self._finite_loss_and_gradient()
        return {"t": self.t, "J": loss, "accuracy": float(self.accuracy(self.params))}
