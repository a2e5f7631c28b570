"""Drawings: the network, the way of the gradients back through it, the sigmoid."""

from __future__ import annotations

import numpy as np

from ex3.network import sigmoid
from ex3.plots.style import DATA, GRADIENT, MODEL, REFERENCE, RULE, for_readers, picture, shade

# Places in the drawing of the network, in tenths of an inch.
TOP, FORWARD, BIAS, BACKWARD = 34.0, 30.0, 4.6, -4.5
A1, Z2, A2, Z3, A3 = 7.0, 28.0, 36.0, 55.0, 63.0


@for_readers
def plot_sigmoid(ax=None) -> None:
    """Draw the sigmoid phi(u) with its asymptotes (Eq. 1)."""
    with picture(ax, height=2.6) as drawn:
        ax = drawn.ax
        u = np.linspace(-7, 7, 281)
        for level in (0, 1):
            ax.axhline(level, color=REFERENCE, linewidth=0.8, linestyle=(0, (4, 2)))
        ax.plot(u, sigmoid(u), color=MODEL)
        ax.plot(0, 0.5, "o", color=MODEL, markersize=6)
        ax.annotate(r"$\phi(0) = 1/2$", (0, 0.5), (10, -2), textcoords="offset points", va="top")
        formula = r"$\phi(u) = \dfrac{1}{1 + e^{-u}}$"
        ax.text(2.2, 0.66, formula, fontsize=12, color=shade(MODEL), va="center")
        ax.set(xlim=(-7, 7), ylim=(-0.06, 1.06), xlabel="$u$", ylabel=r"$\phi(u)$")
        ax.set_xticks([-6, -3, 0, 3, 6])
        ax.set_yticks([0, 0.5, 1], ["0", "1/2", "1"])
        drawn.text = (
            f"The sigmoid rises from near 0 (phi(-6) = {sigmoid(-6):.4f}) through phi(0) = {sigmoid(0):.1f}"
            f" to near 1 (phi(6) = {sigmoid(6):.4f}); dashed lines mark 0 and 1, which it never reaches."
        )


@for_readers
def plot_network(ax=None, sizes: tuple[int, int, int] = (400, 25, 10), gradients: bool = False) -> None:
    """Draw the network with its symbols (Eq. 2 to 6), units in the middle of a layer left out.

    Parameters
    ----------
    ax : matplotlib.axes.Axes, optional
    sizes : tuple of three int
        Units of the input, the hidden and the output layer.
    gradients : bool
        Show below it the way back: each gradient of Alg. 1 under the quantity that it belongs to.
    """
    bottom = -13.5 if gradients else 0.0
    with picture(ax, height=(TOP - bottom) / 10, bare=True) as drawn:
        ax = drawn.ax
        ax.set(xlim=(0, 72), ylim=(bottom, TOP), aspect="equal")
        inputs, hidden, outputs = (_heights(n) for n in sizes)
        _connect(ax, (A1, inputs), (Z2, hidden))
        _connect(ax, (A2, hidden), (Z3, outputs))
        _units(ax, A1, inputs, DATA)
        for z, a, heights in ((Z2, A2, hidden), (Z3, A3, outputs)):
            for y in heights.values():
                arrow(ax, (z + 1.3, y), (a - 1.3, y), MODEL, linewidth=0.8)
            _units(ax, z, heights, MODEL, filled=False)
            _units(ax, a, heights, MODEL)
        for x, count, what in (
            (A1, sizes[0], "pixels" if sizes[0] == 400 else "inputs"),
            (32, sizes[1], "hidden units"),
            (59, sizes[2], "outputs"),
        ):
            ax.text(x, 0.6, f"{count} {what}", ha="center", fontsize=9, color=shade(REFERENCE))
        if sizes[2] == 10:
            for k, y in outputs.items():
                ax.text(A3 + 2.3, y, f"digit {k % 10}", va="center", fontsize=9, color=shade(DATA))
        for x, layer in (((A1 + Z2) / 2, 1), ((A2 + Z3) / 2, 2)):
            ax.text(x, BIAS + 0.3, f"$b^{{({layer})}}$", ha="center", va="center", color=shade(REFERENCE))
        _forward(ax)
        drawn.text = (
            f"A network of {sizes[0]} inputs a(1) = x, {sizes[1]} hidden units and {sizes[2]} outputs; every"
            " unit of a layer is joined to every unit of the next. W(1) and b(1) lead from a(1) to z(2), the"
            " sigmoid phi to a(2), W(2) and b(2) to z(3), phi to a(3) = f(x). A bias unit that is always 1"
            " stands below the inputs and one below the hidden units."
        )
        if gradients:
            _backward(ax)
            drawn.text += (
                " Underneath, the gradients run back from the loss J: eta(3) below a(3), delta(3) below z(3),"
                " dW(2) and db(2) below W(2) and b(2), eta(2) below a(2), delta(2) below z(2), dW(1) and"
                " db(1) below W(1) and b(1)."
            )


