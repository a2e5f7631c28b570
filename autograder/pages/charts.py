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


def bars(rows: Sequence[Bar], title: str, most: float, names: int = 260, width: int = 900) -> str:
    """Return rows of stacked bars.

    Parameters
    ----------
    rows : sequence of Bar
    title : str
        Text alternative; the rows follow it.
    most : float
        Size of a full bar.
    names, width : int
        Pixels for the names, and for all.
    """
    height, tail = 26, 210
    scale = (width - names - tail) / (most or 1)
    parts = []
    for i, row in enumerate(rows):
        top, left = i * height, float(names)
        parts.append(_text(names - 8, top + 17, row.name, "end"))
        for kind, size in row.pieces:
            if size:
                parts.append(
                    f'<rect class="c-{kind}" x="{left:.1f}" y="{top + 4}" '
                    f'width="{size * scale:.1f}" height="{height - 8}"/>'
                )
            left += size * scale
        parts.append(_text(names + most * scale + 8, top + 17, row.said, "start", "soft"))
    said = "; ".join(f"{row.name}: {row.said}" for row in rows)
    return _svg(parts, width, len(rows) * height + 4, f"{title}. {said}")


def histogram(
    values: Sequence[float],
    edges: Sequence[float],
    title: str,
    axis: str,
    width: int = 900,
    height: int = 190,
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
    """
    bins = list(pairwise(edges))
    counts = [
        sum(low <= v < high or (i == len(bins) - 1 and v == high) for v in values)
        for i, (low, high) in enumerate(bins)
    ]
    top, bottom, left = 20, 44, 10
    step, most = (width - 2 * left) / len(bins), max([*counts, 1])
    scale = (height - top - bottom) / most
    base = height - bottom
    parts = [f'<line class="axis" x1="{left}" x2="{width - left}" y1="{base}" y2="{base}"/>']
    every = -(-len(edges) // 15)  # no more than 15 numbers fit
    for i, count in enumerate(counts):
        x = left + i * step
        if count:
            tall = count * scale
            parts.append(
                f'<rect class="c-plain" x="{x + 1.5:.1f}" y="{base - tall:.1f}" '
                f'width="{step - 3:.1f}" height="{tall:.1f}"/>'
            )
            parts.append(_text(x + step / 2, base - tall - 5, str(count), "middle"))
    for i, edge in enumerate(edges):
        if i % every == 0:
            parts.append(_text(left + i * step, base + 17, f"{edge:g}", "middle", "soft"))
    parts.append(_text(width / 2, height - 6, axis, "middle", "soft"))
    said = ", ".join(f"{low:g} to {high:g}: {n}" for (low, high), n in zip(bins, counts, strict=True) if n)
    return _svg(parts, width, height, f"{title}. {axis}: {said or 'none'}")


def _svg(parts: Sequence[str], width: float, height: float, said: str) -> str:
    inside = "".join(parts)
    return (
        f'<svg role="img" aria-label="{escape(said)}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">{inside}</svg>'
    )


def _text(x: float, y: float, text: str, anchor: str, kind: str = "ink") -> str:
    return f'<text class="t-{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
