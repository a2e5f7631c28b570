"""Showing a figure in a notebook: exactly once, and with a text alternative for who cannot see it."""

from __future__ import annotations

import sys
from weakref import WeakKeyDictionary

DPI = 192
"""Pixels of the picture file in an inch: two for each pixel of an ordinary screen."""

DARK = (
    "<style>[data-jp-theme-light=false] .ex3-figure, .vscode-dark .ex3-figure "
    "{filter: invert(0.88) hue-rotate(180deg)}</style>"
)
"""In a dark theme paper turns dark and ink light, while each colour keeps its hue."""

_texts: WeakKeyDictionary = WeakKeyDictionary()


def describe(figure, text: str) -> None:
    """Add a text alternative to a figure; one that has several plots collects theirs.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    text : str
        What the picture shows, with its numbers, in a sentence or two.
    """
    _texts.setdefault(figure, []).append(text)


def description(figure) -> str:
    """Return the text alternative of a figure, empty if it has none."""
    return " ".join(_texts.get(figure, []))


def mimebundle(figure, text: str) -> tuple[dict, dict]:
    """Return the figure in the forms that notebook programs choose from, and their metadata.

    JupyterLab gives a PNG no alternative text, whatever its metadata say, but leaves an HTML ``img`` as it
    is; nbconvert to HTML does the same. The PNG is for those that take no HTML, such as PDF.
    """
    from base64 import b64encode
    from html import escape
    from io import BytesIO

    file = BytesIO()
    figure.savefig(file, format="png", dpi=DPI)
    png = b64encode(file.getvalue()).decode("ascii")
    width, height = (round(96 * inches) for inches in figure.get_size_inches())
    html = (
        f'{DARK}<img class="ex3-figure" src="data:image/png;base64,{png}" alt="{escape(text)}" width="{width}" height="{height}"'
        ' style="max-width: 100%; height: auto">'
    )
    data = {"text/html": html, "image/png": png, "text/plain": text}
    return data, {"image/png": {"alt": text, "width": width, "height": height}}


def redraws() -> bool:
    """Tell whether the running IPython can replace a picture that it has shown before."""
    shell = _shell()
    # IPython's own publishers print what is shown, or collect it; those of notebook kernels live elsewhere.
    return shell is not None and not type(shell.display_pub).__module__.startswith("IPython.")


def publish(figure, text: str, **identity) -> None:
    """Hand a figure to IPython, or do nothing where it does not run; ``identity`` goes to its ``display``."""
    if _shell() is None:
        return
    from IPython.display import display

    data, metadata = mimebundle(figure, text)
    display(data, metadata=metadata, raw=True, **identity)


def show(figure, text: str | None = None) -> None:
    """Show a figure here and now with its text alternative; outside IPython, do nothing.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        One made with pyplot is closed, or the notebook would show it a second time after the cell.
    text : str, optional
        The text alternative, if the plots in the figure have not described themselves.

    Raises
    ------
    ValueError
        If there is no text alternative.
    """
    text = text or description(figure)
    if not text:
        raise ValueError("This figure has no text alternative: say in show(figure, text) what can be seen.")
    publish(figure, text)
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close(figure)


def _shell():
    # Where IPython runs it has been imported; the question alone is no reason to import it.
    if "IPython" not in sys.modules:
        return None
    from IPython import get_ipython

    return get_ipython()
