"""What the commands share: arguments, the course folder, the sandbox, and the console that they print on."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from autograder.core.errors import UsageError

# Makes the parser of one command from its name and the line that --help prints of it.
AddCommand = Callable[[str, str], argparse.ArgumentParser]


def course_of(arguments: argparse.Namespace, new: bool = False):
    """Return the course folder that the command works on; a command that makes it takes a ``new`` one."""
    from autograder.core.files import REPOSITORY
    from autograder.course.folder import Course

    root = arguments.course or REPOSITORY
    if not root.is_dir() and not (new and not root.exists()):
        raise UsageError(f"--course {root}: there is no such folder. Name the one that holds submitted/.")
    return Course(root.resolve())


def sandbox_of(arguments: argparse.Namespace) -> str:
    """Return the sandbox to use, after a look whether it works; say aloud if it is none."""
    from autograder.sandbox.walls import WARNING, choose

    chosen = choose(arguments.sandbox).name
    if chosen == "none":
        print(f"ex3 {arguments.command}: {WARNING}", file=sys.stderr)
    return chosen


def terminal(**options):
    """Return a console; a file or a pipe gets lines of 120 characters where rich would take 80."""
    from rich.console import Console, ConsoleDimensions

    console = Console(highlight=False, markup=False, **options)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.size = ConsoleDimensions(120, 25)
    return console


def add_course(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--course",
        type=Path,
        metavar="DIR",
        help="folder with submitted/, autograded/, feedback/ and gradebook.db (default: the repository)",
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
