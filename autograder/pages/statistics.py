"""What a class has understood and what not, on one page: questions, checks, misconceptions, time, odd cases."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import mean, median

from autograder.core.assignment import Assignment, Role, load_assignment
from autograder.core.questions import idea_of, part_of, question_of, title_of
from autograder.core.report import CheckResult, Report, Verdict
from autograder.core.summary import State, coded_scores, flagged, is_open, spread
from autograder.course.folder import Course
from autograder.course.marks import Mark, with_marks
from autograder.course.states import Person, counted
from autograder.course.states import State as PersonState
from autograder.intake.match import is_stub
from autograder.pages.charts import Bar, bars, histogram
from autograder.pages.html import page_template
from autograder.pages.similarity import ALIKE, FEWEST, Group, Similarity, compare

MOST_CODE = 4_000  # characters of an answer that are shown
MOST_ROWS = 20


@dataclass(frozen=True)
class Misconception:
    """One hint, and who has met it."""

    question: str
    hint: str
    students: int
    share: float  # of those who have handed in an answer to the question


@dataclass(frozen=True)
class Look:
    """A submission that a human should look at."""

    student: str
    reasons: tuple[str, ...]
    urgent: bool


@dataclass(frozen=True)
class Alike:
    """A group of answers that are alike, as it is shown."""

    title: str
    students: tuple[str, ...]
    percent: int
    same_names: bool
    codes: tuple[str, ...]


def render(
    reports: Mapping[str, Report],
    marks: Mapping[str, Mapping[str, Mark]],
    similarity: Similarity,
    answers: Mapping[str, Mapping[str, str]],
    *,
    people: Mapping[str, Person] | None = None,
    anonymous: bool = False,
) -> str:
    """Return the page as HTML that needs nothing else.

    Parameters
    ----------
    reports : mapping
        Report by student.
    marks : mapping
        ``marks[student][grade_id]`` of the gradebook: written answers, and what humans gave for the others.
    similarity : Similarity
        From :func:`autograder.pages.similarity.compare`.
    answers : mapping
        ``answers[function][student]``, shown beside each other where they are alike.
    people : mapping, optional
        Everybody of the class, from :func:`autograder.course.states.states`: who has no report is listed too.
    anonymous : bool
        Students get numbers in place of names.
    """
    people = people or {}
    everybody = sorted({*reports, *people}, key=str.casefold)
    called = aliases(everybody) if anonymous else {student: student for student in everybody}
    reports = {student: with_marks(report, marks.get(student, {})) for student, report in reports.items()}
    scores = [report.score for report in reports.values()]
    most = max((report.max_score for report in reports.values()), default=0)
    return page_template("statistics.html").render(
        assignment=next(iter(reports.values())).assignment if reports else "",
        count=len(reports),
        median=median(scores) if scores else 0,
        mean=mean(scores) if scores else 0,
        most=most,
        full=sum(score >= most for score in scores),
        people=len(people),
        counted=counted(people.values()),
        others=[
            (called[student], str(person.state), person.reason)
            for student, person in people.items()
            if person.state not in (PersonState.GRADED, PersonState.WAITS)
        ],
        totals=histogram(scores, _edges(most), "Automatic points of the class", "points from the checks"),
        questions=_question_bars(reports),
        written=_written_bars(marks),
        checks=_check_bars(reports),
        misconceptions=misconceptions(reports),
        times=_times(reports),
        looks=[
            (called[look.student], look)
            for look in sorted(map(_look, reports, reports.values()), key=lambda look: not look.urgent)
            if look.reasons
        ],
        alike=[_alike(group, answers, called) for group in similarity.groups],
        compared=sum(similarity.compared.values()),
        common=[(title_of(question_of(f)), n) for f, n in similarity.common.items()],
        threshold=round(100 * ALIKE),
        fewest=FEWEST,
        anonymous=anonymous,
    )


def of_course(
    course: Course,
    reports: Mapping[str, Report],
    marks: Mapping[str, Mapping[str, Mark]],
    people: Mapping[str, Person] | None = None,
    *,
    anonymous: bool = False,
) -> str:
    """Return the page of a course, with the answers read from autograded/."""
    assignment = load_assignment(course.source)
    given = {
        cell.function: cell.released for part in assignment.notebooks for cell in part.of_role(Role.ANSWER)
    }
    answers = read_answers(course, assignment, reports)
    return render(reports, marks, compare(answers, given), answers, people=people, anonymous=anonymous)


def read_answers(
    course: Course, assignment: Assignment, students: Iterable[str]
) -> dict[str, dict[str, str]]:
    """Return ``answers[function][student]`` from the graded notebooks, without those that are still stubs."""
    students = list(students)
    answers: dict[str, dict[str, str]] = {}
    for part in assignment.notebooks:
        cells = {cell.grade_id: cell for cell in part.of_role(Role.ANSWER)}
        if not cells:
            continue
        for student in students:
            try:
                path = course.autograded(student) / f"{part.name}.ipynb"
                stored = json.loads(path.read_text(encoding="utf-8"))["cells"]
                found = {raw["metadata"].get("nbgrader", {}).get("grade_id"): raw["source"] for raw in stored}
            except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
                continue  # not handed in, or graded by another program
            for name, cell in cells.items():
                source = "".join(found.get(name, ""))
                if source.strip() and not is_stub(cell, source):
                    answers.setdefault(cell.function, {})[student] = source
    return answers


def aliases(students: Iterable[str]) -> dict[str, str]:
    """Return "Student 1", "Student 2" ... in an order that says nothing, the same for the same class."""
    mixed = sorted(students, key=lambda student: hashlib.sha256(f"alias {student}".encode()).digest())
    return {student: f"Student {n}" for n, student in enumerate(mixed, start=1)}


def misconceptions(reports: Mapping[str, Report]) -> list[Misconception]:
    """Return the hints that were given, those that most students have met first.

    Hints that differ in numbers only are one. A function that is not written yet is no misconception.
    """
    met: Counter[tuple[str, str]] = Counter()
    texts: dict[tuple[str, str], str] = {}
    tried: Counter[str] = Counter()
    for report in reports.values():
        for label, score in coded_scores(report).items():
            tried[label] += not score.unanswered
        own: dict[tuple[str, str], str] = {}
        for check in _checks(report):
            wrong = check.verdict in (Verdict.FAIL, Verdict.ERROR)
            if wrong and check.hint and "is not written yet" not in check.hint:
                key = (question_of(check.grade_id), re.sub(r"\d+(?:\.\d+)?", "0", check.hint))
                own.setdefault(key, check.hint)
        met.update(own.keys())
        for key, hint in own.items():
            texts.setdefault(key, hint)
    ranked = sorted(met.items(), key=lambda item: (-item[1], item[0]))
    return [
        Misconception(key[0], texts[key], count, count / max(tried[key[0]], 1))
        for key, count in ranked[:MOST_ROWS]
    ]


def _checks(report: Report) -> list[CheckResult]:
    return [check for notebook in report.notebooks for check in notebook.checks]


def _edges(most: float) -> list[float]:
    step = next((s for s in (1, 2, 5, 10, 20, 50) if most / s <= 20), 100)
    return [float(step * i) for i in range(int(-(-most // step)) + 1)] if most else [0.0, 1.0]


def _question_bars(reports: Mapping[str, Report]) -> str:
    """How many have all, some or no points of each coded question, or no answer."""
    counts: dict[str, Counter] = {}
    sums: dict[str, list[float]] = {}
    for report in reports.values():
        for label, score in coded_scores(report).items():
            counts.setdefault(label, Counter())[score.state] += 1
            sums.setdefault(label, []).append(score.points / (score.max_points or 1))
    return _stacked(counts, sums, len(reports), "Points by coded question")


def _written_bars(marks: Mapping[str, Mapping[str, Mark]]) -> str:
    """The same for the report's questions; answers that nobody has marked yet are a kind of their own."""
    counts: dict[str, Counter] = {}
    sums: dict[str, list[float]] = {}
    for own in marks.values():
        for mark in own.values():
            if not mark.written:
                continue
            label = question_of(mark.grade_id)
            if mark.by_hand:
                sums.setdefault(label, []).append(mark.score / (mark.max_score or 1))
            counts.setdefault(label, Counter())[mark.state] += 1
    return _stacked(counts, sums, len(marks), "Points by report question") if counts else ""


