"""Whether a widget can be shown here, and how."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from ex3.contract import is_graded
from ex3.plots.display import redraws

HERE = Path(__file__).resolve().parent
WITHOUT_BROWSER = "Here one draws and tries things out: open the notebook in JupyterLab and run this cell."


def can_show(script: str) -> bool:
    """Tell whether the kernel can talk to a script in a browser; nobody looks while work is graded."""
    return not is_graded() and (HERE / script).is_file() and redraws() and _anywidget() is not None


@cache
def _anywidget():
    if sys.platform == "emscripten":  # the site's build puts there what the browser's Python has not
        sys.path.append(str(HERE / "packages.zip"))
    try:
        import anywidget
    except ImportError:
        return None
    return anywidget


@cache
def widget_class(script: str, names: tuple[str, ...]):
    """Return the class of a widget.

    Parameters
    ----------
    script : str
        The name of its script in this folder.
    names : tuple of str
        What it shares with its script: any value that JSON can hold.
    """
    import traitlets

    members = {name: traitlets.Any().tag(sync=True) for name in names}
    files = {"_esm": HERE / script, "_css": HERE / "widgets.css"}
    # What is shown where the notebook is only read, or printed.
    said = {"__repr__": lambda self: WITHOUT_BROWSER}
    return type(
        script.removesuffix(".js").capitalize(), (_anywidget().AnyWidget,), {**members, **files, **said}
    )
