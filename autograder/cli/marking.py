"""``ex3 grade-reports``: pages on which humans mark written answers, and their marks on the way to the gradebook."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.cli.common import AddCommand, add_course, course_of, terminal
from autograder.core.errors import UsageError


def add_grade_reports(command: AddCommand) -> None:
    parser = command("grade-reports", "write a page per report question to mark the answers on")
    parser.set_defaults(run=run_grade_reports)
    add_course(parser)
    parser.add_argument(
        "--question", action="append", metavar="LABEL", help="only this one, such as 2b; may be repeated"
    )
    parser.add_argument(
        "--enter",
        nargs="*",
        type=Path,
        metavar="CSV",
        help="enter the marks in the gradebook: from these files, or from all CSVs in grade_reports/",
    )


def run_grade_reports(arguments: argparse.Namespace) -> int:
    from autograder.pages.manual import labels

    course = course_of(arguments)
    if not (course.root / "reports").is_dir():
        raise UsageError(
            f"Nobody has been graded in {course.root}. Run `ex3 autograde` first, or name the folder with --course."
        )
    known = labels(course)
    unknown = [label for label in arguments.question or [] if label not in known]
    if unknown:
        raise UsageError(f"There is no report question {unknown[0]}. There are: {', '.join(known)}.")
    if arguments.enter is None:
        write_report_pages(course, arguments.question)
        return 0
    return enter_report_marks(course, arguments.question, arguments.enter)


def write_report_pages(course, wanted: list[str] | None, silent: bool = False) -> None:
    """Write the page and the CSV of each question."""
    from autograder.core.files import write_atomically
    from autograder.pages.manual import read_questions
    from autograder.pages.mark_sheets import folder_of, read_comments
    from autograder.pages.marking import prepare, version_of
    from autograder.pages.marking_page import render

    console, comments = terminal(quiet=silent), read_comments(course)
    for question in read_questions(course, wanted):
        rows, notes = prepare(course, question)
        page = folder_of(course) / f"{question.label}.html"
        write_atomically(page, render(question, rows, notes, comments, version_of(course, question)))
        done = sum(bool(row.points) for row in rows.values())
        changed = f", {len(notes)} changed since marked" if notes else ""
        console.print(
            f"{question.label}: {len(rows)} answers, {done} have points{changed}: {page}", soft_wrap=True
        )
    console.print("Mark on the pages or in the CSVs beside them, then run `ex3 grade-reports --enter`.")


def enter_report_marks(course, wanted: list[str] | None, files: list[Path]) -> int:
    """Enter what was typed in the CSVs, and say what changed."""
    from autograder.pages.manual import read_questions
    from autograder.pages.marking import enter

    console = terminal()
    done = enter(course, read_questions(course, wanted, shown=False), files)
    left = f"; {done.blank} answers are without points" if done.blank else ""
    console.print(f"{done.marks} marks are in the gradebook{left}")
    for change in done.changed:
        console.print(f"changed: {change}")
    for mark in done.taken_back:
        console.print(f"taken back, since the CSV is empty there: {mark}")
    if done.kept:
        console.print(
            f"{done.kept} empty rows were saved before their answers were marked; the marks stay. To take one back, "
            "empty it in the CSV as it is now.",
            soft_wrap=True,
        )
    for row in done.outdated:
        console.print(
            f"needs a look: {row}. Run `ex3 grade-reports` for the new one.",
            style="bold yellow",
            soft_wrap=True,
        )
    write_report_pages(course, wanted, silent=True)  # so that they show what was typed in the CSVs
    return 1 if done.outdated else 0