def _stacked(counts: Mapping[str, Counter], sums: Mapping[str, list[float]], most: int, title: str) -> str:
    kinds = (State.FULL, State.PART, State.NONE, State.WAIT, State.OPEN)
    rows = []
    for label in sorted(counts):
        numbers = [
            str(counts[label][kind]) for kind in kinds if kind is not State.WAIT or counts[label][kind]
        ]
        average = f", mean {mean(sums[label]):.0%}" if sums.get(label) else ""
        rows.append(
            Bar(
                title_of(label),
                tuple((kind, counts[label][kind]) for kind in kinds),
                " / ".join(numbers) + average,
            )
        )
    return bars(rows, title, most)


def _check_bars(reports: Mapping[str, Report]) -> str:
    """The checks that most of those who have an answer have not passed."""
    failed: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for report in reports.values():
        for check in _checks(report):
            if not is_open(check) and check.verdict is not Verdict.INTERNAL:
                tried[check.grade_id] += 1
                failed[check.grade_id] += check.verdict is not Verdict.PASS
    ranked = sorted((c for c in failed if failed[c]), key=lambda c: (-failed[c] / tried[c], c))[:12]
    rows = [
        Bar(
            f"{question_of(c)} {idea_of(c)}",
            (("none", failed[c] / tried[c]),),
            f"{failed[c]} of {tried[c]} ({failed[c] / tried[c]:.0%})",
        )
        for c in ranked
    ]
    return bars(rows, "Share of answers that fail each check", 1.0) if rows else ""


