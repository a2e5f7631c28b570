"""``ex3 feedback`` and ``ex3 export``: pages for the students, marks for the LMS."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from autograder.cli.common import (
    AddCommand,
    add_course,
    course_of,
    known_student,
    name_damaged,
    people_of,
    terminal,
)
from autograder.core.errors import UsageError
from autograder.core.text import amount


def add_feedback(command: AddCommand) -> None:
    parser = command("feedback", "write one HTML page per student to feedback/")
    parser.set_defaults(run=run_feedback)
    add_course(parser)
    parser.add_argument("--student", action="append", metavar="ID", help="only this student; may be repeated")
    parser.add_argument(
        "--zip",
        choices=("moodle", "canvas"),
        help="also pack the pages under the names that the LMS wants for upload",
    )


def run_feedback(arguments: argparse.Namespace) -> int:
    from autograder.course.gradebook import has_assignment
    from autograder.course.marks import read_marks
    from autograder.course.states import State

    course = course_of(arguments)
    marks = read_marks(course) if has_assignment(course) else {}
    people = people_of(course, marks)
    ready = {
        who: person
        for who, person in people.items()
        if course.report(who).exists() or person.state in (State.GRADED, State.WAITS, State.UNGRADABLE)
    }
    if not ready:
        raise UsageError(
            f"Nobody has been graded in {course.root}. Run `ex3 autograde` first, or name the folder with --course."
        )
    if arguments.student:
        wanted = [known_student(people, student, course.root) for student in arguments.student]
        missing = next((who for who in wanted if who not in ready), None)
        if missing:
            raise UsageError(f"{missing} is {people[missing].state}, so there is no page to write.")
        ready = {who: ready[who] for who in wanted}
    written = write_feedback(course, ready, marks)
    pages = amount(len(written), "feedback page is", "feedback pages are")
    terminal().print(f"{pages} in {course.root / 'feedback'}", soft_wrap=True)
    if arguments.zip:
        print_feedback_zip(course, arguments.zip, written)
    return 0 if len(written) == len(ready) else 1


def write_feedback(course, people, marks) -> list[str]:
    """Write the page of each person, with the marks that humans gave and what being late costs; return whose."""
    from autograder.core.assignment import load_assignment
    from autograder.core.files import write_atomically
    from autograder.course.penalties import update_lateness
    from autograder.course.reports import read_report
    from autograder.pages.feedback import render, without_work
    from autograder.pages.images import read_plots

    late, assignment, written = update_lateness(course), load_assignment(course.source), []
    for student, person in people.items():
        stored = read_report(course, student)
        if stored is None and course.report(student).exists():
            name_damaged(course, [student])
            continue
        report = stored.report if stored else without_work(assignment)
        plots = read_plots(course, assignment, student)
        page = render(report, marks.get(student), person.name or student, late.get(student), plots, person)
        write_atomically(course.feedback(student), page)
        written.append(student)
    return written


def print_feedback_zip(course, kind: str, students: list[str]) -> None:
    from autograder.core.text import printable
    from autograder.lms.feedback_zip import write_feedback_zip

    console, made = terminal(), write_feedback_zip(course, kind, students)
    console.print(
        f"{amount(made.pages, 'of them is', 'of them are')} in {made.path}, for {kind.title()}",
        soft_wrap=True,
    )
    if made.left_out:
        names = printable(", ".join(made.left_out))
        console.print(
            f"needs a look: {kind.title()} has no name for {names}", style="bold yellow", soft_wrap=True
        )


def add_export(command: AddCommand) -> None:
    parser = command("export", "write the marks of the class as CSV")
    parser.set_defaults(run=run_export)
    add_course(parser)
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
    parser.add_argument(
        "--output",
        metavar="FILE",
        help="where to (default: grades.csv in the course folder; - for the terminal)",
    )


def run_export(arguments: argparse.Namespace) -> None:
    course = course_of(arguments)
    if arguments.format != "plain":
        export_to_lms(course, arguments)
        return
    if arguments.fill or arguments.so_far or arguments.questions:
        raise UsageError("--fill, --so-far and --questions are for an LMS: add --format moodle or canvas.")
    target = write_marks(course, arguments.output)
    if target:
        terminal().print(f"The marks are in {target}", soft_wrap=True)


def export_to_lms(course, arguments: argparse.Namespace) -> None:
    """Write the file that Moodle or Canvas takes back, and say what the LMS would not."""
    from autograder.core.files import write_atomically
    from autograder.core.text import printable
    from autograder.course.course_toml import read_settings
    from autograder.course.gradebook import has_assignment
    from autograder.course.marks import read_marks
    from autograder.course.penalties import update_lateness
    from autograder.course.states import State
    from autograder.lms.fill import fill
    from autograder.lms.store import read_collected
    from autograder.lms.upload import results_of, to_canvas, to_moodle

    if not has_assignment(course):
        raise UsageError(f"{course.root} has no gradebook. Run `ex3 autograde` first.")
    kind, so_far = arguments.format, arguments.so_far
    title = read_settings(course.root).canvas_assignment or course.assignment
    late, marks = update_lateness(course), read_marks(course)
    people = people_of(course, marks)
    marks = {who: own for who, own in marks.items() if people[who].state is not State.EXCUSED}
    results, most = results_of(marks, read_collected(course), late)
    if arguments.fill:
        sheet = fill(arguments.fill, results, most, kind, so_far, title)
    elif kind == "moodle":
        sheet = to_moodle(results, most, so_far)
    else:
        sheet = to_canvas(results, most, title, so_far, arguments.questions)
    for note in [*sheet.notes, *without_mark(people, marks)]:
        print(printable(f"ex3 export: {note}."), file=sys.stderr)
    if arguments.output == "-":
        sys.stdout.write(sheet.text)
        return
    target = Path(arguments.output or course.root / f"grades-{kind}.csv")
    write_atomically(target, sheet.text)
    terminal().print(f"The marks for {kind.title()} are in {target}", soft_wrap=True)


def without_mark(people, marks) -> Iterator[str]:
    """Say who gets no mark, or an old one, and why."""
    from autograder.course.states import State

    for state in (State.NOT_GRADED, State.UNGRADABLE, State.ABSENT, State.EXCUSED):
        who = [f"{student}{_why(person)}" for student, person in people.items() if person.state is state]
        if who:
            more = f" and {len(who) - 10} more" if len(who) > 10 else ""
            yield f"{len(who)} {state}: {', '.join(who[:10])}{more}"


def _why(person) -> str:
    return f" ({person.reason.rstrip('.')})" if person.reason else ""


def write_marks(course, output: str | None = None) -> Path | None:
    """Write the CSV of the class to a file, or to the terminal for ``-``."""
    from autograder.core.files import write_atomically
    from autograder.course.course_toml import read_settings
    from autograder.course.gradebook import has_assignment
    from autograder.course.marks import read_marks
    from autograder.course.penalties import update_lateness
    from autograder.lms.export import to_csv

    if not has_assignment(course):
        raise UsageError(
            f"{course.root} has no gradebook. Run `ex3 autograde` first, or name the folder with --course."
        )
    late = update_lateness(course)
    due = late or read_settings(course.root).deadline
    marks = read_marks(course)
    text = to_csv(marks, late if due else None, people_of(course, marks))
    if output == "-":
        sys.stdout.write(text)
        return None
    target = Path(output) if output else course.state / "grades.csv"
    write_atomically(target, text)
    return target
