"""How a check is shown: as HTML in a notebook, with the same in plain text for a terminal, a file or a grader."""

from __future__ import annotations

import os
import re
import textwrap
from html import escape
from pathlib import Path

import numpy as np

from ex3.check.failure import CheckFailed, Shown
from ex3.check.inputs import main_in_address
from ex3.contract import is_graded
from ex3.places import CITED, places

WIDTH = 96
RED, GREEN, BLUE, ORANGE = "#d55e00", "#009e73", "0, 114, 178", "230, 159, 0"
RULE = "1px solid rgba(128, 128, 128, 0.4)"
EXPLORER = "explorer.html"
MORE = "For a further hint, run check.hint() in a cell of its own."
MOST_CELLS = 600
LINK = "style='text-decoration: underline'"  # JupyterLab's links differ from the text around them by colour alone


def show(failure: CheckFailed) -> list[str]:
    """Show a failure where a notebook can, and return the lines that take the place of its traceback."""
    from ex3.plots.display import redraws

    if is_graded() or not redraws():
        return [plain(failure)]
    from IPython.display import display

    if not failure.is_displayed:  # IPython asks for the traceback of an error more than once
        failure.is_displayed = True
        display({"text/html": html(failure), "text/plain": plain(failure)}, raw=True)
        if failure.picture is not None:
            failure.picture()
    return ["\x1b[1mNot yet.\x1b[0m What is off stands above."]


def wrapped(text: str) -> str:
    """Break long lines between words."""
    return "\n".join(
        textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    )


def plain(failure: CheckFailed) -> str:
    lines = [wrapped("Not yet. " + failure.hint)]
    if failure.message:
        lines += ["", failure.message]
    if failure.more:
        lines += ["", MORE]
    return "\n".join(lines)


def show_passed(name: str, what: str, lines: list[str]) -> None:
    """Show a passed check and what there is to say about it: beside a green bar where a notebook can, else in lines."""
    from ex3.plots.display import redraws

    text = "\n".join([f"✓ {name}: {what}", *map(wrapped, lines)])
    if is_graded() or not redraws():
        print(text)
        return
    from IPython.display import display

    page = "<br>".join([f"<strong>✓ {name}</strong>: {escape(what)}", *map(_code, lines)])
    display({"text/html": _beside_bar(GREEN, page), "text/plain": text}, raw=True)


def html(failure: CheckFailed) -> str:
    """Return a failure as HTML. Text has the colour of the page, since none can be read on light and on dark alike."""
    hint = "".join(f"<p style='margin: 0.4em 0'>{_code(line)}</p>" for line in failure.hint.split("\n"))
    parts = [
        f"<p style='margin: 0 0 0.4em'><strong style='border-bottom: 3px solid {RED}'>✗ Not yet.</strong></p>",
        hint,
    ]
    if failure.shown is not None:
        parts.append(_shown(failure.shown))
    elif failure.message:
        parts.append(_lines(failure.message))
    notes = []
    links = explorer(failure.step, failure.line)
    if (
        links
    ):  # JupyterLab would show the page without its scripts, in a tab of its own, unless it hears nothing
        said = ["See this step in the explorer", "see the numbers of this check's own network there"]
        notes.append(
            "; ".join(
                f"<a href='{escape(a)}' {LINK} target='_blank' onclick='event.stopImmediatePropagation()'>{text}</a>"
                for a, text in zip(links, said, strict=False)
            )
            + "."
        )
    if failure.more:
        notes.append("For a further hint, run <code>check.hint()</code> in a cell of its own.")
    if notes:
        parts.append(f"<p style='margin: 0.4em 0 0'><small>{' '.join(notes)}</small></p>")
    return _beside_bar(RED, "".join(parts))


def _beside_bar(colour: str, page: str) -> str:
    style = f"border-left: 4px solid {colour}; padding: 0.5em 1em; max-width: 52em; line-height: 1.4; overflow-wrap: break-word"
    return f"<div class='ex3-check' style='{style}'>{page}</div>"


