"""``ex3 grade`` for one submission and ``ex3 autograde`` for a class."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

from autograder.cli.common import (
    AddCommand,
    add_assignment,
    add_course,
    add_sandbox,
    add_timeout,
    add_workers,
    assignment_folder,
    course_of,
    people_of,
    sandbox_of,
    terminal,
)
from autograder.core.errors import NotGraded, UsageError
from autograder.core.text import amount


def add_grade(command: AddCommand) -> None:
    parser = command("grade", "grade one submission: a folder, an archive or a single notebook")
    parser.set_defaults(run=run_grade)
    parser.add_argument("submission", type=Path, metavar="SUBMISSION")
    parser.add_argument(
        "--json", metavar="FILE", help="write the result as JSON; - writes it to the terminal"
    )
    add_assignment(parser)
    add_timeout(parser)
    add_sandbox(parser)


def run_grade(arguments: argparse.Namespace) -> None:
    if not arguments.submission.exists():
        raise UsageError(
            f"{arguments.submission} does not exist. Name a folder, a .zip, a .tar.gz or an .ipynb."
        )

    from autograder.cli.scoreboard import submission_table
    from autograder.core.files import REPOSITORY, write_atomically
    from autograder.core.questions import part_of
    from autograder.core.summary import waiting_points, why_not_found
    from autograder.core.text import number
    from autograder.course.course_toml import read_settings
    from autograder.course.folder import Course
    from autograder.grading.autotests import read_assignment
    from autograder.grading.grade import grade

    sandbox = sandbox_of(arguments)
    named = arguments.assignment
    source = assignment_folder(named, REPOSITORY) if named else Course().source
    with terminal(stderr=True).status("reading the submission ...") as status:
        report = grade(
            arguments.submission,
            read_assignment(source),
            isolation=read_settings(source.parent.parent).isolation if named else "preferred",
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
        tail = f"; {amount(waits, 'report point waits', 'report points wait')} for a human" if waits else ""
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
        raise NotGraded(f"{arguments.submission} cannot be graded: {why_not_found(report)}")


def add_autograde(command: AddCommand) -> None:
    parser = command("autograde", "grade all of submitted/ and enter the marks in the gradebook")
    parser.set_defaults(run=run_autograde)
    add_course(parser)
    add_workers(parser)
    parser.add_argument(
        "--student", action="append", metavar="ID", help="grade only this student; may be given several times"
    )
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="grade on the workers of a running dask.distributed cluster, such as tcp://10.0.0.1:8786",
    )
    parser.add_argument("--force", action="store_true", help="also grade what is up to date")
    add_timeout(parser)
    add_sandbox(parser)


def run_autograde(arguments: argparse.Namespace) -> int:
    from autograder.course.database import back_up

    course = course_of(arguments)
    back_up(course.db_url)
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
    from autograder.core.questions import question_of
    from autograder.core.text import printable
    from autograder.course.marks import read_marks
    from autograder.course.penalties import update_lateness
    from autograder.course.states import State
    from autograder.run.changes import table

    console = terminal()
    marks = read_marks(course)
    people, late = people_of(course, marks), update_lateness(course)
    reports = still_waiting(run.reports, marks)
    failures = {who: person.reason for who, person in people.items() if person.state is State.UNGRADABLE}
    by_hand = {
        (who, question_of(mark.grade_id))
        for who, own in marks.items()
        for mark in own.values()
        if mark.by_hand or mark.extra
    }
    console.print(class_table(reports, failures | run.failures, console, people, late, by_hand))
    console.print(legend(console))
    done = f"{len(run.graded)} graded"
    if run.partly:
        done += f" ({len(run.partly)} of them only in the notebooks that have changed)"
    if run.skipped:
        done += f", {amount(len(run.skipped), 'was', 'were')} up to date (--force grades again)"
    console.print(done)
    for reason, count in Counter(run.reasons.values()).most_common():
        console.print(f"{count} graded again: {reason}", style="dim", soft_wrap=True)
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
    """Return the reports with the points that humans gave, without the written answers that they have marked."""
    from autograder.course.marks import with_marks

    def waits(student: str, grade_id: str) -> bool:
        mark = marks.get(student, {}).get(grade_id)
        return mark is None or mark.waiting or mark.again

    def rest(student, report):
        counted = with_marks(report, marks.get(student, {}))
        parts = [
            replace(part, answers=tuple(a for a in part.answers if waits(student, a.grade_id)))
            for part in counted.notebooks
        ]
        return replace(counted, notebooks=tuple(parts))

    return {student: rest(student, report) for student, report in reports.items()}
