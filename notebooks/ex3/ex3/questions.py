"""The questions of the sheet, read from the notebooks: each heading "Question 1a: ..." and the cell to answer in.

The release keeps the table in ``questions.json``, so that a missing or damaged notebook is missed.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
STORED = PACKAGE / "questions.json"
HEADING = re.compile(r"^#+ Question (\d+[a-z]):[^\n\[]*(?:\[([^\]\n]*)\])?", re.MULTILINE)


@dataclass(frozen=True)
class Question:
    """A question of the sheet.

    Attributes
    ----------
    label : str
        Such as "1a".
    name : str
        The function that it asks for, or the id of the cell for the text.
    part : str
        The letter of its notebook.
    points : float
    is_bonus : bool
    is_text : bool
        A human marks it: a text, code of its own kind, or a task.
    """

    label: str
    name: str
    part: str
    points: float
    is_bonus: bool = False
    is_text: bool = False


@dataclass(frozen=True)
class Series:
    """The parts of the series, by letter, and the questions in their order on the sheet."""

    parts: tuple[str, ...]
    questions: tuple[Question, ...]

    @property
    def functions(self) -> tuple[str, ...]:
        return tuple(question.name for question in self.questions if not question.is_text)

    def judged(self, grade_id: str) -> str:
        """Return the function that a test cell judges: the longest name in its id, for nn_loss is in nn_loss_reg."""
        return max((name for name in self.functions if name in grade_id), key=len, default="")


@cache
def series() -> Series:
    """Return the table of the release, or read it from the notebooks beside this package."""
    if not STORED.exists():
        return read_series(PACKAGE.parent)
    table = json.loads(STORED.read_text(encoding="utf-8"))
    return Series(tuple(table["parts"]), tuple(Question(**question) for question in table["questions"]))


def store(folder: Path, target: Path) -> None:
    """Write the table of the notebooks in ``folder``."""
    found = read_series(folder)
    table = {"parts": found.parts, "questions": [asdict(question) for question in found.questions]}
    target.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def part_of(path: Path) -> str:
    """Return the letter of a notebook that is called part_c_..., or ""."""
    named = re.match(r"part_([a-z])(?![a-z])", path.name)
    return named[1] if named else ""


def read_series(folder: Path) -> Series:
    """Read the questions from the instructor's notebooks, or from those of a release."""
    parts, questions = [], []
    for path in sorted(filter(part_of, folder.glob("part_*.ipynb"))):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        parts.append(part_of(path))
        questions += _questions(cells, part_of(path))
    return Series(tuple(parts), tuple(sorted(questions, key=lambda question: question.label)))


def _questions(cells: list[dict], part: str) -> list[Question]:
    found, heading = [], None
    points: dict[str, float] = {}
    for cell in cells:
        source, flags = "".join(cell["source"]), cell["metadata"].get("nbgrader", {})
        heading = HEADING.search(source) or heading
        if (flags.get("solution") or flags.get("task")) and heading:
            is_bonus = "bonus" in (heading[2] or "")
            is_text = bool(flags.get("grade") or flags.get("task"))
            own = flags.get("points") if is_text else None
            found.append((heading[1], flags["grade_id"], own, is_bonus, is_text))
            heading = None
        elif flags.get("grade"):
            points[flags["grade_id"]] = flags["points"]
    asked = [Question(label, name, part, 0, is_text=is_text) for label, name, _, _, is_text in found]
    judged = Series((), tuple(asked)).judged
    return [
        Question(label, name, part, _sum(points, judged, name) if own is None else own, is_bonus, is_text)
        for label, name, own, is_bonus, is_text in found
    ]


def _sum(points: dict[str, float], judged, name: str) -> float:
    return sum(each for grade_id, each in points.items() if judged(grade_id) == name)
