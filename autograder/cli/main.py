"""The command ``ex3``: what may stand on the command line, and the exit status of what comes of it.

``ex3 --help`` must answer at once, so this module imports nothing that takes long.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import traceback
from pathlib import Path

from autograder.core.errors import Ex3Error
from autograder.course.database import IN_USE, is_locked


def main(argv: list[str] | None = None) -> int:
    """Run the command; return its exit status.

    0: all went well. 1: something could not be graded. 2: wrong use. 3: our own fault.
    """
    arguments = build_parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        # A name or message must not fail in a terminal that cannot show it.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        commands = importlib.import_module("autograder.cli.commands")
        return getattr(commands, f"run_{arguments.command.replace('-', '_')}")(arguments) or 0
    except KeyboardInterrupt:
        print(f"\nex3: stopped. {after_stop(arguments)}", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of a pipe, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if arguments.debug:
            traceback.print_exc()
        status, text = explain(error)
        print(f"ex3 {arguments.command}: {text}", file=sys.stderr)
        return status


def after_stop(arguments: argparse.Namespace) -> str:
    """Return what an interrupted command has left, and how to go on."""
    if arguments.command != "autograde":
        return "Run the same command to start again."
    if arguments.force:
        return "What was finished is kept; with --force the same command grades everyone once more."
    return "What was finished is kept; run the same command to go on."


def explain(error: Exception) -> tuple[int, str]:
    """Return the exit status of an error, and what to tell the user."""
    if isinstance(error, Ex3Error):
        return error.exit_status, str(error)
    # Folders that the user names are made, files are looked for first: what is not found is a fault of ours.
    if isinstance(error, PermissionError | FileExistsError | IsADirectoryError | NotADirectoryError):
        return 2, str(error)
    if is_locked(error):
        return 1, IN_USE
    return 3, (
        f"a fault of our own, {type(error).__name__}: {error}\n"
        "Run it again with --debug and report what it prints."
    )


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="ex3",
        description="Release, grade and return the exercise: a neural network and backpropagation from scratch.",
        epilog="Exit status: 0 fine, 1 something could not be graded, 2 wrong use, 3 our own fault.",
    )
    add_debug(parser, default=False)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def command(name: str, text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        # Without a default of its own, or it would undo what stands before the command's name.
        add_debug(sub, default=argparse.SUPPRESS)
        return sub

    demo = command("demo", "make a demo class, grade it, write feedback and marks, and say where")
    demo.add_argument(
        "folder", nargs="?", type=Path, metavar="DIR", help="where (default: a new temporary folder)"
    )
    add_workers(demo)
    add_sandbox(demo)

    release = command("release", "make the student version of the notebooks from source/")
    release.add_argument("--zip", type=Path, metavar="FILE", help="also write the zip that students get")

    grade = command("grade", "grade one submission: a folder, an archive or a single notebook")
    grade.add_argument("submission", type=Path, metavar="SUBMISSION")
    grade.add_argument("--json", metavar="FILE", help="write the result as JSON; - writes it to the terminal")
    add_timeout(grade)
    add_sandbox(grade)

    submit = command(
        "submit", "look what is done and what is open in a student's folder, and pack the zip to hand in"
    )
    submit.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="FOLDER",
        help="with the notebooks (default: mine/ if there, else here)",
    )

    collect = command("collect", "put what an LMS hands out for a class into submitted/")
    collect.add_argument(
        "archives",
        nargs="+",
        type=Path,
        metavar="ARCHIVE",
        help="zip of Moodle, Canvas or ILIAS, or with a folder or archive per student; or such a folder",
    )
    collect.add_argument(
        "--roster",
        type=Path,
        metavar="FILE",
        help="CSV with id, name, e-mail, group; or Moodle's grading worksheet, which also tells who was late",
    )
    add_course(collect)

    autograde = command("autograde", "grade all of submitted/ and enter the marks in the gradebook")
    add_course(autograde)
    add_workers(autograde)
    autograde.add_argument(
        "--student", action="append", metavar="ID", help="grade only this student; may be given several times"
    )
    autograde.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="grade on the workers of a running dask.distributed cluster, such as tcp://10.0.0.1:8786",
    )
    autograde.add_argument("--force", action="store_true", help="also grade what is up to date")
    add_timeout(autograde)
    add_sandbox(autograde)

    feedback = command("feedback", "write one HTML page per student to feedback/")
    add_course(feedback)
    feedback.add_argument(
        "--student", action="append", metavar="ID", help="only this student; may be repeated"
    )

    feedback.add_argument(
        "--zip",
        choices=("moodle", "canvas"),
        help="also pack the pages under the names that the LMS wants for upload",
    )

    export = command("export", "write the marks of the class as CSV")
    add_course(export)
    add_export(export)
    export.add_argument(
        "--output",
        metavar="FILE",
        help="where to (default: grades.csv in the course folder; - for the terminal)",
    )

    package = command("package", "pack the grader for another platform")
    package.add_argument("platform", choices=("gradescope",), metavar="PLATFORM", help="gradescope")
    package.add_argument("--output", type=Path, metavar="FILE", help="where to (default: PLATFORM.zip)")
    package.add_argument(
        "--visibility",
        choices=("visible", "after_due_date", "after_published"),
        default="after_due_date",
        help="when students see how the checks went (default: after_due_date)",
    )
    add_timeout(package)

    grade_reports = command("grade-reports", "write a page per report question to mark the answers on")
    add_course(grade_reports)
    grade_reports.add_argument(
        "--question", action="append", metavar="LABEL", help="only this one, such as 2b; may be repeated"
    )
    grade_reports.add_argument(
        "--enter",
        nargs="*",
        type=Path,
        metavar="CSV",
        help="enter the marks in the gradebook: from these files, or from all CSVs in grade_reports/",
    )

    class_report = command("report", "write a page on the class: questions, checks, misconceptions, time")
    add_course(class_report)
    class_report.add_argument("--anonymous", action="store_true", help="leave out the names of students")
    class_report.add_argument(
        "--output", type=Path, metavar="FILE", help="where to (default: report.html in the course folder)"
    )

    explore = command("explore", "serve the explorer to the browser on this machine")
    explore.add_argument(
        "--port", type=whole_number, metavar="N", help="where to (default: 8808, or any free one)"
    )
    explore.add_argument("--no-browser", action="store_true", help="only print the address")

    site = command("site", "build the browser edition, one folder for any static host")
    site.add_argument(
        "folder", nargs="?", type=Path, default=Path("_site"), metavar="DIR", help="where (default: _site)"
    )

    selfcheck = command("selfcheck", "grade the banks of right and wrong answers, print two tables")
    add_workers(selfcheck)
    add_sandbox(selfcheck)
    return parser


def add_debug(parser: argparse.ArgumentParser, default) -> None:
    parser.add_argument(
        "--debug", action="store_true", default=default, help="show the traceback of an error"
    )


def add_course(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--course",
        type=Path,
        metavar="DIR",
        help="folder with submitted/, autograded/, feedback/ and gradebook.db (default: the repository)",
    )


def add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        choices=("plain", "moodle", "canvas"),
        default="plain",
        help="plain: all questions; or what the LMS takes back (default: plain)",
    )
    parser.add_argument(
        "--fill",
        type=Path,
        metavar="FILE",
        help="Moodle's grading worksheet or Canvas's gradebook, as downloaded: write the marks into a copy of it",
    )
    parser.add_argument(
        "--so-far",
        action="store_true",
        help="for an LMS: also the marks of students whose report still waits for a human",
    )
    parser.add_argument(
        "--questions", action="store_true", help="for Canvas: also a column, and an assignment, per question"
    )


def add_workers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workers", type=whole_number, metavar="N", help="submissions at a time (default: one per core)"
    )


def add_timeout(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--timeout",
        type=seconds,
        default=30.0,
        metavar="SECONDS",
        help="longest time a cell may take (default: 30)",
    )


def add_sandbox(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--sandbox",
        choices=("auto", "bwrap", "none"),
        default="auto",
        help="auto and bwrap: submissions run in bubblewrap, or not at all; none: with your own rights (default: auto)",
    )


def whole_number(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return number


def seconds(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0")
    return number