def _heights(n: int) -> dict[int, float]:
    """Return the height of each unit that is drawn: all up to four, else the first three and the last."""
    if n <= 4:
        return {k + 1: 17.5 + 3.9 * ((n - 1) / 2 - k) for k in range(n)}
    return {1: 25.5, 2: 21.6, 3: 17.7, n: 9.5}


def _units(ax, x: float, heights: dict[int, float], colour: str, filled: bool = True) -> None:
    from matplotlib.colors import to_rgb
    from matplotlib.patches import Circle

    for y in heights.values():
        face = (*to_rgb(colour), 0.25) if filled else "white"
        ax.add_patch(Circle((x, y), 1.3, facecolor="white", edgecolor="none", zorder=3))
        ax.add_patch(Circle((x, y), 1.3, facecolor=face, edgecolor=colour, linewidth=1.2, zorder=3))
    if len(heights) == 4 and 4 not in heights:
        ax.plot([x] * 3, [12.8, 13.6, 14.4], "o", color=colour, markersize=1.8, markeredgewidth=0, zorder=3)


def _connect(ax, source: tuple[float, dict], target: tuple[float, dict]) -> None:
    """Draw the weights between two layers, and the biases from a unit that is always 1."""
    from matplotlib.collections import LineCollection

    (x0, starts), (x1, ends) = source, target
    weights = [[(x0, y0), (x1, y1)] for y0 in starts.values() for y1 in ends.values()]
    biases = [[(x0, BIAS), (x1, y1)] for y1 in ends.values()]
    ax.add_collection(LineCollection(weights, color=RULE, linewidth=0.6, zorder=1))
    ax.add_collection(LineCollection(biases, color=RULE, linewidth=0.8, linestyle=(0, (4, 2)), zorder=1))
    box = {"boxstyle": "round,pad=0.25", "facecolor": "white", "edgecolor": REFERENCE, "linewidth": 1}
    ax.text(x0, BIAS, "1", ha="center", va="center", fontsize=9, bbox=box, zorder=3)


def arrow(ax, start: tuple[float, float], end: tuple[float, float], colour: str, linewidth=1.2) -> None:
    style = {"arrowstyle": "-|>,head_width=0.18,head_length=0.35", "color": colour, "linewidth": linewidth}
    ax.annotate("", end, start, arrowprops={**style, "shrinkA": 0, "shrinkB": 0}, zorder=2)


def _rail(ax, y: float, stops: list[tuple[float, str]], above: list[str], colour: str) -> None:
    """Write symbols along a line, with arrows between them and what the arrows do above these."""
    for x, symbol in stops:
        ax.text(x, y, symbol, ha="center", va="center", fontsize=13)
    for (x0, _), (x1, _), symbol in zip(stops[:-1], stops[1:], above, strict=True):
        side = 2.0 if x1 > x0 else -2.0
        arrow(ax, (x0 + side, y), (x1 - side, y), colour)
        ax.text((x0 + x1) / 2, y + 0.7, symbol, ha="center", va="bottom", fontsize=12, color=shade(colour))


def _forward(ax) -> None:
    stops = [(A1, "$a^{(1)}$"), (Z2, "$z^{(2)}$"), (A2, "$a^{(2)}$"), (Z3, "$z^{(3)}$"), (A3, "$a^{(3)}$")]
    above = ["$W^{(1)},\\ b^{(1)}$", r"$\phi$", "$W^{(2)},\\ b^{(2)}$", r"$\phi$"]
    _rail(ax, FORWARD, stops, above, MODEL)
    ax.text(A1 - 2.1, FORWARD, "$x =$", ha="right", va="center", fontsize=13)
    ax.text(A3 + 2.1, FORWARD, r"$= f_\theta(x)$", va="center", fontsize=13)


def _backward(ax) -> None:
    stops = [
        (A3 + 7.5, "$J$"),
        (A3, r"$\eta^{(3)}$"),
        (Z3, r"$\delta^{(3)}$"),
        (A2, r"$\eta^{(2)}$"),
        (Z2, r"$\delta^{(2)}$"),
    ]
    _rail(ax, BACKWARD, stops, [""] * 4, GRADIENT)
    for x, z, layer in (((A2 + Z3) / 2, Z3, 2), ((A1 + Z2) / 2, Z2, 1)):
        symbols = rf"$\partial W^{{({layer})}},\ \partial b^{{({layer})}}$"
        ax.text(x, BACKWARD - 6, symbols, ha="center", va="center", fontsize=13)
        arrow(ax, (z - 1.4, BACKWARD - 1.6), (x + 4.8, BACKWARD - 5.4), GRADIENT)
    ax.text(0.5, BACKWARD, "gradients,\nbackwards", va="center", fontsize=9, color=shade(GRADIENT))
