"""Marks on the terminal: one table for a class, one for a single submission. Colour never speaks alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from textwrap import wrap

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.core.questions import idea_of, is_bonus, part_of, question_of
from autograder.core.report import CheckResult, NotebookReport, Report, Verdict
from autograder.core.summary import (
    QuestionScore,
    State,
    coded_scores,
    flagged,
    is_open,
    spread,
    waiting_points,
)
from autograder.core.text import number, printable
from autograder.course.penalties import Late, in_words
from autograder.course.states import Person
from autograder.course.states import State as PersonState

# verdict: symbol, symbol where the terminal cannot print it, style
SIGNS = {
    Verdict.PASS: ("✓", "+", "green"),
    Verdict.FAIL: ("✗", "x", "red"),
    Verdict.ERROR: ("✗", "x", "red"),
    Verdict.TIMEOUT: ("◷", "t", "magenta"),
    Verdict.MEMORY: ("▲", "m", "magenta"),
    Verdict.MISSING: ("·", ".", "bright_black"),
    Verdict.INTERNAL: ("!", "!", "bold yellow"),
}
PARTIAL = ("◐", "~", "yellow")
BY_HAND = ("✎", "h", "cyan")


def class_table(
    reports: Mapping[str, Report],
    failures: Mapping[str, str],
    console: Console,
    people: Mapping[str, Person] | None = None,
    late: Mapping[str, Late] | None = None,
    by_hand: Collection[tuple[str, str]] = (),
) -> Table:
    """Return the table of a class: a row per student, a column per coded question, a remark.

    Parameters
    ----------
    reports : mapping
        Report by student.
    failures : mapping
        Why a submission could not be graded, by student; it may have an older report as well.
    people : mapping, optional
        Everybody of the class: names, and who has handed nothing in.
    late : mapping, optional
        How late each is, and what it costs.
    by_hand : collection
        Students and questions whose points a human gave.
    """
    people, late = people or {}, late or {}
    scores = {student: coded_scores(report) for student, report in reports.items()}
    questions = {label: score.max_points for own in scores.values() for label, score in own.items()}
    labels = sorted(questions)
    students = sorted({*reports, *failures, *people}, key=str.casefold)
    wide = console.width >= 100
    gap, between = (2, " ") if wide else (1, "")
    name = max(12, min(22 if wide else 14, max(map(cell_len, students), default=0)))
    cells = {
        s: [_cell(own.get(label), between, console, (s, label) in by_hand) for label in labels]
        for s, own in scores.items()
    }
    mark = max((cell_len(cell.plain) for row in cells.values() for cell in row), default=1)
    # What the remark gets is what the others leave; rich itself would rather squeeze the numbers.
    called = (
        max((cell_len(person.name) for person in people.values()), default=0) if console.width >= 110 else 0
    )
    called = min(called, 20)
    rest = max(
        16, console.width - name - len(labels) * (mark + gap) - 4 - 6 - 3 * gap - (called and called + gap)
    )

    table = Table(box=box.SIMPLE_HEAD, padding=(0, gap - 1, 0, 0), pad_edge=False, show_edge=False)
    table.add_column("Student", no_wrap=True, width=name)
    if called:
        table.add_column("Name", no_wrap=True, width=called)
    for label in labels:
        most = number(questions[label])
        table.add_column(_heading(label, f"/{most}"), justify="right", no_wrap=True, width=mark)
    table.add_column(
        _heading("Auto", f"/{number(sum(questions.values()))}"), justify="right", width=4, style="bold"
    )
    table.add_column(_heading("Report", "waits"), justify="right", width=6)
    table.add_column("Remark", width=rest)

    for student in students:
        report, failure = reports.get(student), failures.get(student)
        row: list[Text | str] = ["-"] * (len(labels) + 2)
        if report:
            row = [*cells[student], number(report.score), number(waiting_points(report))]
        words = _words(report, failure, people.get(student), late.get(student))
        lines = wrap(printable(words), rest, max_lines=2, placeholder=" ...")
        who = [Text(printable(student))]
        if called:
            who.append(Text(printable(people[student].name if student in people else "")))
        table.add_row(*who, *row, Text("\n".join(lines), style="bold yellow" if failure else ""))
    return table


def _words(report: Report | None, failure: str | None, person: Person | None, late: Late | None) -> str:
    """Return the remark of a row: why there is no mark, else how late it is and what to know of the work."""
    if person is not None and (report is None or person.state is PersonState.EXCUSED):
        return person.words if not failure else f"{person.state}: {failure}"
    if failure or report is None:
        return f"cannot be graded: {failure}"
    return f"{in_words(late)}; {remark(report)}" if late else remark(report)


def _heading(first: str, second: str) -> Text:
    return Text.assemble(first, (f"\n{second}", "dim"))


def _cell(score: QuestionScore | None, between: str, console: Console, by_hand: bool) -> Text:
    if score is None:
        return Text("-", style="dim")
    if by_hand:
        return _signed(BY_HAND, number(score.points), console, between)
    sign = PARTIAL if score.state is State.PART else SIGNS[_worst(score.checks)]
    return _signed(sign, number(score.points), console, between)


def _worst(checks: Iterable[CheckResult]) -> Verdict:
    """Return the verdict that tells most about a question."""
    order = [Verdict.INTERNAL, Verdict.TIMEOUT, Verdict.MEMORY, Verdict.ERROR, Verdict.FAIL, Verdict.MISSING]
    return min((c.verdict for c in checks if c.verdict in order), key=order.index, default=Verdict.PASS)


def _signed(sign: tuple[str, str, str], text: str, console: Console, between: str = " ") -> Text:
    symbol, plain, style = sign
    return Text(f"{symbol if console.encoding.startswith('utf') else plain}{between}{text}", style=style)


def remark(report: Report) -> str:
    """Return the one thing about a submission that its reader should know first."""
    checks = [check for notebook in report.notebooks for check in notebook.checks]
    failed = [check for check in checks if check.verdict is not Verdict.PASS]
    wrong = [check for check in failed if not is_open(check)]
    still_open = sorted({question_of(check.grade_id) for check in failed if is_open(check)})
    absent = [part_of(n.name) for n in report.notebooks if not n.found and n.checks and not n.broken]
    repairs = [f"{part_of(n.name)}: {repair}" for n in report.notebooks if n.found for repair in n.repairs]
    flags = flagged(report)

    if report.internal:
        return "needs a look: a fault of ours, see the report"
    if flags:
        more = f" (and {len(flags) - 1} more)" if len(flags) > 1 else ""
        return f"looks like tampering: {next(iter(flags))}{more}"
    for verdict, words in ((Verdict.TIMEOUT, "timeout in"), (Verdict.MEMORY, "too much memory in")):
        questions = sorted({question_of(check.grade_id) for check in wrong if check.verdict is verdict})
        if questions:
            return f"{words} {', '.join(questions)}"
    for notebook in report.notebooks:
        if notebook.broken:
            return " ".join(notebook.repairs)
    if wrong:
        first = wrong[0]
        return f"{question_of(first.grade_id)}: {first.hint or first.message or first.verdict.lower()}"
    if absent:
        return f"not handed in: {', '.join(absent)}"
    if checks and len(failed) == len(checks):
        return "nothing answered yet"
    if still_open:
        return f"still open: {', '.join(still_open)}"
    if repairs:
        return repairs[0] if len(repairs) == 1 else f"{repairs[0]} (and {len(repairs) - 1} more)"
    return "all checks passed"


def tampering(reports: Mapping[str, Report]) -> list[str]:
    """Return a line for each student whose cells hold what no answer needs."""
    lines = []
    for student, report in reports.items():
        by_parts: dict[str, list[str]] = {}
        for flag, parts in flagged(report).items():
            by_parts.setdefault(spread(parts), []).append(flag)
        if by_parts:
            lines.append(f"{student}: " + "; ".join(f"{', '.join(f)} ({p})" for p, f in by_parts.items()))
    return lines


def submission_table(report: Report, console: Console) -> Table:
    """Return the table of one submission: a row per check, grouped by notebook; one line for all that is not there."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False)
    table.add_column("Check", no_wrap=True, overflow="ellipsis", max_width=34)
    table.add_column("Points", justify="right", no_wrap=True)
    table.add_column("Verdict", no_wrap=True)
    table.add_column("What to know", ratio=1)
    absent = [n for n in report.notebooks if not n.found and (n.repairs[1:] or not n.broken)]
    for notebook in report.notebooks:
        if notebook in absent or not (notebook.checks or notebook.answers or notebook.repairs):
            continue
        title = Text.assemble((part_of(notebook.name), "bold"), "" if notebook.found else " (not readable)")
        points = f"{number(notebook.score)} / {number(notebook.max_score)}" if notebook.checks else ""
        table.add_row(
            title,
            Text(points, style="bold"),
            "",
            Text(printable("\n".join(notebook.repairs)), style="yellow"),
        )
        if not notebook.found:
            continue  # the same words beside each check would hide the others
        for check in notebook.checks:
            table.add_row(
                Text(f"  {question_of(check.grade_id)} {idea_of(check.grade_id)}"),
                f"{number(check.points)} / {number(check.max_points)}",
                _signed(SIGNS[check.verdict], check.verdict.lower(), console),
                Text(printable("\n".join(filter(None, [check.hint, check.message])))),
            )
        for answer in notebook.answers:
            label = question_of(answer.grade_id)
            state = "waits for a human" if answer.answered else "not answered"
            bonus = " bonus" if is_bonus(label) else ""
            table.add_row(
                Text(f"  {label} report{bonus}"),
                f"{number(answer.max_points)}",
                Text(state, style="cyan"),
                "",
            )
    if absent:
        _add_absent(table, absent)
    return table


