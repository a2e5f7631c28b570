"""The page on which all answers to one question of the report are read and marked."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import replace

from autograder.core.questions import is_bonus
from autograder.core.text import number
from autograder.pages.html import TEMPLATES, page_template
from autograder.pages.manual import Question
from autograder.pages.mark_sheets import Row, with_texts
from autograder.pages.marking import OldMark

MOST_BUTTONS = 9


def render(
    question: Question,
    rows: Mapping[str, Row],
    notes: Mapping[str, OldMark],
    comments: Mapping[str, str],
    version: str = "",
) -> str:
    """Return the page as HTML that needs nothing else.

    Parameters
    ----------
    question : Question
    rows : mapping
        What was typed in the CSV so far, by code. Names of comments are replaced by their texts.
    notes : mapping
        Marks for older versions of an answer, by code.
    comments : mapping
        Comments to use again, {name: text}.
    version : str
        From :func:`autograder.pages.marking.version_of`.
    """
    script = (TEMPLATES / "marking.js").read_text(encoding="utf-8")
    halves = range(int(2 * question.max_points) + 1)
    return page_template("marking.html").render(
        question=question,
        bonus=is_bonus(question.label),
        rows={code: replace(row, comment=_text(row, comments)) for code, row in rows.items()},
        notes=notes,
        comments=comments,
        version=version,
        values=[number(half / 2) for half in halves] if len(halves) <= MOST_BUTTONS else [],
        script=script,
        # SECURITY: only this very script may run, whatever else should get into the page.
        digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


def _text(row: Row, comments: Mapping[str, str]) -> str:
    try:
        return with_texts(row.comment, comments)
    except ValueError:
        return row.comment  # entering the CSV will say what is wrong
