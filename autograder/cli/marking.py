"""``ex3 grade-reports``: pages on which humans mark written answers, and their marks on the way to the gradebook."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.cli.common import AddCommand, add_course, course_of, known_student, people_of, terminal
from autograder.core.errors import UsageError
from autograder.core.text import amount


def add_mark(command: AddCommand) -> None:
    parser = command("mark", "give a student a mark by hand, for any question, or take it back")
    parser.set_defaults(run=run_mark)
    parser.add_argument("student", metavar="STUDENT", help="folder in submitted/, id or name")
    parser.add_argument("question", metavar="QUESTION", help="such as 2a, or all")
    parser.add_argument(
        "points", nargs="?", metavar="POINTS", help="3 in place of the automatic mark, or +1 on top of it"
    )
    parser.add_argument("--comment", default="", metavar="TEXT", help="the reason, which the student reads")
    parser.add_argument("--clear", action="store_true", help="take back what a human gave")
    add_course(parser)


def run_mark(arguments: argparse.Namespace) -> None:
    from autograder.core.questions import title_of
    from autograder.core.text import number, printable
    from autograder.course.database import back_up
    from autograder.course.entry import mark_question, read_points
    from autograder.course.gradebook import has_assignment
    from autograder.run.changes import ChangeLog

    course, label, comment = course_of(arguments), arguments.question, arguments.comment.strip()
    if arguments.clear is (arguments.points is not None):
        raise UsageError("Give either POINTS, such as 3 or +1, or --clear.")
    if not arguments.clear and not comment:
        raise UsageError("A mark by hand needs a reason, which the student reads: add --comment TEXT.")
    points = None if arguments.clear else read_points(arguments.points)
    if not has_assignment(course):
        raise UsageError(f"{course.root} has no gradebook. Run `ex3 autograde` first.")
    student = known_student(people_of(course), arguments.student, course.root)
    back_up(course.db_url)
    changes = mark_question(course, student, label, points, comment)
    ChangeLog(course.changes).add(change for change in changes if change.old != change.new)
    old, new = (
        sum(points or 0.0 for points in marks)
        for marks in zip(*((c.old, c.new) for c in changes), strict=True)
    )
    what = "all questions" if label == "all" else title_of(label)
    back = " (taken back)" if arguments.clear else ""
    told = f"{student}, {what}: {number(old)} -> {amount(new, 'point')}{back}"
    terminal().print(printable(told), soft_wrap=True)


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
    parser.add_argument(
        "--serve",
        action="store_true",
        help="show the pages in the browser of this machine and save marks as they are typed; Ctrl-C ends it",
    )
    parser.add_argument("--no-browser", action="store_true", help="with --serve: only print the address")


def run_grade_reports(arguments: argparse.Namespace) -> int:
    from autograder.pages.manual import labels

    course = course_of(arguments)
    if not (course.state / "reports").is_dir():
        raise UsageError(
            f"Nobody has been graded in {course.root}. Run `ex3 autograde` first, or name the folder with --course."
        )
    known = labels(course)
    unknown = [label for label in arguments.question or [] if label not in known]
    if unknown:
        raise UsageError(f"There is no report question {unknown[0]}. There are: {', '.join(known)}.")
    if arguments.serve:
        if arguments.enter or arguments.question:
            raise UsageError(
                "--serve shows all questions; --enter without files enters the marks at its end."
            )
        return serve_marking(course, not arguments.no_browser, arguments.enter is not None)
    if arguments.enter is None:
        write_report_pages(course, arguments.question)
        return 0
    return enter_report_marks(course, arguments.question, arguments.enter)


def write_report_pages(course, wanted: list[str] | None, silent: bool = False) -> None:
    """Write the page and the CSV of each question."""
    from autograder.core.files import write_atomically
    from autograder.pages.manual import read_questions
    from autograder.pages.mark_sheets import folder_of, read_comments
    from autograder.pages.marking import prepare, render, version_of

    console, comments = terminal(quiet=silent), read_comments(course)
    for question in read_questions(course, wanted):
        rows, notes = prepare(course, question)
        page = folder_of(course) / f"{question.label}.html"
        write_atomically(page, render(question, rows, notes, comments, version_of(course, question)))
        done = sum(bool(row.points) for row in rows.values())
        changed = f", {len(notes)} changed since marked" if notes else ""
        console.print(
            f"{question.label}: {amount(len(rows), 'answer')}, {amount(done, 'has', 'have')} points{changed}: {page}",
            soft_wrap=True,
        )
    console.print("Mark on the pages or in the CSVs beside them, then run `ex3 grade-reports --enter`.")


def serve_marking(course, browser: bool, enter_at_end: bool) -> int:
    """Serve the pages until Ctrl-C."""
    import contextlib
    import webbrowser

    from autograder.pages.marking_server import MarkingServer

    console = terminal()
    write_report_pages(course, None, silent=True)
    with MarkingServer(course, lambda: entered_in_words(course)) as server:
        console.print(f"The answers to mark are at {server.address}   (Ctrl-C ends it)", soft_wrap=True)
        if browser:
            webbrowser.open(server.address)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()
    console.print()
    if enter_at_end:
        return enter_report_marks(course, None, [])
    console.print(
        "What was typed is in grade_reports/; `ex3 grade-reports --enter` puts it into the gradebook."
    )
    return 0


def entered_in_words(course) -> str:
    """Enter the marks, and return what came of it in a sentence for the page."""
    from autograder.course.database import back_up
    from autograder.pages.manual import read_questions
    from autograder.pages.marking import enter

    back_up(course.db_url)
    done = enter(course, read_questions(course, shown=False))
    said = [
        f"{amount(done.marks, 'new mark is', 'new marks are')} in the gradebook",
        f"{len(done.changed)} of them changed" if done.changed else "",
    ]
    said += [f"{len(done.taken_back)} taken back" if done.taken_back else ""]
    said += [f"{amount(done.blank, 'answer is', 'answers are')} without points" if done.blank else ""]
    said += [
        f"{amount(len(done.outdated), 'was', 'were')} left out, for answers that have changed"
        if done.outdated
        else ""
    ]
    return "; ".join(filter(None, said)) + "."


def enter_report_marks(course, wanted: list[str] | None, files: list[Path]) -> int:
    """Enter what was typed in the CSVs, and say what changed."""
    from autograder.course.database import back_up
    from autograder.pages.manual import read_questions
    from autograder.pages.marking import enter

    console = terminal()
    back_up(course.db_url)
    done = enter(course, read_questions(course, wanted, shown=False), files)
    left = f"; {amount(done.blank, 'answer is', 'answers are')} without points" if done.blank else ""
    console.print(f"{amount(done.marks, 'new mark is', 'new marks are')} in the gradebook{left}")
    for change in done.changed:
        console.print(f"changed: {change}")
    for mark in done.taken_back:
        console.print(f"taken back, since the CSV is empty there: {mark}")
    if done.kept:
        console.print(
            f"{amount(done.kept, 'empty row was', 'empty rows were')} saved before the answer was marked; the mark "
            "stays. To take one back, "
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