def explorer(step: int | None, line: str = "") -> list[str]:
    """Return the addresses of a step in the explorer, if its one file lies beside the notebooks or above.

    The first shows the step on a digit. The second shows what a line of Alg. 1 gives on the network that the checks
    look at first, which is in the address.
    """
    if step is None:
        return []
    here = Path.cwd()
    for folder in (here, *here.parents[:2]):
        if (folder / EXPLORER).is_file():
            page = os.path.relpath(folder / EXPLORER, here).replace(os.sep, "/")
            own = [f"{page}#view=check&on=case&case={main_in_address()}&see={line}"] if line else []
            return [f"{page}#view=step&step={step}", *own]
    return []


def _code(text: str) -> str:
    """Escape a sentence; what stands between backticks is code, and what is cited of the notebooks a link."""
    pieces = escape(text).split("`")
    if len(pieces) % 2 == 0:
        return _cited(escape(text))
    return "".join(f"<code>{piece}</code>" if i % 2 else _cited(piece) for i, piece in enumerate(pieces))


def _cited(text: str) -> str:
    known = places()

    def link(match: re.Match) -> str:
        place = known.get(match[0])
        return f"<a href='{place}' {LINK}>{match[0]}</a>" if place else match[0]

    return CITED.sub(link, text)


def _lines(text: str) -> str:
    return (
        f"<pre style='white-space: pre-wrap; overflow-wrap: break-word; margin: 0.4em 0'>{escape(text)}</pre>"
    )


def _shown(shown: Shown) -> str:
    parts = [_lines(shown.text)] if shown.text else []
    if shown.got:
        where = f", entry [{shown.place}], where the difference is largest" if shown.place else ""
        cell = f"padding: 0.15em 1em 0.15em 0; text-align: left; border-bottom: {RULE}; background: none"
        number = f"{cell}; font-family: monospace"
        parts.append(
            "<table style='border-collapse: collapse; margin: 0.4em 0'>"
            f"<thead><tr style='background: none'><th style='{cell}'>{escape(shown.name + where)}</th>"
            f"<th style='{cell}'>got</th><th style='{cell}'>expected</th></tr></thead>"
            f"<tbody><tr style='background: none'><td style='{cell}'>{escape(shown.note)}</td>"
            f"<td style='{number}; font-weight: bold'>{escape(shown.got)}</td>"
            f"<td style='{number}'>{escape(shown.expected)}</td></tr></tbody></table>"
        )
    if shown.blocks:
        signs = (
            f"<span style='border-bottom: 3px solid {GREEN if right else RED}'>{'✓' if right else '✗'} {escape(name)}</span>"
            for name, right in shown.blocks
        )
        parts.append(f"<p style='margin: 0.4em 0'>{' &nbsp; '.join(signs)}</p>")
    if shown.arrays:
        parts.append(_arrays(shown))
    if shown.setting:
        parts.append(f"<p style='margin: 0.4em 0'><small>with {escape(shown.setting)}</small></p>")
    return "".join(parts)


def _arrays(shown: Shown) -> str:
    """Draw what was got beside what was expected, a cell for each entry."""
    got, expected = (np.atleast_2d(array) for array in shown.arrays)
    largest = float(np.max(np.abs(np.concatenate([got, expected], axis=None)))) or 1.0
    off = int(np.sum(~np.isclose(got, expected, rtol=1e-5, atol=1e-12)))
    alt = f"{shown.name}: {off} of {got.size} entries differ from what is expected."
    figures = "".join(
        f"<figure style='display: inline-block; margin: 0.3em 1.5em 0.3em 0; vertical-align: top'>"
        f"<figcaption><small>{label}</small></figcaption>{_grid(array, largest)}</figure>"
        for label, array in (("got", got), ("expected", expected))
    )
    return f"<div role='img' aria-label='{escape(alt)}'>{figures}<div><small>{escape(alt)} Orange is above 0, blue below.</small></div></div>"


def _grid(array: np.ndarray, largest: float) -> str:
    rows, columns = array.shape
    size = 12
    cells = "".join(
        f"<rect x='{j * size}' y='{i * size}' width='{size - 1}' height='{size - 1}' fill='{_colour(array[i, j] / largest)}'/>"
        for i in range(rows)
        for j in range(columns)
    )
    return f"<svg width='{columns * size}' height='{rows * size}' style='display: block'>{cells}</svg>"


def _colour(value: float) -> str:
    if not np.isfinite(value):
        return "rgba(128, 128, 128, 0.6)"
    return f"rgba({ORANGE if value > 0 else BLUE}, {min(1.0, 0.08 + 0.92 * abs(value)):.2f})"
