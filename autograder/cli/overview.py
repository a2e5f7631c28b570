"""``ex3 status`` and ``ex3 report``: how far a class is, and what it has understood."""

from __future__ import annotations

import argparse
import os
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli.common import AddCommand, add_course, course_of, name_damaged, people_of, terminal
from autograder.core.errors import UsageError
from autograder.core.text import amount

if TYPE_CHECKING:
    from autograder.course.course_toml import Deadline
    from autograder.course.folder import Course
    from autograder.course.states import Person

MOST_NAMED = 12


def add_status(command: AddCommand) -> None:
    parser = command("status", "tell how far the class is, and what to do next")
    parser.set_defaults(run=run_status)
    add_course(parser)


def run_status(arguments: argparse.Namespace) -> None:
    from autograder.core.text import printable

    console, course = terminal(), course_of(arguments)
    for heading, text in status_of(course):
        room = console.width - 13
        lines = [
            part for line in text.splitlines() for part in textwrap.wrap(line, room, break_long_words=False)
        ]
        for i, line in enumerate(lines or [""]):
            console.print(f"{heading if i == 0 else '':<13}{printable(line)}", soft_wrap=True)


def status_of(course: Course) -> Iterator[tuple[str, str]]:
    """Yield the lines of the screen: what each is about, and what is to say."""
    from autograder.course.course_toml import read_settings
    from autograder.course.database import backup_line
    from autograder.course.reports import damaged_reports
    from autograder.course.states import State, counted

    yield "Course", str(course.root)
    settings = read_settings(course.root)
    people = people_of(course)
    yield "Deadline", deadline_line(settings.deadline)
    yield "Class", f"{len(people)}: {counted(people.values())}" if people else "nobody yet"
    waits = Counter(label for person in people.values() for label in person.waits)
    if waits:
        yield "To mark", ", ".join(f"{label}: {count}" for label, count in sorted(waits.items()))
    stuck = [(who, person) for who, person in people.items() if person.state is State.UNGRADABLE]
    for i, (who, person) in enumerate(stuck[:MOST_NAMED]):
        yield "" if i else "Not graded", f"{who}: {person.reason}"
    if len(stuck) > MOST_NAMED:
        yield "", f"and {len(stuck) - MOST_NAMED} more; `ex3 export` lists them all"
    damaged = damaged_reports(course)
    if damaged:
        yield "Damaged", f"reports of {shortened(damaged)}: `ex3 autograde` grades them again"
    anew = changed_since(course)
    if anew:
        yield "Changed", f"{shortened(anew)}: handed in again since grading"
    yield "Exported", exported_line(course)
    server = backup_line(course.db_url)
    if server:
        yield "Back up", server
    for i, step in enumerate(next_steps(course, people, anew)):
        yield "" if i else "Next", step


def deadline_line(deadline: Deadline | None) -> str:
    if deadline is None:
        return "none in course.toml"
    left = deadline.due - datetime.now(UTC)
    hours = abs(int(left.total_seconds() // 3600))
    span = amount(hours // 24, "day") if hours >= 48 else amount(hours, "hour")
    when = f"{deadline.due:%a %d %b %Y %H:%M} {deadline.due.tzname() or ''}".strip()
    more = f", {len(deadline.extensions)} with an extension" if deadline.extensions else ""
    return f"{when} ({f'in {span}' if left.total_seconds() > 0 else f'{span} ago'}){more}"


def changed_since(course: Course) -> list[str]:
    """Return whose submission is another one than was graded."""
    from autograder.course.reports import read_report
    from autograder.intake.handed_in import state_of

    changed = []
    for student in course.students():
        try:
            graded = course.report(student).stat().st_mtime
            folder = course.submitted(student)
            newest = _newest(folder)
        except (OSError, ValueError):
            continue  # not graded yet, or no longer there
        if newest > graded:  # a copied course folder has new times everywhere, so look closer
            stored = read_report(course, student)
            if stored is not None and stored.submission_hash != state_of(folder):
                changed.append(student)
    return changed


def _newest(folder: Path) -> float:
    """Return when anything below a folder was last changed, as deep as submissions are read."""
    from autograder.intake.handed_in import MAX_DEPTH

    newest = 0.0
    for base, folders, files in os.walk(folder):
        if len(Path(base).relative_to(folder).parts) >= MAX_DEPTH:
            folders.clear()
        newest = max(newest, *(os.lstat(os.path.join(base, file)).st_ctime for file in (".", *files)))
    return newest


def exported_line(course: Course) -> str:
    from autograder.course.database import SQLITE

    files = [
        path
        for path in (course.root / f"grades{kind}.csv" for kind in ("", "-moodle", "-canvas"))
        if path.exists()
    ]
    if not files:
        return "no marks yet"
    newest = max(files, key=lambda path: path.stat().st_mtime)
    when = f"{newest.name}, {datetime.fromtimestamp(newest.stat().st_mtime).astimezone():%d %b %H:%M}"
    gradebook = Path(course.db_url.removeprefix(SQLITE))
    stale = course.db_url.startswith(SQLITE) and gradebook.stat().st_mtime > newest.stat().st_mtime
    return f"{when}; marks have changed since" if stale else when


def next_steps(course: Course, people: Mapping[str, Person], anew: list[str]) -> Iterator[str]:
    """Yield the commands that come next, each with its reason."""
    from autograder.course.states import State

    by_state = Counter(person.state for person in people.values())
    if not course.students():
        yield "ex3 collect ARCHIVE --roster FILE     puts what the LMS hands out into submitted/"
        return
    if by_state[State.NOT_GRADED] or anew:
        yield f"ex3 autograde                         {by_state[State.NOT_GRADED] + len(anew)} to grade"
    if by_state[State.UNGRADABLE]:
        who = next(folder for folder, person in people.items() if person.state is State.UNGRADABLE)
        yield f"ex3 mark {who} all 0 --comment ...    or ask for the right file and collect again"
    if by_state[State.WAITS]:
        yield "ex3 grade-reports                     written answers wait for marks"
    if by_state[State.GRADED] and not (by_state[State.NOT_GRADED] or by_state[State.WAITS] or anew):
        yield "ex3 feedback; ex3 export; ex3 report  all that can be graded has its marks"


def shortened(names: list[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


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
    from autograder.course.gradebook import has_assignment
    from autograder.course.marks import read_marks
    from autograder.course.reports import damaged_reports, read_reports
    from autograder.pages.statistics import of_course

    course = course_of(arguments)
    reports = read_reports(course)
    name_damaged(course, damaged_reports(course))
    if not reports:
        raise UsageError(
            f"Nobody has been graded in {course.root}. Run `ex3 autograde` first, or name the folder with --course."
        )
    target = arguments.output or course.state / "report.html"
    marks = read_marks(course) if has_assignment(course) else {}
    people = people_of(course, marks)
    write_atomically(target, of_course(course, reports, marks, people, anonymous=arguments.anonymous))
    terminal().print(f"The report on {amount(len(reports), 'submission')} is {target}", soft_wrap=True)
