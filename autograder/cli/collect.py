"""``ex3 collect``: put what an LMS hands out into submitted/, and say what needs a look."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli.common import AddCommand, add_course, course_of, terminal
from autograder.core.errors import UsageError
from autograder.core.text import amount

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from autograder.course.folder import Course
    from autograder.lms.collect import Intake, Row

NEWS = {
    "new": "new",
    "updated": "updated by a later attempt or time",
    "unchanged": "as before",
    "older": "older than what is there, kept aside",
    "unreadable": "not readable",
}


def add_collect(command: AddCommand) -> None:
    parser = command("collect", "put what an LMS hands out for a class into submitted/")
    parser.set_defaults(run=run_collect)
    parser.add_argument(
        "archives",
        nargs="*",
        type=Path,
        metavar="ARCHIVE",
        help="zip from Moodle, Canvas, ILIAS, Brightspace or Gradescope, or a zip or folder with one folder or archive per student",
    )
    parser.add_argument(
        "--roster",
        type=Path,
        metavar="FILE",
        help="CSV with id, name, e-mail, group; or Moodle's grading worksheet, which also tells who was late; "
        "or Canvas's gradebook; it is kept for later runs",
    )
    parser.add_argument("--dry-run", action="store_true", help="only tell what would be done")
    parser.add_argument(
        "--undo", action="store_true", help="take the last run back; what came stays in attempts/"
    )
    add_course(parser)


def run_collect(arguments: argparse.Namespace) -> int:
    from autograder.course.course_toml import read_settings
    from autograder.course.database import back_up
    from autograder.course.gradebook import enter_people
    from autograder.course.penalties import update_lateness
    from autograder.lms.collect import collect
    from autograder.lms.roster import read_roster
    from autograder.lms.store import people

    if arguments.undo:
        return undo_collect(arguments)
    if not arguments.archives:
        raise UsageError("Name the zip that your LMS made of all submissions, or a folder; or --undo.")
    course = course_of(arguments, new=True)
    fresh = not course.root.exists()
    settings = read_settings(course.root)
    deadline, roster = settings.deadline, None
    if arguments.roster:
        title = settings.canvas_assignment or course.assignment
        roster = read_roster(arguments.roster, deadline.zone if deadline else None, title)
    with terminal(stderr=True).status("reading the archives ..."):
        intake = collect(course, arguments.archives, roster, deadline, arguments.dry_run)
        if not arguments.dry_run:
            back_up(course.db_url)
            enter_people(course, people(course))
            update_lateness(course)
    console = terminal()
    print_intake(intake, course, console, arguments.dry_run)
    if fresh and not arguments.dry_run:
        console.print(f"The course folder is new: {course.root}", soft_wrap=True)
    return 1 if any(row.news == "unreadable" for row in intake.rows) else 0


def undo_collect(arguments: argparse.Namespace) -> int:
    from autograder.core.text import printable
    from autograder.lms.attempts import undo

    if arguments.archives or arguments.roster or arguments.dry_run:
        raise UsageError("--undo takes back the last run: give nothing beside it but --course.")
    course, console = course_of(arguments), terminal()
    done = undo(course)
    for line in done:
        console.print(printable(line), soft_wrap=True)
    students = amount(len(done), "student")
    console.print(f"The last run of collect is taken back: it had changed {students}.", style="bold")
    console.print(f"What came, as it came, is still in {course.root / 'attempts'}", soft_wrap=True)
    return 0


def print_intake(intake: Intake, course: Course, console: Console, dry_run: bool = False) -> None:
    from autograder.core.text import printable

    odd = [row for row in intake.rows if row.notes or row.news in ("older", "unreadable")]
    if odd:
        console.print(odd_table(odd))
    for note in intake.notes:
        console.print(printable(f"needs a look: {note}."), style="bold yellow", soft_wrap=True)
    counts = Counter(row.news for row in intake.rows)
    told = [f"{counts[news]} {text}" for news, text in NEWS.items() if counts[news]]
    people = len({row.student for row in intake.rows})
    console.print(f"{amount(people, 'student')}: {', '.join(told) or 'nothing'}", style="bold")
    teams = {row.team for row in intake.rows if row.team}
    if teams:
        members = len({row.student for row in intake.rows if row.team})
        console.print(f"{amount(len(teams), 'team')} handed in for {members} of them")
    if intake.excused:
        console.print(printable(f"excused: {', '.join(intake.excused)}"), soft_wrap=True)
    if intake.missing:
        console.print(
            printable(
                f"nothing handed in by {len(intake.missing)} of the roster: {', '.join(intake.missing)}"
            ),
            soft_wrap=True,
        )
    if dry_run:
        console.print("Nothing was changed: this was a dry run.", style="bold")
        return
    console.print(f"The submissions are in {course.root / 'submitted'}", soft_wrap=True)
    console.print(f"What came, as it came, is in {course.root / 'attempts'}", soft_wrap=True)


def odd_table(rows: list[Row]) -> Table:
    """Return a table of students with something to look at."""
    from rich import box
    from rich.table import Table

    from autograder.core.text import printable

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    table.add_column("Student", overflow="fold", max_width=28)
    table.add_column("Name", overflow="fold", max_width=24)
    table.add_column("Files", justify="right")
    table.add_column("Handed in")
    table.add_column("", max_width=10)
    table.add_column("To look at", overflow="fold")
    for row in rows:
        notes = "; ".join(row.notes) or NEWS[row.news]
        when = row.time.removesuffix(":00 UTC").removesuffix(" UTC")
        table.add_row(
            printable(row.student), printable(row.name), str(row.files), when, row.news, printable(notes)
        )
    return table
