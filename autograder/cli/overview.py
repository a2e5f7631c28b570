"""``ex3 report``: one page on what a class has understood."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.cli.common import AddCommand, add_course, course_of, terminal
from autograder.core.errors import UsageError


def add_report(command: AddCommand) -> None:
    parser = command("report", "write a page on the class: questions, checks, misconceptions, time")
    parser.set_defaults(run=run_report)
    add_course(parser)
    parser.add_argument("--anonymous", action="store_true", help="leave out the names of students")
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="where to (default: report.html in the course folder)"
    )


def run_report(arguments: argparse.Namespace) -> None:
    from autograder.core.files import write_atomically
    from autograder.course.marks import read_marks
    from autograder.course.reports import read_reports
    from autograder.pages.statistics import of_course

    course = course_of(arguments)
    reports = read_reports(course)
    if not reports:
        raise UsageError(
            f"Nobody has been graded in {course.root}. Run `ex3 autograde` first, or name the folder with --course."
        )
    target = arguments.output or course.root / "report.html"
    write_atomically(target, of_course(course, reports, read_marks(course), anonymous=arguments.anonymous))
    terminal().print(f"The report on {len(reports)} submissions is {target}", soft_wrap=True)
