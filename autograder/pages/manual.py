"""Written answers of a class, question by question: what a marker needs to see of each, without a name.

An answer is its cell, the pictures attached to it, what the student has added around it, and what the code
between the question's heading and the answer displayed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from autograder.core.assignment import TEXT_STUB, Assignment, Cell, Notebook, Role, load_assignment
from autograder.core.ipynb import Origin, grade_id_of, origin_of, read_cells
from autograder.core.questions import question_of
from autograder.course.folder import Course
from autograder.course.marks import WrittenMark, read_written
from autograder.pages.images import show_outputs
from autograder.pages.markdown import to_html

MAX_BESIDE = 60_000  # characters that a student has added around an answer
MAX_CELLS = 60
# Without vowels and look-alikes; the first sign is a letter, so that no spreadsheet takes a code for a number.
LETTERS, SIGNS = "bcdfghjkmnpqrstvwxz", "23456789bcdfghjkmnpqrstvwxz"


@dataclass(frozen=True)
class Piece:
    """One cell of an answer: its text as HTML, or code and what it displayed."""

    html: str = ""
    code: str = ""
    shown: tuple[str, ...] = ()  # outputs of code, as HTML


@dataclass(frozen=True)
class Answer:
    """One student's answer to a question.

    Attributes
    ----------
    code : str
        Stands for the student on the page, such as "kd7m4w-x3p". What follows the hyphen depends on the
        answer's content, so that a mark for an older version is not taken for one of this.
    mark : WrittenMark
        Whose it is, and what the gradebook has.
    """

    code: str
    mark: WrittenMark
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Question:
    """A question of the report with all that is known about it.

    Attributes
    ----------
    asked, guide : str
        The question and the marking guide, as HTML.
    answers : tuple of Answer
        In the order of their codes, which says nothing about the students.
    unanswered : int
        Students who have left it as it was.
    """

    label: str
    grade_id: str
    notebook: str
    max_points: float
    asked: str
    guide: str
    answers: tuple[Answer, ...]
    unanswered: int


def read_questions(
    course: Course, only: Iterable[str] | None = None, *, shown: bool = True
) -> Iterator[Question]:
    """Yield the questions of the report in the order of the sheet; pictures make each of them large.

    Parameters
    ----------
    course : Course
        Its submissions have been graded.
    only : iterable of str, optional
        Labels of the questions wanted, such as "2b"; all if left out.
    shown : bool
        Whether the answers' pieces are wanted, and not their codes and marks alone.
    """
    assignment = load_assignment(course.source)
    marks: dict[tuple[str, str], list[WrittenMark]] = {}
    for mark in read_written(course):
        marks.setdefault((mark.notebook, mark.grade_id), []).append(mark)
    wanted = None if only is None else set(only)
    asked = [(question_of(cell.grade_id), part, cell) for part, cell in _marked(assignment)]
    for label, notebook, cell in sorted(asked, key=lambda each: each[0]):
        if wanted is None or label in wanted:
            yield _question(course, notebook, cell, marks.get((notebook.name, cell.grade_id), []), shown)


def labels(course: Course) -> list[str]:
    """Return the labels of all questions of the report."""
    return sorted(question_of(cell.grade_id) for _, cell in _marked(load_assignment(course.source)))


def _marked(assignment: Assignment) -> Iterator[tuple[Notebook, Cell]]:
    """Yield what humans mark: written answers, code and tasks."""
    for part in assignment.notebooks:
        yield from ((part, cell) for cell in part.marked_by_hand)


def guide_of(source: str) -> str:
    """Return what stands between the markers of a cell for humans to mark: model answer, guide or mark scheme."""
    if scheme := re.search(r"=== BEGIN MARK SCHEME ===\n?([\s\S]*?)=== END MARK SCHEME ===", source):
        return scheme[1].strip()
    match = re.search(r"BEGIN SOLUTION\s*(?:-->)?\n?([\s\S]*?)(?:<!--\s*)?#+\s*END SOLUTION", source)
    return (match[1] if match else source).strip()


def _question(
    course: Course, notebook: Notebook, cell: Cell, marks: list[WrittenMark], shown: bool
) -> Question:
    given = [
        mark
        for mark in marks
        # Who has no graded notebook has a mark by `ex3 mark`, and there is nothing to show.
        if mark.waiting or (mark.points is not None and course.autograded(mark.student).is_dir())
    ]
    parts = {mark: _parts(course, notebook, cell, mark) for mark in given}
    codes = _codes({mark: "\0".join(part.written for part in parts[mark]) for mark in given})
    answers = [Answer(codes[m.student], m, tuple(_pieces(parts[m])) if shown else ()) for m in given]
    return Question(
        label=question_of(cell.grade_id),
        grade_id=cell.grade_id,
        notebook=notebook.name,
        max_points=cell.points,
        asked=to_html(_asked(notebook, cell)),
        guide=to_html(
            guide_of(cell.source) if cell.kind == "markdown" else f"```\n{guide_of(cell.source)}\n```"
        ),
        answers=tuple(sorted(answers, key=lambda answer: answer.code)),
        unanswered=len(marks) - len(given),
    )


def _asked(notebook: Notebook, cell: Cell) -> str:
    """Return the course text from the heading above the answer down to it."""
    place = notebook.cells.index(cell)
    texts = [cell.released] if cell.role is Role.TASK else []
    for above in reversed(notebook.cells[:place]):
        if above.role in (Role.ANSWER, Role.TEST, Role.MANUAL, Role.TASK):
            break
        if above.kind == "markdown":
            texts.append(above.source)
            if above.source.lstrip().startswith("#"):
                break
    return "\n\n".join(reversed(texts))


def _codes(digests: dict[WrittenMark, str]) -> dict[str, str]:
    """Return a code for each student. The gradebook's own random ids keep them apart from names."""
    for length in range(6, 64):
        codes = {mark.student: _signs(f"{mark.key} {mark.grade_id}", length) for mark in digests}
        if len(set(codes.values())) == len(codes):
            break
    return {mark.student: f"{codes[mark.student]}-{_signs(digest, 3)}" for mark, digest in digests.items()}


