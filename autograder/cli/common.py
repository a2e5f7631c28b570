"""What the commands share: arguments, the course folder, the sandbox, and the console that they print on."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.core.errors import UsageError
from autograder.sandbox.limits import CELL_S

if TYPE_CHECKING:
    from autograder.course.states import Person

# Makes the parser of one command from its name and the line that --help prints of it.
AddCommand = Callable[[str, str], argparse.ArgumentParser]


def course_of(arguments: argparse.Namespace, new: bool = False):
    """Return the course folder that the command works on; a command that makes it takes a ``new`` one."""
    from autograder.core.files import REPOSITORY
    from autograder.course.folder import Course

    root = arguments.course or REPOSITORY
    if not root.is_dir() and not (new and not root.exists()):
        raise UsageError(f"--course {root}: there is no such folder. Name the one that holds submitted/.")
    named = getattr(arguments, "assignment", None)
    course = Course(root.resolve(), assignment_folder(named, root)) if named else Course(root.resolve())
    check_settings(course)
    return course


def check_settings(course) -> None:
    """Read course.toml before anything runs, and name on stderr whom it speaks of and nobody knows."""
    from autograder.course.course_toml import NAME, read_settings
    from autograder.lms.store import known_people

    settings = read_settings(course.root)
    named = dict.fromkeys(settings.deadline.extensions if settings.deadline else (), "gets an extension")
    named |= dict.fromkeys(settings.excused, "is excused")
    people = known_people(course) if named else {}
    for student, what in named.items():
        if people and student not in people:
            near = did_you_mean(student, people).partition(" There are:")[0]
            print(f"{course.root / NAME}: there is no student {student}, who {what}.{near}", file=sys.stderr)


def people_of(course, marks=None) -> dict[str, Person]:
    """Return everybody of the class with a state, by folder; ``marks`` if they have been read already."""
    from autograder.course.gradebook import has_assignment
    from autograder.course.marks import read_marks
    from autograder.course.reports import read_failures
    from autograder.course.states import states
    from autograder.lms.store import known_people

    if marks is None:
        marks = read_marks(course) if has_assignment(course) else {}
    return states(known_people(course), marks, read_failures(course), course.students())


def name_damaged(course, students: Iterable[str]) -> None:
    """Say on stderr whose report on disk cannot be read, and what to do."""
    for student in students:
        print(
            f"{course.report(student)} is damaged: `ex3 autograde` grades {student} again.", file=sys.stderr
        )


def known_student(people: Mapping[str, Person], wanted: str, where: Path) -> str:
    """Return the folder of a student whom the user has named by folder, id or name.

    Raises
    ------
    UsageError
        If there is none, or more than one; with those that were perhaps meant.
    """
    exact = [folder for folder, person in people.items() if wanted in (folder, person.id)]
    folded = wanted.casefold()
    found = exact or [
        folder
        for folder, person in people.items()
        if folded in (folder.casefold(), person.id.casefold(), person.name.casefold())
    ]
    if len(found) == 1:
        return found[0]
    if found:
        # The folder of "=s1" is s1, which may be somebody else's id.
        named = [people[folder].id if folder == wanted else folder for folder in found]
        raise UsageError(f"{wanted} may be each of {', '.join(named)}. Name one of them so.")
    names = [*people, *(person.name for person in people.values() if person.name)]
    raise UsageError(f"There is no student {wanted} in {where}.{did_you_mean(wanted, names, people)}")


def did_you_mean(wanted: str, names: Iterable[str], listed: Iterable[str] = ()) -> str:
    """Return " Did you mean autograde?", or what there is (all ``names``, or ``listed`` of them), or nothing."""
    from difflib import get_close_matches

    from autograder.core.text import printable

    names = list(dict.fromkeys(names))
    close = get_close_matches(wanted, names, n=3, cutoff=0.6)
    if close:
        return f" Did you mean {printable(' or '.join(close))}?"
    names = [*listed] or names
    more = f" and {len(names) - 8} more" if len(names) > 8 else ""
    return f" There are: {printable(', '.join(names[:8]))}{more}." if names else ""


def assignment_folder(named: str, root: Path) -> Path:
    """Return the folder of the instructor's notebooks: a path, or a name in ``source/`` of the course folder.

    Raises
    ------
    UsageError
    """
    places = [Path(named), root / "source" / named]
    for place in places:
        if next(place.glob("*.ipynb"), None):
            return place.resolve()
    raise UsageError(
        f"--assignment {named}: there are no notebooks in {places[1]}, nor is {places[0]} a folder with notebooks. "
        "Name the folder of the instructor's notebooks, such as source/ps1."
    )


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
    add_assignment(parser)


def add_assignment(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--assignment",
        metavar="NAME",
        help="an assignment in source/ of the course folder, or the path of one (default: this repository's exercise)",
    )


def add_workers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workers", type=whole_number, metavar="N", help="submissions at a time (default: one per core)"
    )


def add_timeout(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--timeout",
        type=seconds,
        default=CELL_S,
        metavar="SECONDS",
        help="longest time a cell may take (default: %(default)g)",
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
