"""Marks on the terminal: one table for a class, one for a single submission. Colour never speaks alone."""

from __future__ import annotations

from collections.abc import Mapping

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.questions import BONUS, coded_scores, idea_of, number, part_of, question_of
from autograder.report import CheckResult, Report, Verdict

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


def class_table(reports: Mapping[str, Report], failures: Mapping[str, str], console: Console) -> Table:
    """Return the table of a class: a row per student, a column per coded question, a remark.

    Parameters
    ----------
    reports : mapping
        Report by student.
    failures : mapping
        Why a submission could not be graded, by student; it may have an older report as well.
    """
    questions: dict[str, float] = {}
    for report in reports.values():
        questions.update({label: score.max_points for label, score in coded_scores(report).items()})
    total = sum(questions.values())
    narrow = console.width < 100

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, expand=False)
    table.add_column("Student", no_wrap=True, overflow="ellipsis", max_width=15 if narrow else 24, min_width=12)
    for label, points in sorted(questions.items()):
        table.add_column(Text.assemble(label, (f"\n/{number(points)}", "dim")), justify="right", no_wrap=True)
    table.add_column(Text.assemble("Auto", (f"\n/{number(total)}", "dim")), justify="right", no_wrap=True, style="bold")
    table.add_column(Text.assemble("Wait", ("\nreport", "dim")), justify="right", no_wrap=True)
    table.add_column("Remark", no_wrap=narrow, overflow="ellipsis", ratio=1, max_width=None)

    for student in sorted({*reports, *failures}, key=str.casefold):
        report = reports.get(student)
        if report is None:
            dashes = ["-"] * (len(questions) + 2)
            table.add_row(Text(student), *dashes, Text(f"not graded: {failures[student]}", style="bold yellow"))
            continue
        scores = coded_scores(report)
        cells = [_question_cell(report, label, scores, console) for label in sorted(questions)]
        words = f"not graded again: {failures[student]}" if student in failures else remark(report)
        waits = number(waiting_points(report))
        table.add_row(Text(student), *cells, number(report.score), Text(waits), Text(words))
    return table


def _question_cell(report: Report, label: str, scores, console: Console) -> Text:
    checks = [c for n in report.notebooks for c in n.checks if question_of(c.grade_id) == label]
    score = scores.get(label)
    if score is None or not checks:
        return Text("-", style="dim")
    sign = PARTIAL if 0 < score.points < score.max_points else SIGNS[_worst(checks)]
    return _signed(sign, number(score.points), console)


def _worst(checks: list[CheckResult]) -> Verdict:
    """Return the verdict that tells most about a question."""
    order = [Verdict.INTERNAL, Verdict.TIMEOUT, Verdict.MEMORY, Verdict.ERROR, Verdict.FAIL, Verdict.MISSING]
    return min((c.verdict for c in checks if c.verdict in order), key=order.index, default=Verdict.PASS)


def _signed(sign: tuple[str, str, str], text: str, console: Console) -> Text:
    symbol, plain, style = sign
    return Text(f"{symbol if console.encoding.startswith('utf') else plain} {text}".strip(), style=style)


def waiting_points(report: Report) -> float:
    """Return the points of written answers that a human has to mark."""
    return sum(a.max_points for n in report.notebooks for a in n.answers if a.answered)


def is_stub(check: CheckResult) -> bool:
    """Whether the answer is still the one that was released."""
    return check.verdict is Verdict.MISSING or "NotImplementedError" in check.message


def remark(report: Report) -> str:
    """Return the one thing about a submission that its reader should know first."""
    checks = [check for notebook in report.notebooks for check in notebook.checks]
    failed = [check for check in checks if check.verdict is not Verdict.PASS]
    repairs = [f"{part_of(n.name)}: {repair}" for n in report.notebooks for repair in n.repairs]
    broken = [f"{part_of(n.name)}: {n.repairs[0]}" for n in report.notebooks if n.repairs and not n.found]
    absent = [part_of(n.name) for n in report.notebooks if not n.found and not n.repairs and n.checks]
    stubs = sorted({question_of(check.grade_id) for check in failed if is_stub(check)})
    if report.internal:
        return "needs a look: our own fault, see the report"
    late = sorted({question_of(c.grade_id) for c in failed if c.verdict is Verdict.TIMEOUT})
    heavy = sorted({question_of(c.grade_id) for c in failed if c.verdict is Verdict.MEMORY})
    if late or heavy:
        return f"timeout in {', '.join(late)}" if late else f"too much memory in {', '.join(heavy)}"
    if failed and len(stubs) == len({question_of(check.grade_id) for check in checks}) and not broken:
        return "nothing answered yet" if not absent else f"not handed in: {', '.join(absent)}"
    if broken:
        return broken[0]
    wrong = [check for check in failed if not is_stub(check)]
    if wrong:
        first = wrong[0]
        return f"{question_of(first.grade_id)}: {first.hint or first.message or first.verdict.lower()}"
    if repairs:
        return repairs[0] if len(repairs) == 1 else f"{repairs[0]} (and {len(repairs) - 1} more)"
    if absent:
        return f"not handed in: {', '.join(absent)}"
    if stubs:
        return f"still open: {', '.join(stubs)}"
    return "all checks passed"


def submission_table(report: Report, console: Console) -> Table:
    """Return the table of one submission: a row per check, grouped by notebook."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False)
    table.add_column("Check", no_wrap=True, overflow="ellipsis", max_width=34)
    table.add_column("Points", justify="right", no_wrap=True)
    table.add_column("Verdict", no_wrap=True)
    table.add_column("What to know", ratio=1)
    for notebook in report.notebooks:
        if not notebook.checks and not notebook.answers and not notebook.repairs:
            continue
        title = Text.assemble((part_of(notebook.name), "bold"), "" if notebook.found else " (not found)")
        points = f"{number(notebook.score)} / {number(notebook.max_score)}" if notebook.checks else ""
        table.add_row(title, Text(points, style="bold"), "", Text("\n".join(notebook.repairs), style="yellow"))
        for check in notebook.checks:
            table.add_row(
                Text(f"  {question_of(check.grade_id)} {idea_of(check.grade_id)}"),
                f"{number(check.points)} / {number(check.max_points)}",
                _signed(SIGNS[check.verdict], check.verdict.lower(), console),
                Text("\n".join(filter(None, [check.hint, check.message]))),
            )
        for answer in notebook.answers:
            label = question_of(answer.grade_id)
            state = "waits for a human" if answer.answered else "not answered"
            bonus = " bonus" if label in BONUS else ""
            table.add_row(
                Text(f"  {label} report{bonus}"), f"{number(answer.max_points)}", Text(state, style="cyan"), ""
            )
    return table


def legend(console: Console) -> Text:
    """Return the line that explains the signs of the class table."""
    entries = [
        (SIGNS[Verdict.PASS], "all points"),
        (PARTIAL, "some"),
        (SIGNS[Verdict.FAIL], "none"),
        (SIGNS[Verdict.MISSING], "not answered"),
        (SIGNS[Verdict.TIMEOUT], "too slow"),
        (SIGNS[Verdict.INTERNAL], "our fault"),
    ]
    return Text("   ").join(_signed(sign, words, console) for sign, words in entries)
