"""A pad to draw a digit on, which a function of the student's reads."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ex3.data import load_digits
from ex3.plots import MODEL, describe, new_figure, show
from ex3.plots.images import as_images
from ex3.widgets.host import can_show, widget_class

SCRIPT = "pad.js"
SAMPLE = 1234  # a two, for where nobody can draw


def draw_digit(read: Callable) -> None:
    """Show a pad; whatever is drawn on it goes through ``read`` at once.

    Where no widget can be shown, the picture of one sample and its outputs takes its place.

    Parameters
    ----------
    read : callable
        Maps one sample, shape (400, 1), to ten likelihoods: ``lambda x: feed_forward(theta, x)``.
    """
    if not can_show(SCRIPT):
        _picture(read)
        return
    from IPython.display import display

    pad = widget_class(SCRIPT, ("pixels", "reading"))(pixels=[], reading={})
    pad.observe(lambda change: setattr(pad, "reading", reading(read, change["new"])), "pixels")
    display(pad)


def reading(read: Callable, pixels) -> dict:
    """Return what ``read`` makes of 400 grey values, in numbers and as a sentence.

    Returns
    -------
    dict
        With ``outputs``, ten floats, unless nothing is drawn or ``read`` failed; and ``sentence``.
    """
    if not len(pixels):
        return {"sentence": ""}
    try:
        a3 = np.asarray(read(np.array(pixels, dtype=float).reshape(400, 1)), dtype=float)
    except Exception as error:
        return {"sentence": f"Your function stops with {type(error).__name__}: {error}"}
    if a3.size != 10:
        return {"sentence": f"Your function returns the shape {a3.shape}; ten likelihoods have (10, 1)."}
    outputs = a3.ravel()
    if not np.isfinite(outputs).all():
        return {"sentence": "Your function returns values that are not finite."}
    second, first = np.argsort(outputs, kind="stable")[-2:]
    sentence = (
        f"Your network reads a {(first + 1) % 10}, likelihood {outputs[first]:.3f}."
        f" Next comes {(second + 1) % 10} with {outputs[second]:.3f}."
    )
    return {"outputs": outputs.tolist(), "sentence": sentence}


def _picture(read: Callable) -> None:
    X, _ = load_digits()
    found = reading(read, X[:, SAMPLE])
    figure, (left, right) = new_figure(2.4, columns=2)
    left.imshow(as_images(X[:, [SAMPLE]])[0], cmap="gray_r", interpolation="nearest")
    left.set_axis_off()
    outputs = found.get("outputs", [0.0] * 10)
    right.bar([str((k + 1) % 10) for k in range(10)], outputs, color=MODEL)
    right.set(ylim=(0, 1), xlabel="digit", ylabel="likelihood")
    describe(figure, f"Sample {SAMPLE + 1} of the data and the ten outputs for it. {found['sentence']}")
    show(figure)
    print(f"{found['sentence']} In a browser with widgets, you draw the digit here.")
