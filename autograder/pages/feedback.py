"""Feedback for one student as one HTML page that needs no network: scoreboard first, then each check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.core.assignment import Assignment, Role
from autograder.core.questions import function_of, idea_of, is_bonus, part_of, question_of, title_of
from autograder.core.report import CheckResult, NotebookReport, Report, ReportAnswer, Verdict
from autograder.core.summary import State, coded_scores, is_open, state_of
from autograder.core.text import number
from autograder.course.marks import Mark
from autograder.course.penalties import Late, in_words
from autograder.course.states import BY_HAND, Person
from autograder.course.states import State as PersonState
from autograder.pages.html import page_template
from autograder.pages.markdown import to_html

# verdict: symbol, words for the student, class in the style sheet
WORDS = {
    Verdict.PASS: ("✓", "passed", State.FULL),
    Verdict.FAIL: ("✗", "not yet", State.NONE),
    Verdict.ERROR: ("✗", "stopped with an error", State.NONE),
    Verdict.TIMEOUT: ("✗", "took too long", State.NONE),
    Verdict.MEMORY: ("✗", "needed too much memory", State.NONE),
    Verdict.MISSING: ("○", "no answer to check", State.OPEN),
    Verdict.INTERNAL: ("!", "could not be checked, through no fault of yours; a human will look", State.WAIT),
}
SYMBOLS = {State.FULL: "✓", State.PART: "◐", State.NONE: "✗", State.OPEN: "○", State.WAIT: "…"}
QUESTION = {
    State.FULL: "complete",
    State.PART: "partly",
    State.NONE: "not yet",
    State.OPEN: "no answer to check",
    State.WAIT: "a human will look",
}
WRITTEN = {State.OPEN: "not answered", State.WAIT: "waiting for a human"}  # any other has been marked


@dataclass(frozen=True)
class Line:
    """One row of the page: a question in the scoreboard, a check, or a written answer."""

    title: str
    points: float
    max_points: float
    symbol: str
    words: str
    state: State
    hint: str = ""
    message: str = ""
    anchor: str = ""
    comment: str = ""  # a human's, as HTML

    @property
    def percent(self) -> int:
        return round(100 * self.points / self.max_points) if self.max_points else 0


@dataclass(frozen=True)
class Part:
    """One notebook of the page."""

    title: str
    anchor: str
    found: bool
    repairs: tuple[str, ...]
    lines: tuple[Line, ...]
    plots: tuple[str, ...] = ()


def render(
    report: Report,
    marks: Mapping[str, Mark] | None = None,
    student: str | None = None,
    late: Late | None = None,
    plots: Mapping[str, Sequence[str]] | None = None,
    person: Person | None = None,
) -> str:
    """Return the page as HTML.

    Parameters
    ----------
    report : Report
        From grading.
    marks : mapping, optional
        The student's marks in the gradebook by grade_id. A human's mark wins over the automatic one, and
        the human's comment is shown.
    student : str, optional
        Name in the heading; the report's own if left out.
    late : Late, optional
        How late it was handed in, and what that costs.
    plots : mapping, optional
        The student's own pictures by notebook, as ``data:`` addresses.
    person : Person, optional
        How far the student is; tells on top if the work cannot be graded, or need not be.
    """
    marks, plots = marks or {}, plots or {}
    parts = tuple(
        _part(notebook, marks, tuple(plots.get(notebook.name, ())))
        for notebook in report.notebooks
        if notebook.checks or notebook.answers or notebook.repairs
    )
    coded = _questions(report, marks)
    every_answer = [answer for notebook in report.notebooks for answer in notebook.answers]
    bonus = sum(a.max_points for a in every_answer if is_bonus(question_of(a.grade_id)))
    written = [_answer(answer, marks) for answer in every_answer]
    waiting = sum(line.max_points for line in written if line.state is State.WAIT)
    return page_template("feedback.html").render(
        student=student or report.student or "",
        assignment=report.assignment,
        coded=coded,
        written=written,
        parts=parts,
        score=sum(line.points for line in coded),
        max_score=sum(line.max_points for line in coded),
        marked=sum(line.points for line in written),
        max_marked=sum(line.max_points for line in written) - bonus,
        bonus=bonus,
        waiting=waiting,
        start=_start(report, coded) if person is None or _has_work(person) else None,
        person=person,
        by_hand=_reason(marks) if person and person.reason == BY_HAND else "",
        late=in_words(late) if late else "",
        penalty=late.penalty if late else 0,
    )


def _has_work(person: Person) -> bool:
    return person.state not in (PersonState.UNGRADABLE, PersonState.EXCUSED) and person.reason != BY_HAND


def _reason(marks: Mapping[str, Mark]) -> str:
    """Return what the human has written who marked a submission that no program can grade."""
    return " ".join(dict.fromkeys(mark.comment for mark in marks.values() if mark.comment))


def without_work(assignment: Assignment) -> Report:
    """Return the report of a submission in which there is nothing to grade."""
    return Report(
        assignment.name,
        tuple(
            NotebookReport(
                part.name,
                found=False,
                checks=tuple(
                    CheckResult(cell.grade_id, 0.0, cell.points, Verdict.MISSING)
                    for cell in part.of_role(Role.TEST)
                ),
                answers=tuple(
                    ReportAnswer(cell.grade_id, cell.points, answered=False) for cell in part.marked_by_hand
                ),
            )
            for part in assignment.notebooks
        ),
    )


def _start(report: Report, coded: list[Line]) -> tuple[str, str] | None:
    """Return what to mend first and how: a notebook that could not be read, else the first failed question."""
    for notebook in report.notebooks:
        if notebook.broken:
            return part_of(notebook.name), " ".join(notebook.repairs)
    return next(((line.title, line.hint) for line in coded if line.hint), None)


def _questions(report: Report, marks: Mapping[str, Mark]) -> list[Line]:
    """Return one line per coded question; its hint is that of the first check which failed."""
    lines = []
    for label, score in coded_scores(report).items():
        checks, most = score.checks, score.max_points
        points = sum(_points(check, marks) for check in checks)
        waits = any(check.verdict is Verdict.INTERNAL and not _by_hand(check, marks) for check in checks)
        state = state_of(points, most, unanswered=score.unanswered, waits=waits)
        symbol = "!" if waits else SYMBOLS[state]
        failed = [check for check in checks if check.verdict is not Verdict.PASS and not is_open(check)]
        hint = next((check.hint or check.message for check in failed), "")
        lines.append(
            Line(title_of(label), points, most, symbol, QUESTION[state], state, hint, anchor=score.notebook)
        )
    return lines


def _part(notebook: NotebookReport, marks: Mapping[str, Mark], plots: tuple[str, ...]) -> Part:
    functions = dict.fromkeys(filter(None, (function_of(check.grade_id) for check in notebook.checks)))
    title = ": ".join(
        [part_of(notebook.name), ", ".join(functions)] if functions else [part_of(notebook.name)]
    )
    lines = [_check(check, marks, labelled=len(functions) > 1) for check in notebook.checks]
    lines += [_answer(answer, marks) for answer in notebook.answers]
    return Part(title, notebook.name, notebook.found, notebook.repairs, tuple(lines), plots)


def _check(check: CheckResult, marks: Mapping[str, Mark], labelled: bool) -> Line:
    symbol, words, state = WORDS[check.verdict]
    if 0 < check.points < check.max_points:
        symbol, words, state = SYMBOLS[State.PART], QUESTION[State.PART], State.PART
    mark = marks.get(check.grade_id)
    if _by_hand(check, marks):
        words += "; marked by a human"
    words += _extra(mark)
    idea = idea_of(check.grade_id)
    title = f"{question_of(check.grade_id)} {idea}" if labelled else idea[:1].upper() + idea[1:]
    # An open check says nothing that its state or the notebook's repairs do not say.
    message = "" if is_open(check) or check.message == check.hint else check.message
    comment = to_html(mark.comment) if mark and mark.comment else ""
    points = _points(check, marks)
    return Line(title, points, check.max_points, symbol, words, state, check.hint, message, comment=comment)


def _by_hand(check: CheckResult, marks: Mapping[str, Mark]) -> bool:
    mark = marks.get(check.grade_id)
    return mark is not None and mark.by_hand


def _points(check: CheckResult, marks: Mapping[str, Mark]) -> float:
    mark = marks.get(check.grade_id)
    if mark is None:
        return check.points
    # A fault of ours changes no mark, so the gradebook still has the one before.
    kept = mark.by_hand or check.verdict is Verdict.INTERNAL
    return mark.score if kept else check.points + mark.extra


def _extra(mark: Mark | None) -> str:
    return f"; {number(mark.extra)} of it extra credit" if mark and mark.extra else ""


def _answer(answer: ReportAnswer, marks: Mapping[str, Mark]) -> Line:
    label = question_of(answer.grade_id)
    title = f"Report {label}" + (" (bonus)" if is_bonus(label) else "")
    mark = marks.get(answer.grade_id)
    if mark is not None and mark.by_hand:
        state, words = mark.state, f"marked{_extra(mark)}"
        return Line(
            title, mark.score, answer.max_points, SYMBOLS[state], words, state, comment=to_html(mark.comment)
        )
    state = state_of(0, answer.max_points, unanswered=True, waits=answer.answered)
    return Line(title, 0, answer.max_points, SYMBOLS[state], WRITTEN[state], state)
