"""What a workflow on GitHub shows of a report: a job summary, and the notices that GitHub Classroom used to read.

::

    python -m autograder.platforms.github report.json
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

from autograder.core.questions import idea_of, part_of, question_of, title_of
from autograder.core.report import Report, Verdict, report_from_json
from autograder.core.text import number

MOST = 600  # characters of a text


def summary(report: Report) -> str:
    """Return a report as Markdown: a table of all checks, then which notebooks were mended or not found."""
    lines = [
        f"## {number(report.score)} of {number(report.max_score)} automatic points",
        "",
        "The report questions are marked by a human.",
        "",
        "| Question | Check | Points | Verdict | What to know |",
        "|---|---|---|---|---|",
    ]
    for notebook in report.notebooks:
        for check in notebook.checks:
            said = "\n".join(filter(None, [check.hint, check.message]))
            sign = "✓" if check.verdict is Verdict.PASS else "✗"
            title, idea = title_of(question_of(check.grade_id)), idea_of(check.grade_id)
            points = f"{number(check.points)} / {number(check.max_points)}"
            lines.append(f"| {title} | {idea} | {points} | {sign} {check.verdict.lower()} | {_cell(said)} |")
    remarks = [(notebook, text) for notebook in report.notebooks for text in notebook.repairs]
    lines += ["", *(f"- {part_of(notebook.name)}: {_cell(text)}" for notebook, text in remarks)]
    return "\n".join(lines).rstrip() + "\n"


def notices(report: Report) -> str:
    """Return the workflow commands that show the points at the run. SECURITY: no word in them is a student's."""
    points = json.dumps({"totalPoints": report.score, "maxPoints": report.max_score})
    said = f"Points {number(report.score)}/{number(report.max_score)}"
    return f"::notice title=Autograding complete::{said}\n::notice title=Autograding report::{points}\n"


def _cell(text: str) -> str:
    """Return text that stands in one cell of a table as it is."""
    # SECURITY: students have a part in it; links, pictures and HTML of theirs would be shown as ours.
    short = text if len(text) <= MOST else f"{text[:MOST]} ..."
    plain = re.sub(r"[^\S\n]|[\x00-\x09\x0b-\x1f\x7f]", " ", short)
    entities = re.sub(r"[^\w\s.,;:()'=-]|_|://|www\.", _entities, plain)
    return entities.replace("\n", "<br>")


def _entities(found: re.Match) -> str:
    return "".join(f"&#{ord(character)};" for character in found[0])


def main(path: Path) -> None:
    report = report_from_json(json.loads(path.read_text(encoding="utf-8")))
    sys.stdout.write(notices(report))
    if "GITHUB_STEP_SUMMARY" in os.environ:
        with open(os.environ["GITHUB_STEP_SUMMARY"], "a", encoding="utf-8") as file:
            file.write(summary(report))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
