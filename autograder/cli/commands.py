"""What the commands of ``ex3`` do, one function for each. Only this module and the parser print."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shlex
import signal
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from autograder.core.errors import NotGraded, UsageError


def course_of(arguments: argparse.Namespace):
    """Return the course folder that the command works on."""
    from autograder.core.files import REPOSITORY
    from autograder.course.folder import Course

    root = arguments.course or REPOSITORY
    if not root.is_dir():
        raise UsageError(f"--course {root}: there is no such folder. Name the one that holds submitted/.")
    return Course(root.resolve())


def sandbox_of(arguments: argparse.Namespace) -> str:
    """Return the sandbox to use, after a look whether it works; say aloud if it is none."""
    from autograder.sandbox.walls import WARNING, choose

    chosen = choose(arguments.sandbox)
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


def run_release(arguments: argparse.Namespace) -> None:
    from autograder.core.files import REPOSITORY
    from autograder.course.folder import Course
    from autograder.ex3.release import release, write_zip

    console, course = terminal(), Course()
    with terminal(stderr=True).status("nbgrader makes the release ..."):
        released = release(course.source, REPOSITORY / "notebooks")
    count = len(list(released.glob("*.ipynb")))
    console.print(f"{count} notebooks for students are in {released}", soft_wrap=True)
    if arguments.zip:
        write_zip(released, course.data, arguments.zip)
        console.print(f"The zip for students is {arguments.zip}", soft_wrap=True)


def run_grade(arguments: argparse.Namespace) -> None:
    if not arguments.submission.exists():
        raise UsageError(
            f"{arguments.submission} does not exist. Name a folder, a .zip, a .tar.gz or an .ipynb."
        )

    from autograder.cli.scoreboard import submission_table
    from autograder.core.assignment import load_assignment
    from autograder.core.files import write_atomically
    from autograder.core.questions import part_of, waiting_points
    from autograder.core.text import number
    from autograder.course.folder import Course
    from autograder.grading.grade import grade

    sandbox = sandbox_of(arguments)
    with terminal(stderr=True).status("reading the submission ...") as status:
        report = grade(
            arguments.submission,
            load_assignment(Course().source),
            timeout=arguments.timeout,
            sandbox=sandbox,
            on_progress=lambda notebook, n, count: status.update(f"{part_of(notebook)} ({n} of {count}) ..."),
        )
    text = json.dumps(report.to_json(), indent=2, ensure_ascii=False) + "\n"
    if arguments.json == "-":
        sys.stdout.write(text)
    else:
        console = terminal()
        console.print(submission_table(report, console))
        waits = waiting_points(report)
        tail = f"; {number(waits)} report points wait for a human" if waits else ""
        console.print(
            f"{number(report.score)} of {number(report.max_score)} automatic points{tail}", style="bold"
        )
        if arguments.json:
            write_atomically(Path(arguments.json), text)
    if report.internal:
        raise NotGraded(
            "some checks could not be run, through a fault of ours; see the table. Mark them by hand."
        )
    if not report.found:
        raise NotGraded(
            f"no notebook of the exercise was found in {arguments.submission}. Is it the right file?"
        )


def run_submit(arguments: argparse.Namespace) -> None:
    from autograder.core.text import printable
    from autograder.ex3.student import submit

    folder = arguments.folder or (Path("mine") if Path("mine").is_dir() else Path())
    submission = submit(folder)
    terminal().print(printable(str(submission)), soft_wrap=True)


def run_package(arguments: argparse.Namespace) -> None:
    from autograder.course.folder import Course
    from autograder.platforms.gradescope import package

    target = arguments.output or Path(f"{arguments.platform}.zip")
    package(Course(), target, arguments.visibility, arguments.timeout)
    said = "It holds the solutions and the hidden tests; README.md in it says how to set it up."
    terminal().print(f"The autograder for Gradescope is {target}. {said}", soft_wrap=True)


def run_collect(arguments: argparse.Namespace) -> int:
    from autograder.cli.collect_table import print_intake
    from autograder.course.course_toml import read_settings
    from autograder.course.penalties import enter_people, update_lateness
    from autograder.lms.collect import collect, people
    from autograder.lms.roster import read_roster

    course = course_of(arguments)
    deadline = read_settings(course.root).deadline
    roster = read_roster(arguments.roster, deadline and deadline.zone) if arguments.roster else None
    with terminal(stderr=True).status("reading the archives ..."):
        intake = collect(course, arguments.archives, roster, deadline)
        enter_people(course, people(course, roster))
        update_lateness(course)
    print_intake(intake, course, terminal())
    return 1 if any(row.news == "unreadable" for row in intake.rows) else 0


def run_autograde(arguments: argparse.Namespace) -> int:
    from autograder.course.penalties import update_lateness

    course = course_of(arguments)
    run = grade_with_progress(
        course,
        lines=True,
        students=arguments.student,
        workers=arguments.workers,
        scheduler=arguments.scheduler,
        force=arguments.force,
        timeout=arguments.timeout,
        # On a cluster it is the workers that need one; they are asked when they are there.
        sandbox=arguments.sandbox if arguments.scheduler else sandbox_of(arguments),
    )
    print_run(run, course)
    update_lateness(course)
    return 1 if run.failures else 0


def grade_with_progress(course, lines: bool = False, **options):
    """Grade the class under a progress bar that names student, notebook and time left.

    Where there is no terminal, there is nothing, or plain ``lines``.
    """
    from autograder.cli.progress import class_progress
    from autograder.run.class_run import run_class

    with saying_stop(), class_progress(terminal(stderr=True), lines) as update:
        return run_class(course, on_status=update, **options)


@contextlib.contextmanager
def saying_stop():
    """Answer Ctrl-C, and what else asks a program to end, at once; then end in good order."""

    def stop(*_) -> None:
        for number in signals:
            signal.signal(number, signal.SIG_IGN)  # the end is on its way
        # print() may be what has been interrupted, and does not like to be called twice.
        os.write(2, b"\nex3: stopping ...\n")
        raise KeyboardInterrupt

    signals = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup has it ignored, for a reason
        signals.append(signal.SIGHUP)
    before = {number: signal.signal(number, stop) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def print_run(run, course) -> None:
    """Print the scoreboard of a class and what happened in the run."""
    from autograder.cli.scoreboard import class_table, legend, tampering
    from autograder.core.text import printable
    from autograder.course.marks import read_marks
    from autograder.run.changes import table

    console = terminal()
    waiting = still_waiting(run.reports, read_marks(course))
    console.print(class_table(waiting, run.failures, console))
    console.print(legend(console))
    done = f"{len(run.graded)} graded"
    if run.partly:
        done += f" ({len(run.partly)} of them only in the notebooks that have changed)"
    if run.skipped:
        done += f", {len(run.skipped)} were up to date (--force grades them again)"
    console.print(done)
    for line in tampering(run.reports):
        console.print(
            printable(f"looks like tampering (marks do not depend on it): {line}"), style="bold yellow"
        )
    if run.changes:
        console.print(table(run.changes))
        console.print(f"All changes of marks are in {course.changes}", soft_wrap=True)
    for student, reason in run.failures.items():
        console.print(printable(f"needs a look: {student}: {reason}"), style="bold yellow")


def still_waiting(reports, marks):
    """Return the reports without the written answers that a human has marked."""

    def waits(student: str, grade_id: str) -> bool:
        mark = marks.get(student, {}).get(grade_id)
        return mark is None or mark.waiting or mark.again

    return {
        student: replace(
            report,
            notebooks=tuple(
                replace(part, answers=tuple(a for a in part.answers if waits(student, a.grade_id)))
                for part in report.notebooks
            ),
        )
        for student, report in reports.items()
    }


def run_feedback(arguments: argparse.Namespace) -> None:
    from autograder.course.reports import read_reports

    course = course_of(arguments)
    reports = read_reports(course)
    if arguments.student:
        unknown = sorted(set(arguments.student) - set(reports))
        if unknown:
            raise UsageError(f"{unknown[0]} has not been graded in {course.root}. Run `ex3 autograde` first.")
        reports = {student: reports[student] for student in arguments.student}
    if not reports:
        raise UsageError(
            f"Nobody has been graded in {course.root}. Run `ex3 autograde` first, or name the folder with --course."
        )
    write_feedback(course, reports)
    terminal().print(f"{len(reports)} feedback pages are in {course.root / 'feedback'}", soft_wrap=True)
    if arguments.zip:
        print_feedback_zip(course, arguments.zip, list(reports))


def write_feedback(course, reports) -> None:
    """Write the page of each student, with the marks that humans gave and what being late costs."""
    from autograder.core.assignment import load_assignment
    from autograder.core.files import write_atomically
    from autograder.course.marks import read_marks
    from autograder.course.penalties import update_lateness
    from autograder.lms.store import read_collected
    from autograder.pages.feedback import render
    from autograder.pages.own_plots import read_plots

    marks, late, people = read_marks(course), update_lateness(course), read_collected(course)
    assignment = load_assignment(course.source)
    for student, report in reports.items():
        name = people[student].name if student in people else student
        plots = read_plots(course, assignment, student)
        page = render(report, marks.get(student), name or student, late.get(student), plots)
        write_atomically(course.feedback(student), page)


def print_feedback_zip(course, kind: str, students: list[str]) -> None:
    from autograder.core.text import printable
    from autograder.lms.feedback_zip import write_feedback_zip

    console, made = terminal(), write_feedback_zip(course, kind, students)
    console.print(f"{made.pages} of them are in {made.path}, for {kind.title()}", soft_wrap=True)
    if made.left_out:
        names = printable(", ".join(made.left_out))
        console.print(
            f"needs a look: {kind.title()} has no name for {names}", style="bold yellow", soft_wrap=True
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
    from autograder.course.course_toml import read_settings
    from autograder.course.marks import has_assignment, read_marks
    from autograder.course.penalties import update_lateness
    from autograder.lms.store import read_collected
    from autograder.lms.upload import fill, results_of, to_canvas, to_moodle

    if not has_assignment(course):
        raise UsageError(f"{course.root} has no gradebook. Run `ex3 autograde` first.")
    kind, so_far = arguments.format, arguments.so_far
    title = read_settings(course.root).canvas_assignment or course.assignment
    late = update_lateness(course)
    results, most = results_of(read_marks(course), read_collected(course), late)
    if arguments.fill:
        sheet = fill(arguments.fill, results, most, kind, so_far, title)
    elif kind == "moodle":
        sheet = to_moodle(results, most, so_far)
    else:
        sheet = to_canvas(results, most, title, so_far, arguments.questions)
    for note in sheet.notes:
        print(f"ex3 export: {note}.", file=sys.stderr)
    if arguments.output == "-":
        sys.stdout.write(sheet.text)
        return
    target = Path(arguments.output or course.root / f"grades-{kind}.csv")
    write_atomically(target, sheet.text)
    terminal().print(f"The marks for {kind.title()} are in {target}", soft_wrap=True)


def write_marks(course, output: str | None = None) -> Path | None:
    """Write the CSV of the class to a file, or to the terminal for ``-``."""
    from autograder.core.files import write_atomically
    from autograder.course.course_toml import read_settings
    from autograder.course.marks import has_assignment, read_marks
    from autograder.course.penalties import update_lateness
    from autograder.lms.export import to_csv
    from autograder.lms.store import read_collected

    if not has_assignment(course):
        raise UsageError(
            f"{course.root} has no gradebook. Run `ex3 autograde` first, or name the folder with --course."
        )
    late = update_lateness(course)
    due = late or read_settings(course.root).deadline
    names = {student.id: student.name for student in read_collected(course).values()}
    text = to_csv(read_marks(course), late if due else None, names)
    if output == "-":
        sys.stdout.write(text)
        return None
    target = Path(output) if output else course.root / "grades.csv"
    write_atomically(target, text)
    return target


def run_grade_reports(arguments: argparse.Namespace) -> int:
    from autograder.pages.manual import labels

    course = course_of(arguments)
    if not (course.root / "reports").is_dir():
        raise UsageError(
            f"Nobody has been graded in {course.root}. Run `ex3 autograde` first, or name the folder with --course."
        )
    known = labels(course)
    unknown = [label for label in arguments.question or [] if label not in known]
    if unknown:
        raise UsageError(f"There is no report question {unknown[0]}. There are: {', '.join(known)}.")
    if arguments.enter is None:
        write_report_pages(course, arguments.question)
        return 0
    return enter_report_marks(course, arguments.question, arguments.enter)


def write_report_pages(course, wanted: list[str] | None, silent: bool = False) -> None:
    """Write the page and the CSV of each question."""
    from autograder.core.files import write_atomically
    from autograder.pages.manual import read_questions
    from autograder.pages.marking import folder_of, prepare, read_comments
    from autograder.pages.marking_page import render

    console, comments = terminal(quiet=silent), read_comments(course)
    for question in read_questions(course, wanted):
        rows, notes = prepare(course, question)
        page = folder_of(course) / f"{question.label}.html"
        write_atomically(page, render(question, rows, notes, comments))
        done = sum(bool(row.points) for row in rows.values())
        changed = f", {len(notes)} changed since marked" if notes else ""
        console.print(
            f"{question.label}: {len(rows)} answers, {done} have points{changed}: {page}", soft_wrap=True
        )
    console.print("Mark on the pages or in the CSVs beside them, then run `ex3 grade-reports --enter`.")


def enter_report_marks(course, wanted: list[str] | None, files: list[Path]) -> int:
    """Enter what was typed in the CSVs, and say what changed."""
    from autograder.pages.manual import read_questions
    from autograder.pages.marking import enter

    console = terminal()
    done = enter(course, read_questions(course, wanted, shown=False), files)
    left = f"; {done.blank} answers are without points" if done.blank else ""
    console.print(f"{done.marks} marks are in the gradebook{left}")
    for change in done.changed:
        console.print(f"changed: {change}")
    for row in done.outdated:
        console.print(
            f"needs a look: {row}. Run `ex3 grade-reports` for the new one.",
            style="bold yellow",
            soft_wrap=True,
        )
    write_report_pages(course, wanted, silent=True)  # so that they show what was typed in the CSVs
    return 1 if done.outdated else 0


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


def run_explore(arguments: argparse.Namespace) -> None:
    import webbrowser

    from autograder.ex3.explore import open_server

    with open_server(port=arguments.port) as server:
        console = terminal()
        console.print(f"The explorer is at {server.address}   (Ctrl-C ends it)", soft_wrap=True)
        if not arguments.no_browser:
            webbrowser.open(server.address)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()
        console.print()


def run_site(arguments: argparse.Namespace) -> None:
    from autograder.ex3.site import build_site

    with terminal(stderr=True).status("JupyterLite is being built ..."):
        built = build_site(arguments.folder)
    terminal().print(f"The browser edition is in {built}, for any static host", soft_wrap=True)


def run_selfcheck(arguments: argparse.Namespace) -> int:
    from rich.progress import track

    from autograder.ex3.selfcheck import faults, run, size, summary, tables

    console = terminal()
    progress = track(
        run(arguments.workers, sandbox_of(arguments)),
        total=size(),
        description="grading",
        console=terminal(stderr=True),
    )
    outcomes = list(progress)
    for table in tables(outcomes):
        console.print(table)
    console.print(summary(outcomes), style="bold")
    found = faults(outcomes)
    for fault in found:
        console.print(f"needs a look: {fault}", style="bold yellow")
    return 1 if found else 0


def run_demo(arguments: argparse.Namespace) -> int:
    """Walk a made-up class from Moodle and back, by the commands that an instructor would type."""
    from autograder.cli.main import build_parser
    from autograder.ex3.demo import make_class, mark_reports
    from autograder.ex3.moodle import hand_in_to_moodle

    sandbox_of(arguments)  # now, not after the class has handed in
    folder = arguments.folder or Path(tempfile.mkdtemp(prefix="ex3-demo-"))
    console, parser = terminal(), build_parser()
    with terminal(stderr=True).status("nbgrader makes the release, then the class hands in ..."):
        course = make_class(folder)
        archive, worksheet = map(str, hand_in_to_moodle(course, most=45))

    def walk(*words: str) -> int:
        typed = [*words, "--course", str(course.root)]
        console.print(f"\n$ ex3 {shlex.join(typed)}", style="bold cyan", soft_wrap=True)
        done = parser.parse_args(typed)
        return globals()[f"run_{done.command.replace('-', '_')}"](done) or 0

    # The class has an endless loop in it: a short time limit shows it as well as a long one.
    how = ["--timeout", "10", "--sandbox", arguments.sandbox]
    how += ["--workers", str(arguments.workers)] if arguments.workers else []
    status = walk("collect", archive, "--roster", worksheet)
    status |= walk("autograde", *how)
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
