"""Make what goes out before a class begins: the release, packages for platforms, the browser edition; check the checks."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.cli.common import (
    AddCommand,
    add_assignment,
    add_sandbox,
    add_timeout,
    add_workers,
    assignment_folder,
    sandbox_of,
    terminal,
)
from autograder.core.errors import UsageError
from autograder.core.text import amount


def add_release(command: AddCommand) -> None:
    parser = command("release", "make the student version of the notebooks from source/")
    parser.set_defaults(run=run_release)
    parser.add_argument("--zip", type=Path, metavar="FILE", help="also write the zip that students get")


def run_release(arguments: argparse.Namespace) -> None:
    from autograder.core.files import REPOSITORY
    from autograder.course.folder import Course
    from autograder.ex3.release import release, write_zip

    console, course = terminal(), Course()
    errors, _, _ = look_over(course.source, "auto")
    if errors:
        listed = "\n".join(f"- {error}" for error in errors)
        raise UsageError(f"Nothing was released: the notebooks in {course.source} need mending.\n{listed}")
    with terminal(stderr=True).status("nbgrader makes the release ..."):
        released = release(course.source, REPOSITORY / "notebooks")
    count = len(list(released.glob("*.ipynb")))
    console.print(
        f"{amount(count, 'notebook for students is', 'notebooks for students are')} in {released}",
        soft_wrap=True,
    )
    if arguments.zip:
        write_zip(released, course.data, arguments.zip)
        console.print(f"The zip for students is {arguments.zip}", soft_wrap=True)


def add_check_source(command: AddCommand) -> None:
    parser = command(
        "check-source", "look over an assignment: leaks, contradictions, and how each of its tests fares"
    )
    parser.set_defaults(run=run_check_source)
    add_assignment(parser)
    add_sandbox(parser)


def run_check_source(arguments: argparse.Namespace) -> int:
    from autograder.cli.scoreboard import source_table
    from autograder.core.files import REPOSITORY
    from autograder.course.folder import Course

    named, console = arguments.assignment, terminal()
    source = assignment_folder(named, REPOSITORY) if named else Course().source
    with terminal(stderr=True).status("running the instructor's version and the release ..."):
        errors, warnings, rows = look_over(source, sandbox_of(arguments))
    for kind, said in (("error", errors), ("warning", warnings)):
        for text in said:
            console.print(
                f"{kind}: {text}", soft_wrap=True, style="bold red" if kind == "error" else "yellow"
            )
    if rows:
        console.print(source_table(rows))
    beside = sum(not row.mode.isolated for row in rows)
    console.print(
        f"{amount(len(errors), 'error')}, {amount(len(warnings), 'warning')}; {amount(len(rows), 'test')}, of which "
        f"{amount(len(rows) - beside, 'is', 'are')} isolated",
        style="bold",
    )
    return 1 if errors else 0


def look_over(source: Path, sandbox: str):
    """Return the errors and warnings of an assignment, and a row for each of its tests."""
    from autograder.grading.autotests import read_assignment
    from autograder.grading.source import findings_in, try_tests

    found = findings_in(source)
    errors = [f"{name}, {finding.text}" for name, finding in found if finding.is_error]
    warnings = [f"{name}, {finding.text}" for name, finding in found if not finding.is_error]
    if any(finding.is_fatal for _, finding in found):
        return errors, warnings, []
    rows = try_tests(read_assignment(source), sandbox=sandbox)
    errors += [
        f"{row.notebook}.ipynb, test {row.grade_id!r}: {row.mode.fault}" for row in rows if row.mode.fault
    ]
    warnings += [
        f"{row.notebook}.ipynb, test {row.grade_id!r}: the untouched release passes it."
        for row in rows
        if row.mode.released and row.points
    ]
    return errors, warnings, rows


def add_package(command: AddCommand) -> None:
    parser = command("package", "pack the grader for another platform")
    parser.set_defaults(run=run_package)
    parser.add_argument("platform", choices=("gradescope",), metavar="PLATFORM", help="gradescope")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where to (default: PLATFORM.zip)")
    parser.add_argument(
        "--visibility",
        choices=("visible", "after_due_date", "after_published"),
        default="after_due_date",
        help="when students see how the checks went (default: after_due_date)",
    )
    add_timeout(parser)


def run_package(arguments: argparse.Namespace) -> None:
    from autograder.course.folder import Course
    from autograder.platforms.gradescope import package

    target = arguments.output or Path(f"{arguments.platform}.zip")
    package(Course(), target, arguments.visibility, arguments.timeout)
    said = "It holds the solutions and the hidden tests; README.md in it says how to set it up."
    terminal().print(f"The autograder for Gradescope is {target}. {said}", soft_wrap=True)


def add_site(command: AddCommand) -> None:
    parser = command("site", "build the browser edition, one folder for any static host")
    parser.set_defaults(run=run_site)
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path("_site"), metavar="DIR", help="where (default: _site)"
    )


def run_site(arguments: argparse.Namespace) -> None:
    from autograder.ex3.site import build_site

    with terminal(stderr=True).status("JupyterLite is being built ..."):
        built = build_site(arguments.folder)
    terminal().print(f"The browser edition is in {built}, for any static host", soft_wrap=True)


def add_selfcheck(command: AddCommand) -> None:
    parser = command("selfcheck", "grade the banks of right and wrong answers, print two tables")
    parser.set_defaults(run=run_selfcheck)
    add_workers(parser)
    add_sandbox(parser)


def run_selfcheck(arguments: argparse.Namespace) -> int:
    from rich.progress import track

    from autograder.ex3 import figures
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
    told = list(figures.look_at_all())
    console.print("\nWhat failed checks say:\n" + figures.summary(told), style="bold")
    found = [*faults(outcomes), *figures.faults(told)]
    for fault in found:
        console.print(f"needs a look: {fault}", style="bold yellow")
    return 1 if found else 0