def _times(reports: Mapping[str, Report]) -> str:
    """Seconds of each submission, or of each notebook where the reports tell."""
    seconds: dict[str, list[float]] = {}
    for report in reports.values():
        for notebook in report.notebooks:
            if notebook.duration_s:
                seconds.setdefault(part_of(notebook.name), []).append(notebook.duration_s)
    if seconds:
        rows = [
            Bar(part, (("plain", median(own)),), f"median {median(own):.1f} s, most {max(own):.1f} s")
            for part, own in sorted(seconds.items())
        ]
        return bars(rows, "Seconds of grading by notebook", max(median(s) for s in seconds.values()))
    own = [report.duration_s for report in reports.values()]
    step = next((s for s in (1, 2, 5, 10, 20, 50) if max(own, default=0) / s <= 20), 100)
    edges = [float(step * i) for i in range(int(max(own, default=0) // step) + 2)]
    return histogram(own, edges, "Seconds of grading by submission", "seconds of grading")


def _look(student: str, report: Report) -> Look:
    """Say why a human should look at a submission; a fault of ours or a trace of tampering is urgent."""
    faults = sorted({question_of(c.grade_id) for c in _checks(report) if c.verdict is Verdict.INTERNAL})
    reasons = [f"A fault of ours: {', '.join(faults)} could not be checked."] if faults else []
    reasons += [f"{flag} ({spread(parts)})" for flag, parts in flagged(report).items()]
    urgent = bool(reasons)
    reasons += [f"{part_of(n.name)}: {n.repairs[0]}" for n in report.notebooks if n.broken]
    reasons += [f"{part_of(n.name)}: {repair}" for n in report.notebooks if n.found for repair in n.repairs]
    for verdict, words in ((Verdict.TIMEOUT, "Too slow"), (Verdict.MEMORY, "Too much memory")):
        labels = sorted({question_of(c.grade_id) for c in _checks(report) if c.verdict is verdict})
        reasons += [f"{words}: {', '.join(labels)}."] if labels else []
    return Look(student, tuple(reasons), urgent)


def _alike(group: Group, answers: Mapping[str, Mapping[str, str]], called: Mapping[str, str]) -> Alike:
    codes = [answers[group.function][student][:MOST_CODE] for student in group.students]
    return Alike(
        title_of(question_of(group.function)),
        tuple(called[student] for student in group.students),
        int(100 * group.share),
        group.same_names,
        tuple(codes),
    )
