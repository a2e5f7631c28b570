"""Which question of the sheet a graded cell belongs to, read from its grade_id."""

from __future__ import annotations

import re
from functools import cache

from autograder.core.assignment import Question, load_assignment, longest_in


@cache
def series() -> dict[str, Question]:
    """Return the questions of this exercise by label, in the order of the sheet."""
    return {question.label: question for question in load_assignment().questions}


@cache
def function_of(grade_id: str) -> str:
    """Return the function that a cell is about, "" if it is about none."""
    return longest_in(grade_id, [question.function for question in series().values() if question.function])


def is_bonus(label: str) -> bool:
    """Whether the points of a question come on top of full marks."""
    return label in series() and series()[label].bonus


@cache
def question_of(grade_id: str) -> str:
    """Return the label of the question, such as "1a"; of an unknown cell, its own name.

    Examples
    --------
    >>> question_of("test_nn_loss_reg_value"), question_of("report_q2b_sigmoid")
    ('1d', '2b')
    """
    written = re.match(r"report_q(\d+[a-z])", grade_id)
    if written:
        return written[1]
    for question in series().values():
        if question.grade_id == grade_id:
            return question.label
    function = function_of(grade_id)
    return next((q.label for q in series().values() if function and q.function == function), grade_id)


def title_of(label: str) -> str:
    """Return "1a feed_forward" for a coded question, the label itself for a written one."""
    question = series().get(label)
    return f"{label} {question.function}" if question and question.function else label


def idea_of(grade_id: str) -> str:
    """Return what a test cell looks at, in words: "one sample" for test_feed_forward_one_sample."""
    function = function_of(grade_id)
    rest = grade_id.removeprefix("test_")
    if function:
        rest = rest.replace(function, "", 1)
    return rest.strip("_").replace("_", " ") or grade_id


def part_of(notebook: str) -> str:
    """Return "Part C" for part_c_feed_forward, else the name itself."""
    part = re.match(r"part_([a-z])(?:_|$)", notebook)
    return f"Part {part[1].upper()}" if part else notebook
