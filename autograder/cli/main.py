"""The command ``ex3``: its commands in the order of an instructor's work, and the exit status of what comes of them.

``ex3 --help`` must answer at once, so the modules of this room import what takes long where they use it.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import traceback
from pathlib import Path
from typing import NoReturn

from autograder.cli import collect, demo, grade, marking, overview, prepare, results, student
from autograder.cli.common import did_you_mean
from autograder.core.errors import Ex3Error, is_damaged, is_full, is_locked, is_read_only
from autograder.core.files import REPOSITORY
from autograder.course.database import IN_USE, damaged, db_url


def main(argv: list[str] | None = None) -> int:
    """Run the command; return its exit status.

    0: all went well. 1: something could not be graded. 2: wrong use. 3: our own fault.
    """
    parser = build_parser()
    arguments = parser.parse_args(argv)
    if not arguments.version and arguments.command is None:
        parser.error("name a COMMAND; ex3 --help lists them")
    for stream in (sys.stdout, sys.stderr):
        # A name or message must not fail in a terminal that cannot show it.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        if arguments.version:
            return show_version(arguments.verbose)
        return arguments.run(arguments) or 0
    except KeyboardInterrupt:
        print(f"\nex3: stopped. {after_stop(arguments)}", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of a pipe, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if arguments.debug:
            traceback.print_exc()
        status, text = explain(error, getattr(arguments, "course", None))
        print(f"ex3 {arguments.command}: {text}", file=sys.stderr)
        return status


def show_version(with_walls: bool) -> int:
    """Print the version, and what keeps submissions from all else on this machine."""
    from importlib.metadata import version

    print(f"ex3 {version('ex3-autograder')}")
    if with_walls:
        from autograder.sandbox.walls import choose

        for wall in choose("auto").walls():
            print(wall)
    return 0


def after_stop(arguments: argparse.Namespace) -> str:
    """Return what an interrupted command has left, and how to go on."""
    if arguments.command != "autograde":
        return "Run the same command to start again."
    if arguments.force:
        return "What was finished is kept; with --force the same command grades everyone once more."
    return "What was finished is kept; run the same command to go on."


def explain(error: Exception, root: Path | None = None) -> tuple[int, str]:
    """Return the exit status of an error, and what to tell the user; ``root`` is the course folder, if one is named."""
    if isinstance(error, Ex3Error):
        return error.exit_status, str(error)
    if is_locked(error):
        return 1, IN_USE
    said = str(getattr(error, "orig", None) or error)
    if is_full(error):
        return (
            1,
            f"The disk is full ({said}). What was finished is kept. Make room, then run the same command again.",
        )
    if is_damaged(error):
        return 2, str(damaged(db_url((root or REPOSITORY).resolve())))
    if is_read_only(error):
        return 2, f"{said}. Give yourself the right to write there, or work on a copy of the course folder."
    # Folders that the user names are made, files are looked for first: what is not found is a fault of ours.
    if isinstance(error, FileExistsError | IsADirectoryError | NotADirectoryError):
        return 2, said
    return 3, (
        f"a fault of our own, {type(error).__name__}: {error}\n"
        "Run it again with --debug and report what it prints."
    )


class Parser(argparse.ArgumentParser):
    """A parser that names the command which was perhaps meant."""

    def error(self, message: str) -> NoReturn:
        wrong = re.match(r"argument COMMAND: invalid choice: '(.*?)' \(choose from (.*)\)", message)
        if wrong:
            names = re.findall(r"[\w-]+", wrong[2])
            message = (
                f"there is no command {wrong[1]!r}.{did_you_mean(wrong[1], names)} `ex3 --help` lists them."
            )
        super().error(message)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = Parser(
        prog="ex3",
        description="Release, grade and return the exercise: a neural network and backpropagation from scratch.",
        epilog="Exit status: 0 fine, 1 something could not be graded, 2 wrong use, 3 our own fault.",
    )
    add_debug(parser, default=False)
    parser.add_argument("--version", action="store_true", help="print the version and stop")
    parser.add_argument(
        "--verbose", action="store_true", help="with --version: also tell what submissions are kept from here"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        # Without a default of its own, or it would undo what stands before the command's name.
        add_debug(sub, default=argparse.SUPPRESS)
        return sub

    # In the order of an instructor's work.
    demo.add_demo(command, parser.parse_args)
    prepare.add_release(command)
    collect.add_collect(command)
    grade.add_autograde(command)
    overview.add_status(command)
    marking.add_grade_reports(command)
    marking.add_mark(command)
    results.add_feedback(command)
    results.add_export(command)
    overview.add_report(command)
    grade.add_grade(command)
    student.add_submit(command)
    student.add_explore(command)
    prepare.add_check_source(command)
    prepare.add_package(command)
    prepare.add_site(command)
    prepare.add_selfcheck(command)
    return parser


def add_debug(parser: argparse.ArgumentParser, default) -> None:
    parser.add_argument(
        "--debug", action="store_true", default=default, help="show the traceback of an error"
    )
