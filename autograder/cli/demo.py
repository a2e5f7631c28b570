"""``ex3 demo``: walk a made-up class from Moodle and back, by the commands that an instructor would type."""

from __future__ import annotations

import argparse
import shlex
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from autograder.cli.common import AddCommand, add_sandbox, add_workers, sandbox_of, terminal


def add_demo(command: AddCommand, parse: Callable[[Sequence[str]], argparse.Namespace]) -> None:
    """Add the command; ``parse`` reads the other commands, which the demo types."""
    parser = command("demo", "make a demo class, grade it, write feedback and marks, and say where")
    parser.set_defaults(run=run_demo, parse=parse)
    parser.add_argument(
        "folder", nargs="?", type=Path, metavar="DIR", help="where (default: a new temporary folder)"
    )
    add_workers(parser)
    add_sandbox(parser)


def run_demo(arguments: argparse.Namespace) -> int:
    from autograder.course.reports import read_failures
    from autograder.ex3.demo import PDF_BY, make_class, mark_reports
    from autograder.ex3.moodle import hand_in_to_moodle, student_id

    sandbox_of(arguments)  # now, not after the class has handed in
    folder = arguments.folder or Path(tempfile.mkdtemp(prefix="ex3-demo-"))
    console = terminal()
    with terminal(stderr=True).status("nbgrader makes the release, then the class hands in ..."):
        course = make_class(folder)
        archive, worksheet = map(str, hand_in_to_moodle(course, most=45))

    def walk(*words: str) -> int:
        typed = [*words, "--course", str(course.root)]
        console.print(f"\n$ ex3 {shlex.join(typed)}", style="bold cyan", soft_wrap=True)
        command = arguments.parse(typed)
        return command.run(command) or 0

    # The class has an endless loop in it: a short time limit shows it as well as a long one.
    how = ["--timeout", "10", "--sandbox", arguments.sandbox]
    how += ["--workers", str(arguments.workers)] if arguments.workers else []
    status = walk("collect", archive, "--roster", worksheet)
    walk("autograde", *how)
    printout = student_id(PDF_BY)
    status |= set(read_failures(course)) != {printout}  # a PDF cannot be graded, all else can
    status |= walk("status")
    status |= walk(
        "mark", printout, "all", "0", "--comment", "A PDF cannot be graded: hand in the notebooks."
    )
    status |= walk("grade-reports")
    mark_reports(course)
    console.print("\n(Here a human types points and comments. The demo fills in the CSVs beside the pages.)")
    status |= walk("grade-reports", "--enter")
    status |= walk("feedback", "--zip", "moodle")
    status |= walk("export", "--format", "moodle", "--fill", worksheet)
    status |= walk("export")
    status |= walk("report")
    console.print(
        "\nTo look at, and to try the commands on (with the --course of those above):", style="bold"
    )
    for what, where in {
        "Class report": course.root / "report.html",
        "Feedback": course.feedback("volkov.d"),
        "Marking": course.root / "grade_reports" / "1b.html",
        "For Moodle": course.root / "feedback-moodle.zip",
        "For students": course.root / "ex3.zip",
        "Graded again": "what has changed; another --timeout changes everything, so keep --timeout 10 here",
    }.items():
        console.print(f"  {what + ':':<14}{where}", soft_wrap=True)
    return status
