"""What is done and what is open, as a small table in the notebook. It needs no server and no network."""

from __future__ import annotations

import ast
import contextlib
import re
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from urllib.parse import unquote

from ex3.carry_over import notebook_folder
from ex3.contract import is_graded
from ex3.questions import series
from ex3.status import Notebook, Standing, by_part, read_notebooks, standing_of

SIGNS = {"done": "✓", "begun": "◐", "open": "·"}
BLUE, GREY = "#0072B2", "rgba(128, 128, 128, 0.35)"
NOTE = (
    "Points are those of the visible checks, as the saved notebooks show them; hidden tests use other numbers, "
    "and a human marks the report."
)


@dataclass(frozen=True)
class Progress:
    """How a folder stands; as the last value of a cell it shows itself.

    Attributes
    ----------
    standings : tuple of Standing
        One for each question, in the order of the sheet.
    saved : dict
        When the notebook of each part was saved, for people.
    warnings : tuple of str
        What to see to before handing in.
    """

    standings: tuple[Standing, ...]
    saved: dict[str, str]
    warnings: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        """Points of the visible checks that have passed."""
        return sum(standing.points for standing in self.standings)

    @property
    def reachable(self) -> int:
        """Points that checks can give."""
        return sum(s.question.points for s in self.standings if not s.question.is_text)

    @property
    def is_complete(self) -> bool:
        """Whether all is done but, perhaps, the bonus questions."""
        return all(s.state == "done" or s.question.is_bonus for s in self.standings)

    @property
    def summary(self) -> str:
        report = [s for s in self.standings if s.question.is_text and not s.question.is_bonus]
        bonus = [s for s in self.standings if s.question.is_bonus]
        return (
            f"Checks passed for {_number(self.points)} of {self.reachable} points, "
            f"{_number(self.reachable - self.points)} open. "
            f"Report: {_written(report)} questions written, bonus {_written(bonus)}."
        )

    def __str__(self) -> str:
        rows = [("", "part", "question", "points", "")]
        for standing in self.standings:
            question = standing.question
            rows.append(
                (
                    SIGNS[standing.state],
                    question.part.upper(),
                    _title(standing),
                    _points(standing),
                    standing.words,
                )
            )
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = [
            " ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
            for row in rows
        ]
        return "\n".join([self.summary, "", *lines, *_paragraph(self.warnings), "", NOTE])

    def _repr_mimebundle_(self, **options) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self.to_html()}

    def to_html(self) -> str:
        """Return the table as HTML. Colours are those of the page, so that it can be read on light and on dark."""
        share = 100 * self.points / max(self.reachable, 1)
        rows = []
        for part, group in groupby(self.standings, key=lambda standing: standing.question.part):
            standings = list(group)
            span = f' rowspan="{len(standings)}"'
            name = f"Part {part.upper()}<br><small>{_points_of(standings)}</small>"
            first = _cell(name, f'th scope="rowgroup"{span}')
            last = _cell(f"<small>{escape(self.saved.get(part, ''))}</small>", f"td{span}")
            for standing in standings:
                texts = _title(standing), _points(standing), f"{SIGNS[standing.state]} {standing.words}"
                line = f"1px solid {GREY}" if first else "none"
                cells = "".join(_cell(escape(text)) for text in texts)
                rows.append(f'<tr style="background: none; border-top: {line}">{first}{cells}{last}</tr>')
                first = last = ""
        names = "Part", "Question", "Points", "State", "Saved"
        heads = "".join(_cell(name, 'th scope="col"') for name in names)
        warnings = "".join(f"<li>{escape(text)}</li>" for text in self.warnings)
        return (
            f'<div style="max-width: 60em"><p><strong>{escape(self.summary)}</strong></p>'
            f'<div role="img" aria-label="{share:.0f} % of the automatic points" style="height: 0.6em; '
            f'border-radius: 0.3em; background: {GREY}"><div style="height: 100%; width: {share:.0f}%; '
            f'border-radius: 0.3em; background: {BLUE}"></div></div>'
            f'<table style="border-collapse: collapse; margin: 1em 0"><thead><tr>{heads}</tr></thead>'
            f"<tbody>{''.join(rows)}</tbody></table>"
            + (f"<p><strong>Before you hand in</strong></p><ul>{warnings}</ul>" if warnings else "")
            + f"<p><small>{escape(NOTE)}</small></p></div>"
        )


