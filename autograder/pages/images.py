"""Pictures of students, such as plots and photos of handwriting, as parts of a page."""

from __future__ import annotations

import base64
import binascii
import html
from collections.abc import Iterable, Mapping

from autograder.core.assignment import Assignment
from autograder.core.ipynb import Origin, grade_id_of, origin_of, read_cells
from autograder.course.folder import Course

MAX_PLOT = 400_000  # bytes; a plot of the exercise has 20,000 to 60,000
MOST_PLOTS = 8  # of one notebook
MAX_PICTURE = 10_000_000  # bytes: as much as ex3.submit lets through
# SECURITY: no other kinds. An SVG in an <img> can neither run scripts nor load anything.
STARTS = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
    "image/svg+xml": (),
}


class NotShown(ValueError):
    """Why a picture is left out, in words."""


def data_address(kind: str, content: object, limit: int = MAX_PICTURE) -> str:
    """Return a picture as a ``data:`` address.

    Parameters
    ----------
    kind : str
        Its media type.
    content : str or list of str
        As a notebook stores it: base64, of an SVG the text itself.
    limit : int
        The most bytes.

    Raises
    ------
    NotShown
        If it is too large, or no picture of a kind that is shown.
    """
    text = "".join(map(str, content)) if isinstance(content, list | tuple) else str(content)
    if kind not in STARTS:
        raise NotShown(f"pictures of the kind {kind} are not shown")
    if len(text) > limit * 1.4 + 100:
        raise NotShown(f"it has more than {limit / 1e6:g} MB")
    if kind == "image/svg+xml" and "<svg" in text:
        raw = text.encode("utf-8", "replace")
    else:
        try:
            raw = base64.b64decode("".join(text.split()), validate=True)
        except (binascii.Error, ValueError):
            raise NotShown("it is damaged") from None
    if len(raw) > limit:
        raise NotShown(f"it has {len(raw) / 1e6:.1f} MB, more than {limit / 1e6:g}")
    if not raw or (STARTS[kind] and not raw.startswith(STARTS[kind])):
        raise NotShown("it is damaged")
    return f"data:{kind};base64,{base64.b64encode(raw).decode()}"


def figure(address: str | None, words: str) -> str:
    """Return a picture with its text alternative, or, without an address, a note in its place."""
    words = html.escape(words)
    if address is None:
        return f'<span class="absent">{words}</span>'
    return f'<img class="picture" src="{address}" alt="{words}" loading="lazy">'


def show_attachment(name: str, versions: object, words: str = "") -> str:
    """Return one attachment of a cell, {media type: base64}, as a part of a page."""
    stored = versions if isinstance(versions, Mapping) else {}
    known = [kind for kind in STARTS if kind in stored]
    label = words if words and words != name else f"Picture attached to the answer: {name}"
    if not known:
        kinds = ", ".join(map(str, stored)) or "nothing"
        return figure(None, f"{name} is attached, but is no picture that can be shown here ({kinds[:80]}).")
    try:
        return figure(data_address(known[0], stored[known[0]]), label)
    except NotShown as reason:
        return figure(None, f"{name} is attached, but is not shown here: {reason}.")


def show_outputs(outputs: Iterable[Mapping], words: str, most_text: int = 3_000) -> list[str]:
    """Return the outputs of a code cell as parts of a page: pictures, else their text.

    Parameters
    ----------
    outputs : iterable of mapping
        In nbformat's form.
    words : str
        Text alternative of the pictures.
    most_text : int
        Characters of text kept of one output.
    """
    parts = []
    for output in outputs:
        kind = output.get("output_type")
        if kind == "stream":
            parts.append(_pre(output.get("text", ""), most_text))
        elif kind == "error":
            parts.append(_pre(f"{output.get('ename', '')}: {output.get('evalue', '')}", most_text))
        elif kind in ("display_data", "execute_result"):
            parts.append(_shown(output.get("data", {}), words, most_text))
    return [part for part in parts if part]


def pictures_of(outputs: Iterable[Mapping], limit: int = MAX_PICTURE) -> list[str]:
    """Return the addresses of the pictures among the outputs of a code cell, those that can be shown."""
    found = []
    for output in outputs:
        data = output.get("data") or {}
        kind = next((kind for kind in STARTS if kind in data), None)
        if kind:
            try:
                found.append(data_address(kind, data[kind], limit))
            except NotShown:
                continue
    return found


def read_plots(course: Course, assignment: Assignment, student: str) -> dict[str, list[str]]:
    """Return the ``data:`` addresses of a student's pictures by notebook.

    Own are cells that the student has added, and free cells with another text than the released one; what
    our own cells draw is known to everybody.
    """
    plots: dict[str, list[str]] = {}
    for part in assignment.notebooks:
        try:
            path = course.autograded(student) / f"{part.name}.ipynb"
            if b'"image/' not in path.read_bytes():
                continue  # most have none, and reading them takes time in a large class
            found = []
            for cell in read_cells(path):
                is_own = origin_of(cell) is not Origin.COURSE and not grade_id_of(cell)
                if cell["cell_type"] == "code" and is_own:
                    found += pictures_of(cell["outputs"], MAX_PLOT)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue  # not handed in, or graded by another program
        if found:
            plots[part.name] = found[:MOST_PLOTS]
    return plots


def _shown(data: Mapping, words: str, most_text: int) -> str:
    kind = next((kind for kind in STARTS if kind in data), None)
    if kind is None:
        return _pre(data.get("text/plain", ""), most_text)
    try:
        return figure(data_address(kind, data[kind]), words)
    except NotShown as reason:
        return figure(None, f"A picture is not shown here: {reason}.")


def _pre(text: object, most: int) -> str:
    text = "".join(text) if isinstance(text, list) else str(text)
    text = text.rstrip()
    short = text if len(text) <= most else text[:most] + "\n..."
    return f'<pre tabindex="0">{html.escape(short)}</pre>' if short.strip() else ""
