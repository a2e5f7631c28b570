"""Small charts as SVG text, in the colours of the pages; each has a text alternative."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise


@dataclass(frozen=True)
class Bar:
    """One row of a bar chart: its name, its pieces (class in the style sheet, size), and what is said of it."""

    name: str
    pieces: tuple[tuple[str, float], ...]
    said: str = ""


def bars(rows: Sequence[Bar], title: str, most: float) -> str:
    """Return rows of stacked bars, as wide as the page; on a phone the words stand above their bars.

    Parameters
    ----------
    rows : sequence of Bar
    title : str
        Text alternative; the rows follow it.
    most : float
        Size of a full bar.
    """
    said = "; ".join(f"{row.name}: {row.said}" for row in rows)
    inside = "".join(_row(row, 100 / (most or 1)) for row in rows)
    return f'<div class="bars" role="img" aria-label="{escape(f"{title}. {said}")}">{inside}</div>'


def _row(row: Bar, scale: float) -> str:
    left, pieces = 0.0, []
    for kind, size in row.pieces:
        if size:
            pieces.append(_rect(kind, left, 0, size * scale, 18))
        left += size * scale
    bar = f'<svg height="18">{"".join(pieces)}</svg>'
    return f"<span>{escape(row.name)}</span><small>{escape(row.said)}</small>{bar}"


def histogram(
    values: Sequence[float], edges: Sequence[float], title: str, axis: str, height: int = 190
) -> str:
    """Return how many values lie between each two edges; the last edge belongs to the last bin.

    Parameters
    ----------
    values : sequence of float
    edges : sequence of float
        Rising; one more than there are bins.
    title : str
        Text alternative; the numbers follow it.
    axis : str
        What is counted along the bottom, with its unit.
    height : int
        In pixels; it is as wide as the page.
    """
    bins = list(pairwise(edges))
    counts = [
        sum(low <= v < high or (i == len(bins) - 1 and v == high) for v in values)
        for i, (low, high) in enumerate(bins)
    ]
    top, bottom, left = 20, 44, 3  # the last one in per cent of the width, as all that lies across
    step, most = (100 - 2 * left) / len(bins), max([*counts, 1])
    scale = (height - top - bottom) / most
    base = height - bottom
    parts = [f'<line class="axis" x1="{left}%" x2="{100 - left}%" y1="{base}" y2="{base}"/>']
    every = -(-len(edges) // 9)  # more than nine numbers do not fit on a phone
    for i, count in enumerate(counts):
        x = left + i * step
        if count:
            tall = count * scale
            parts.append(_rect("plain", x + step / 20, base - tall, 0.9 * step, tall))
            parts.append(_text(x + step / 2, base - tall - 5, str(count)))
    for i, edge in enumerate(edges):
        if i % every == 0:
            parts.append(_text(left + i * step, base + 17, f"{edge:g}", "soft"))
    parts.append(_text(50, height - 6, axis, "soft"))
    said = ", ".join(f"{low:g} to {high:g}: {n}" for (low, high), n in zip(bins, counts, strict=True) if n)
    said = escape(f"{title}. {axis}: {said or 'none'}")
    return f'<svg role="img" aria-label="{said}" height="{height}">{"".join(parts)}</svg>'


def _rect(kind: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="c-{kind}" x="{x:.2f}%" y="{y:.1f}" width="{width:.2f}%" height="{height:.1f}"/>'


def _text(x: float, y: float, text: str, kind: str = "ink") -> str:
    return f'<text class="t-{kind}" x="{x:.2f}%" y="{y:.1f}">{escape(text)}</text>'