def progress(folder: str | Path | None = None) -> Progress | None:
    """Say how far the notebooks in a folder are; nothing is run, and nothing written.

    Parameters
    ----------
    folder : path, optional
        Default: the folder of the notebook at work.

    Returns
    -------
    Progress or None
        None while marks are made: nobody reads it there.
    """
    if is_graded():
        return None
    return progress_of(read_notebooks(Path(folder) if folder else notebook_folder()))


def progress_of(notebooks: Iterable[Notebook]) -> Progress:
    """Return the progress that these notebooks show."""
    parts = by_part(notebooks)
    chosen = {part: files[0] for part, files in parts.items()}
    standings = tuple(standing_of(question, chosen.get(question.part)) for question in series().questions)
    saved = {part: _when(notebook.path) for part, notebook in chosen.items()}
    return Progress(standings, saved, tuple(_warnings(parts)))


def _warnings(parts: dict[str, list[Notebook]]) -> Iterable[str]:
    missing = [part.upper() for part in series().parts if part not in parts]
    if missing:
        yield (
            f"No notebook of Part {', '.join(missing)} is here. All nine belong in one folder; the course zip has them."
        )
    for files in parts.values():
        first, *others = files
        if first.problem:
            yield f"{first.problem}. Open it in Jupyter and save it, or start it again from the course zip."
        for other in others:
            yield (
                f"{first.path.name} and {other.path.name} are both Part {first.part.upper()}; the first one counts. "
                "Keep the one with your work, and remove the other."
            )
        for name in _linked_pictures(first):
            yield (
                f"{first.path.name} links to the picture {name}: drag the picture into the cell; "
                "a file beside the notebook is not shown to the marker."
            )
    for part in sorted(_unsaved({part: files[0] for part, files in parts.items()})):
        yield f"{parts[part][0].path.name} is not saved as you ran it: save it (Ctrl+S), then run this cell again."


def _linked_pictures(notebook: Notebook) -> list[str]:
    """Return the files that are shown as pictures, rather than attached to the cell."""
    texts = [cell.source for cell in notebook.cells if cell.kind == "markdown"]
    found = re.findall(r"!\[[^\]]*\]\(\s*(?:<([^>\n]+)>|([^)>\s]+))", "\n".join(texts))
    names = [unquote(with_spaces or plain) for with_spaces, plain in found]
    return [name for name in dict.fromkeys(names) if not re.match(r"[A-Za-z]{2,}:", name)]


def _unsaved(chosen: dict[str, Notebook]) -> set[str]:
    """Return the parts of which this kernel has run something that the file does not hold."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    last_run, answers = {}, {}
    for count, source in enumerate(getattr(shell, "user_ns", {}).get("In", [])):
        last_run[source.strip()] = count
        with contextlib.suppress(SyntaxError, ValueError):
            names = {node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}
            answers.update(dict.fromkeys(names & set(series().functions), source.strip()))
    found = set()
    for part, notebook in chosen.items():
        own = {question.name for question in series().questions if question.part == part}
        cells = {
            cell.source.strip(): cell.count
            for cell in notebook.cells
            if series().judged(cell.grade_id) in own
        }
        changed = {answers[name] for name in own & set(answers)} - {c.source.strip() for c in notebook.cells}
        if changed or any(source in last_run and last_run[source] != cells[source] for source in cells):
            found.add(part)
    return found


def _when(path: Path) -> str:
    saved = time.localtime(path.stat().st_mtime)
    today = saved[:3] == time.localtime()[:3]
    return time.strftime("at %H:%M" if today else "on %Y-%m-%d", saved)


def _title(standing: Standing) -> str:
    question = standing.question
    kind = "report" if question.is_text else question.name
    return f"{question.label} {kind}{', bonus' if question.is_bonus else ''}"


def _points(standing: Standing) -> str:
    most = standing.question.points
    return str(most) if standing.question.is_text else f"{_number(standing.points)} of {most}"


def _points_of(standings: list[Standing]) -> str:
    coded = [s for s in standings if not s.question.is_text]
    return f"{_number(sum(s.points for s in coded))} of {sum(s.question.points for s in coded)}"


def _cell(content: str, tag: str = "td") -> str:
    style = "text-align: left; vertical-align: top; padding: 0.2em 0.8em"
    return f'<{tag} style="{style}">{content}</{tag[:2]}>'


def _number(points: float) -> str:
    return f"{points:g}"


def _written(standings: list[Standing]) -> str:
    return f"{sum(s.state == 'done' for s in standings)} of {len(standings)}"


def _paragraph(warnings: Iterable[str]) -> list[str]:
    lines = [f"! {text}" for text in warnings]
    return ["", *lines] if lines else []
