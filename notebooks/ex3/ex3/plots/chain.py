"""The chain rule on one unit: each number next to the arrow that it belongs to."""

from __future__ import annotations

from ex3.plots.diagrams import arrow
from ex3.plots.style import DATA, GRADIENT, MODEL, for_readers, picture, shade

AT_X, AT_Z, AT_A, AT_J = 6.0, 27.0, 46.0, 65.0
FORWARD, BACKWARD = 13.0, 5.5


@for_readers
def plot_chain(
    *,
    x: float,
    w: float,
    b: float,
    z: float,
    a: float,
    J: float,
    eta: float,
    delta: float,
    dw: float,
    db: float,
    ax=None,
) -> None:
    """Draw one sigmoid unit with its loss -log a, forward and backward, with the numbers that are handed in.

    Parameters
    ----------
    x, w, b : float
        Input, weight and bias.
    z, a, J : float
        What goes into the sigmoid, what comes out of it (Eq. 1), and the loss for the target 1 (Eq. 8).
    eta, delta, dw, db : float
        Derivatives of J with respect to a, z, w and b.
    ax : matplotlib.axes.Axes, optional
    """
    with picture(ax, height=2.1, bare=True) as drawn:
        ax = drawn.ax
        ax.set(xlim=(0, 72), ylim=(-1, 20))
        forward = [
            (AT_X, f"$x = {x:g}$"),
            (AT_Z, f"$z = {z:.2f}$"),
            (AT_A, f"$a = {a:.4f}$"),
            (AT_J, f"$J = {J:.4f}$"),
        ]
        over = [f"$w = {w:g},\\ b = {b:g}$", r"$\phi$", "$y = 1$"]
        for (left, symbol), (right, _), text in zip(forward, forward[1:], over, strict=False):
            ax.text(left, FORWARD, symbol, ha="center", va="center", fontsize=12, color=shade(DATA))
            arrow(ax, (left + 5.5, FORWARD), (right - 5.5, FORWARD), MODEL)
            ax.text((left + right) / 2, FORWARD + 1.6, text, ha="center", fontsize=11, color=shade(MODEL))
        ax.text(AT_J, FORWARD, forward[-1][1], ha="center", va="center", fontsize=12, color=shade(DATA))
        ax.text(AT_A, BACKWARD, rf"$\eta = {eta:.4f}$", ha="center", va="center", fontsize=12)
        ax.text(AT_Z, BACKWARD, rf"$\delta = {delta:.4f}$", ha="center", va="center", fontsize=12)
        parts = f"$\\partial w = {dw:.4f}$\n$\\partial b = {db:.4f}$"
        ax.text(AT_X, BACKWARD, parts, ha="center", va="center", fontsize=12)
        ax.text(AT_J, BACKWARD, "1", ha="center", va="center", fontsize=12)
        factors = [
            rf"$\partial z / \partial w = x = {x:g}$",
            rf"$\partial a / \partial z = {delta / eta:.4f}$",
            rf"$\partial J / \partial a = {eta:.4f}$",
        ]
        for left, right, text in zip((AT_X, AT_Z, AT_A), (AT_Z, AT_A, AT_J), factors, strict=True):
            arrow(ax, (right - 5.8, BACKWARD), (left + 5.8, BACKWARD), GRADIENT)
            ax.text((left + right) / 2, BACKWARD - 3.4, text, ha="center", fontsize=10, color=shade(GRADIENT))
        drawn.text = (
            f"Forward: x = {x:g}, z = w x + b = {z:.2f}, a = phi(z) = {a:.4f}, J = {J:.4f}. Backward, each number "
            f"times the slope of its arrow: eta = {eta:.4f}, delta = eta times {delta / eta:.4f} = {delta:.4f}, "
            f"dw = delta times x = {dw:.4f}, db = delta = {db:.4f}."
        )