def _add_absent(table: Table, absent: list[NotebookReport]) -> None:
    """Add one line for the parts that were not handed in, and why they may be missing."""
    letters = ", ".join(part_of(notebook.name).removeprefix("Part ") for notebook in absent)
    reasons = dict.fromkeys(reason for notebook in absent for reason in notebook.repairs[1:])
    most = sum(notebook.max_score for notebook in absent)
    said = printable("\n".join([f"Not handed in: Part {letters}.", *reasons]))
    table.add_row(Text("Not handed in", style="bold"), f"0 / {number(most)}", "", Text(said, style="yellow"))


def legend(console: Console) -> Text:
    """Return the line that explains the signs of the class table."""
    entries = [
        (SIGNS[Verdict.PASS], "all"),
        (PARTIAL, "some"),
        (SIGNS[Verdict.FAIL], "none"),
        (SIGNS[Verdict.MISSING], "no answer"),
        (SIGNS[Verdict.TIMEOUT], "too slow"),
        (SIGNS[Verdict.MEMORY], "memory"),
        (SIGNS[Verdict.INTERNAL], "our fault"),
        (BY_HAND, "human"),
    ]
    return Text("  ").join(_signed(sign, words, console) for sign, words in entries)


def source_table(rows) -> Table:
    """Return what the instructor's version and the untouched release get by each test, and how it is run."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for title in ("Test", "points", "instructor", "release", ""):
        table.add_column(title, justify="right" if title == "points" else "left", overflow="fold")
    for row in rows:
        mode = row.mode
        how = "isolated" if mode.isolated else f"beside the answer: {mode.why}"
        if mode.in_place:
            how += "; arguments change in place"
        passes, released = ("passes" if each else "fails" for each in (not mode.fault, mode.released))
        table.add_row(printable(row.grade_id), number(row.points), passes, released, printable(how))
    return table
