"""A pad to draw a digit on, which functions of the student's read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from ex3.data import load_digits
from ex3.plots import MODEL, REFERENCE, describe, new_figure, show
from ex3.plots.images import as_images
from ex3.widgets.host import can_show, widget_class

SCRIPT = "pad.js"
YOURS = "your network"
COLOURS = (MODEL, REFERENCE)
SAMPLE = 1234  # a two, for where nobody can draw


def draw_digit(read: Callable | Mapping[str, Callable]) -> None:
    """Show a pad; whatever is drawn on it goes through ``read`` at once, as the 20x20 pixels shown beside it.

    Where no widget can be shown, the picture of one sample and its outputs takes its place.

    Parameters
    ----------
    read : callable, or dict of such by name
        Maps one sample, shape (400, 1), to ten likelihoods: ``lambda x: feed_forward(theta, x)``. Several networks
        read the same drawing side by side.
    """
    networks = dict(read) if isinstance(read, Mapping) else {YOURS: read}
    if not can_show(SCRIPT):
        _picture(networks)
        return
    from IPython.display import display

    pad = widget_class(SCRIPT, ("pixels", "reading"))(pixels=[], reading=reading(networks, []))
    pad.observe(lambda change: setattr(pad, "reading", reading(networks, change["new"])), "pixels")
    display(pad)


def reading(networks: Mapping[str, Callable], pixels) -> dict:
    """Return what each network makes of 400 grey values, in numbers and as sentences.

    Returns
    -------
    dict
        ``networks``, a list with ``name`` and ``outputs`` of each: ten floats, or none if nothing is drawn or the
        function failed; and ``sentence``.
    """
    found = [
        {"name": name, **(_of_one(name, read, pixels) if len(pixels) else {"outputs": []})}
        for name, read in networks.items()
    ]
    sentences = [each.pop("sentence", "") for each in found]
    read_as = {int(np.argmax(each["outputs"])) for each in found if each["outputs"]}
    if len(found) > 1 and all(each["outputs"] for each in found):
        sentences.append("They agree." if len(read_as) == 1 else "They disagree.")
    return {"networks": found, "sentence": " ".join(filter(None, sentences))}


def _of_one(name: str, read: Callable, pixels) -> dict:
    whose = "Your function" if name == YOURS else f"The function for {name}"
    try:
        a3 = np.asarray(read(np.array(pixels, dtype=float).reshape(400, 1)), dtype=float)
    except Exception as error:
        return {"outputs": [], "sentence": f"{whose} stops with {type(error).__name__}: {error}"}
    if a3.size != 10:
        text = f"{whose} returns the shape {a3.shape}; ten likelihoods have (10, 1)."
        return {"outputs": [], "sentence": text}
    outputs = a3.ravel()
    if not np.isfinite(outputs).all():
        return {"outputs": [], "sentence": f"{whose} returns values that are not finite."}
    second, first = np.argsort(outputs, kind="stable")[-2:]
    sentence = (
        f"{name[0].upper()}{name[1:]} reads a {(first + 1) % 10}, likelihood {outputs[first]:.3f}."
        f" Next comes {(second + 1) % 10} with {outputs[second]:.3f}."
    )
    return {"outputs": outputs.tolist(), "sentence": sentence}


def _picture(networks: Mapping[str, Callable]) -> None:
    X, _ = load_digits()
    found = reading(networks, X[:, SAMPLE])
    figure, (left, right) = new_figure(2.4, columns=2)
    left.imshow(as_images(X[:, [SAMPLE]])[0], cmap="gray_r", interpolation="nearest")
    left.set_axis_off()
    width = 0.8 / len(networks)
    for i, (each, colour) in enumerate(zip(found["networks"], COLOURS, strict=False)):
        places = np.arange(10) + (i - (len(networks) - 1) / 2) * width
        right.bar(places, each["outputs"] or [0.0] * 10, width, color=colour, label=each["name"])
    right.set_xticks(range(10), [str((k + 1) % 10) for k in range(10)])
    right.set(ylim=(0, 1), xlabel="digit", ylabel="likelihood")
    if len(networks) > 1:
        right.legend(frameon=False)
    describe(figure, f"Sample {SAMPLE + 1} of the data and the ten outputs for it. {found['sentence']}")
    show(figure)
    print(f"{found['sentence']} In a browser with widgets, you draw the digit here.")