def _signs(text: str, length: int) -> str:
    number = int.from_bytes(hashlib.sha512(text.encode()).digest())
    number, first = divmod(number, len(LETTERS))
    signs = LETTERS[first]
    while len(signs) < length:
        number, next_ = divmod(number, len(SIGNS))
        signs += SIGNS[next_]
    return signs


@dataclass(frozen=True)
class _Part:
    """One cell of an answer as it is stored; ``changed`` tells whether its text is the student's own."""

    text: str = ""
    code: str = ""
    changed: bool = True
    attachments: object = None
    outputs: tuple[dict, ...] = ()
    main: bool = False  # the cell that was meant for the answer

    @property
    def written(self) -> str:
        attached = json.dumps(self.attachments or {}, sort_keys=True)
        return f"{self.text}\0{self.code}\0{attached}" if self.changed else ""


def _pieces(parts: list[_Part]) -> Iterator[Piece]:
    """Yield the cells of an answer as they are shown: the answer's own always, of what lies around it a limited part."""
    length = cells = 0
    for part in parts:
        if not part.main:
            length, cells = length + len(part.text) + len(part.code), cells + 1
            if length > MAX_BESIDE or cells > MAX_CELLS:
                continue
        yield _piece(part)
    if length > MAX_BESIDE or cells > MAX_CELLS:
        yield Piece(html="<p><em>More was added around the answer; the rest is left out here.</em></p>")


def _piece(part: _Part) -> Piece:
    if part.code:
        shown = show_outputs(part.outputs, "Picture made by code beside the answer")
        return Piece(code=part.code if part.changed else "", shown=tuple(shown))
    return Piece(html=to_html(part.text, part.attachments))


def _parts(course: Course, notebook: Notebook, cell: Cell, mark: WrittenMark) -> list[_Part]:
    """Return the cells of an answer. SECURITY: all of it is a student's, and any of it can be of any type."""
    try:
        cells = read_cells(course.autograded(mark.student) / f"{notebook.name}.ipynb")
    except (OSError, ValueError):
        return [_Part("*The graded notebook is not there any more: run `ex3 autograde` again.*")]
    place = next((i for i, each in enumerate(cells) if grade_id_of(each) == cell.grade_id), None)
    if place is None:
        return [_Part("*The answer cell is not in the graded notebook: run `ex3 autograde` again.*")]
    first, last = place, place + 1
    while first > 0 and not _ends(cells[first - 1], notebook):
        first -= 1
    while last < len(cells) and origin_of(cells[last]) is Origin.ADDED and not grade_id_of(cells[last]):
        last += 1
    parts = []
    for i, each in enumerate(cells[first:last], start=first):
        source = _source(each)
        if each.get("cell_type") == "code":
            changed = origin_of(each) is not Origin.COURSE
            outputs = _outputs(each)
            if (changed or outputs) and source.strip():
                parts.append(_Part(code=source, changed=changed, outputs=outputs, main=i == place))
        elif (i == place and cell.role is not Role.TASK) or origin_of(each) is Origin.ADDED:
            text, attached = source.replace(TEXT_STUB, "").strip(), each.get("attachments")
            if text or attached:
                parts.append(_Part(text, attachments=attached, main=i == place))
    return parts


def _ends(cell: dict, notebook: Notebook) -> bool:
    """Whether what belongs to an answer begins below this cell."""
    if cell.get("cell_type") == "markdown":
        is_heading = _source(cell).lstrip().startswith("#")
        return origin_of(cell) is not Origin.ADDED and is_heading
    name = grade_id_of(cell)
    marked = next((each for each in notebook.cells if name and each.grade_id == name), None)
    return marked is not None and marked.role in (Role.ANSWER, Role.TEST, Role.MANUAL, Role.TASK)


def _source(cell: dict) -> str:
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def _outputs(cell: dict) -> tuple[dict, ...]:
    outputs = cell.get("outputs")
    return tuple(each for each in outputs if isinstance(each, dict)) if isinstance(outputs, list) else ()
