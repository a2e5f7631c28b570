"""A toy course with written answers, and a stand-in for its gradebook that tests can look into."""

from __future__ import annotations

import base64
from dataclasses import replace

from autograder.assignment import TEXT_STUB
from autograder.course import Course
from autograder.gradebook import WrittenMark
from toy_course import ANSWER, REPORT, SETUP, cell, make_source, notebook, write

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"0" * 20).decode()
HEADING = {
    "cell_type": "markdown",
    "id": "heading",
    "metadata": {},
    "source": "## Question 1b\n\nWhy is $x = 2$?",
}
FREE = {**cell("", "plot()"), "id": "free", "metadata": {}}
GUIDE = cell(
    "report_q1b_why",
    "<!-- ### BEGIN SOLUTION -->\n**Model answer.** Because $1 + 1 = 2$.\n<!-- ### END SOLUTION -->",
    kind="markdown",
    grade=True,
    solution=True,
    points=2,
)


def drawn(text: str = "plot()", **more) -> dict:
    picture = {
        "output_type": "display_data",
        "data": {"image/png": PNG, "text/plain": "<Figure>"},
        "metadata": {},
    }
    return {**FREE, "source": text, "outputs": [picture], **more}


def added(source: str, kind: str = "markdown", **more) -> dict:
    return {"cell_type": kind, "id": f"added-{hash(source) % 999}", "metadata": {}, "source": source, **more}


class Gradebook:
    """Marks by student, in place of nbgrader's."""

    def __init__(self, monkeypatch):
        self.marks: dict[str, WrittenMark] = {}
        monkeypatch.setattr("autograder.written.read_written", lambda course: list(self.marks.values()))
        monkeypatch.setattr("autograder.marking.save_written", lambda course, new: [self.put(m) for m in new])

    def put(self, mark: WrittenMark) -> None:
        self.marks[mark.student] = replace(mark, waiting=mark.points is None)

    def mark(self, student: str, points: float | None, comment: str = "") -> None:
        self.put(replace(self.marks[student], points=points, comment=comment))


def make_course(root) -> Course:
    course = Course(root, make_source(root))
    write(course.source / "part_c_toy.ipynb", notebook(SETUP, ANSWER, HEADING, FREE, GUIDE))
    (root / "reports").mkdir()
    return course


def hand_in(
    course: Course, book: Gradebook, student: str, text: str, *below: dict, free: dict = FREE, **more
) -> None:
    """Put a graded notebook with this answer into the course; an answer of "" is none."""
    answer = {**REPORT, "source": f"{TEXT_STUB}\n\n{text}" if text else TEXT_STUB, **more}
    path = course.autograded(student) / "part_c_toy.ipynb"
    write(path, notebook(SETUP, ANSWER, HEADING, free, answer, *below))
    old = book.marks.get(student)
    key = f"{len(book.marks):032x}" if old is None else old.key
    points, comment = (None, "") if old is None else (old.points, old.comment)
    waiting = bool(text) and points is None
    book.marks[student] = WrittenMark(student, "part_c_toy", "report_q1b_why", key, points, comment, waiting)
