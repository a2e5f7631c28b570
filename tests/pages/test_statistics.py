"""The class report says what a class has not understood, and hides names where it should."""

import re
import time
from dataclasses import replace

import pytest

from autograder.core.report import CheckResult, NotebookReport, Report, Verdict
from autograder.course.marks import Mark
from autograder.course.states import Person, State
from autograder.pages.charts import Bar, bars, histogram
from autograder.pages.similarity import Similarity, compare
from autograder.pages.statistics import aliases, misconceptions, of_course, read_answers, render
from html_page import Page
from toy_course import ANSWER, SETUP, make_course, notebook, toy_report, write

NOTHING = Similarity((), {}, {})
VALUE = "test_feed_forward_value"


def page_of(reports, marks=None, similarity=NOTHING, answers=None, **options):
    return render(reports, marks or {}, similarity, answers or {}, **options)


def with_check(points=0.0, verdict=Verdict.FAIL, hint="Add z twice.", repairs=(), **more):
    check = CheckResult(VALUE, points, 3, verdict, "got 3", hint)
    return Report("ex3", (NotebookReport("part_c_toy", True, (check,), repairs=repairs, **more),))


def test_each_misconception_counts_once_for_a_student():
    reports = {
        "Ada": toy_report(value=0, zero=0),  # the same hint twice
        "Ben": toy_report(value=0),
        "Eve": toy_report(),
        "Zoe": toy_report(value=0, zero=0, verdict=Verdict.MISSING),
    }
    (met,) = misconceptions(reports)
    assert (met.question, met.hint, met.students) == ("1a", "Add z twice.", 2)
    assert met.share == pytest.approx(2 / 3)  # of the three who have an answer


def test_hints_that_differ_in_numbers_are_one_misconception():
    reports = {n: with_check(hint=f"You are {n} rows short.") for n in ("1", "2.5", "300")}
    assert [met.students for met in misconceptions(reports)] == [3]


@pytest.mark.parametrize("verdict", [Verdict.PASS, Verdict.TIMEOUT, Verdict.MEMORY, Verdict.INTERNAL])
def test_what_is_no_wrong_answer_is_no_misconception(verdict):
    assert misconceptions({"Ada": with_check(verdict=verdict)}) == []


def test_a_function_that_is_not_written_yet_is_no_misconception():
    hint = "feed_forward is not written yet: replace the line."
    assert misconceptions({"Ada": with_check(verdict=Verdict.ERROR, hint=hint)}) == []


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (with_check(verdict=Verdict.INTERNAL), "A fault of ours: 1a could not be checked."),
        (with_check(verdict=Verdict.TIMEOUT), "Too slow: 1a."),
        (with_check(verdict=Verdict.MEMORY), "Too much memory: 1a."),
        (with_check(repairs=("Deleted cells were restored: x.",)), "Part C: Deleted cells were restored: x."),
        (
            Report("ex3", (NotebookReport("part_c_toy", False, repairs=("It breaks off.",), broken=True),)),
            "Part C: It breaks off.",
        ),
    ],
)
def test_submissions_that_need_a_look_say_why(report, said):
    assert said in Page(page_of({"Ada": report, "Ben": toy_report()})).text


def test_traces_of_tampering_come_first():
    flagged = Report("ex3", (NotebookReport("part_c_toy", True, flags=("replaces numpy.abs",)),))
    text = Page(page_of({"Ada": with_check(verdict=Verdict.TIMEOUT), "Zoe": flagged})).text
    assert text.index("Zoe look first replaces numpy.abs (Part C)") < text.index("Ada Too slow")


def test_who_needs_no_look_is_not_listed():
    absent = NotebookReport("part_d_loss", False, repairs=("part_d_loss.ipynb was not handed in.",))
    report = toy_report()
    report = replace(report, notebooks=(*report.notebooks, absent))
    assert "Ada" not in page_of({"Ada": report})


def test_the_charts_count_every_student_once():
    reports = {"a": toy_report(), "b": toy_report(value=0), "c": toy_report(value=0, zero=0)}
    html = page_of({**reports, "d": toy_report(value=0, zero=0, verdict=Verdict.MISSING)})
    assert "1a feed_forward: 1 / 1 / 1 / 1, mean 31%" in html
    assert "1a value: 2 of 3 (67%)" in html
    assert "1a zero: 1 of 3 (33%)" in html


def test_written_answers_are_counted_as_far_as_they_are_marked():
    def mark(score, by_hand, waiting):
        return {"report_q1b_why": Mark("report_q1b_why", score, 2, True, by_hand, waiting)}

    marks = {
        "a": mark(2, True, False),
        "b": mark(1, True, False),
        "c": mark(0, False, True),
        "d": mark(0, False, False),
    }
    assert "1b: 1 / 1 / 0 / 1 / 1, mean 75%" in page_of({"a": toy_report()}, marks)


def test_time_is_told_for_each_notebook_once_the_reports_know_it():
    assert "Seconds of grading by submission" in page_of({"Ada": toy_report()})
    timed = Report("ex3", (NotebookReport("part_c_toy", True, duration_s=2.5),))
    assert "Part C: median 2.5 s, most 2.5 s" in page_of({"Ada": timed})


LOUD = "This is no verdict"
CODE = (
    "def feed_forward(z):\n    total = 0\n"
    + "".join(f"    total = total + z * {i}\n" for i in range(8))
    + "    return total"
)


@pytest.fixture
def course(tmp_path):
    course = make_course(tmp_path)
    for student, source in {
        "Ada Lovelace": CODE,
        "Ben": CODE.replace("total", "s"),
        "Eve": ANSWER["source"],
    }.items():
        write(course.autograded(student) / "part_c_toy.ipynb", notebook(SETUP, {**ANSWER, "source": source}))
    return course


def test_answers_that_are_alike_stand_beside_each_other_under_a_loud_warning(course):
    html = of_course(course, {name: toy_report() for name in ("Ada Lovelace", "Ben", "Eve")}, {})
    text = Page(html).text
    assert "1a feed_forward: Ada Lovelace and Ben, 100 % alike" in text
    assert text.index(LOUD) < text.index("Ada Lovelace and Ben")
    assert "s = s + z * 7" in text


def test_the_warning_is_there_without_any_group():
    assert LOUD in page_of({"Ada": toy_report()})


def test_names_are_hidden_in_all_of_the_page(course):
    reports = {"Ada Lovelace": with_check(repairs=("Odd.",)), "Ben": toy_report(), "Eve": toy_report()}
    html = of_course(course, reports, {}, anonymous=True)
    assert not re.search(r"Lovelace|\bBen\b|\bEve\b", html)
    assert "Student 1" in html
    assert aliases(reports) == aliases(reversed(list(reports)))


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"cells": [1]}', '{"cells": [{"metadata": 3, "source": "x"}]}']
)
def test_a_notebook_that_cannot_be_read_is_not_compared(course, content):
    from autograder.core.assignment import load_assignment

    (course.autograded("Ben") / "part_c_toy.ipynb").write_text(content)
    found = read_answers(course, load_assignment(course.source), ["Ada Lovelace", "Ben", "nobody"])
    assert found == {"feed_forward": {"Ada Lovelace": CODE}}


def test_security_nothing_of_a_student_is_taken_for_html():
    evil = '"><script>alert(1)</script>'
    reports = {evil: with_check(hint=evil, repairs=(evil,)), evil * 2: toy_report()}
    answers = {"feed_forward": {student: f"{CODE}\n    {evil!r}" for student in reports}}
    similarity = compare(answers, {})
    assert similarity.groups
    html = page_of(reports, similarity=similarity, answers=answers)
    assert "<script" not in html


def test_a_chart_says_in_words_what_it_shows():
    chart = bars([Bar("1a", (("full", 2), ("none", 1)), "2 / 1")], "Points <1>", 3)
    assert 'role="img" aria-label="Points &lt;1&gt;. 1a: 2 / 1"' in chart
    assert "0 to 2: 1, 2 to 4: 2" in histogram([1, 2, 4], [0, 2, 4], "Points", "points")


def test_a_histogram_holds_every_value_once():
    values = [0, 0.5, 1, 2, 3, 3]
    counts = re.findall(
        r": (\d+)", histogram(values, [0, 1, 2, 3], "t", "x").split('aria-label="')[1].split('"')[0]
    )
    assert sum(map(int, counts[1:])) == len(values)


@pytest.mark.parametrize("reports", [{}, {"Ada": Report("ex3", ())}])
def test_a_class_without_points_has_a_page_too(reports):
    assert "Class report" in page_of(reports)


@pytest.mark.slow
def test_a_class_of_200_takes_no_ten_seconds_of_computing():
    students = [f"student {i}" for i in range(200)]
    names = ["alpha", "beta", "gamma", "delta", "total", "rest", "left", "right"]
    sources = {s: CODE.replace("z * 3", f"z ** {i % 40} * {names[i % 8]}") for i, s in enumerate(students)}
    answers = {f"question {k}": sources for k in range(7)}
    start = time.process_time()
    page_of(
        {s: toy_report(value=i % 4) for i, s in enumerate(students)},
        similarity=compare(answers, {}),
        answers=answers,
    )
    assert time.process_time() - start < 5


def test_who_could_not_be_graded_is_listed_with_the_reason_and_all_are_counted():
    people = {
        "Ada": Person("Ada", "Ada King", State.GRADED),
        "weiss.m": Person("weiss.m", "Mia Weiss", State.ABSENT),
        "rossi.c": Person("rossi.c", "Carla Rossi", State.UNGRADABLE, "only a.pdf"),
    }
    text = Page(page_of({"Ada": toy_report()}, people=people)).text
    assert "3 people are in the class: 1 graded, 1 cannot be graded, 1 absent." in text
    assert "rossi.c cannot be graded only a.pdf" in text
    assert "weiss.m absent" in text
    hidden = Page(page_of({"Ada": toy_report()}, people=people, anonymous=True)).text
    assert "rossi" not in hidden
    assert "only a.pdf" in hidden


def test_points_that_a_human_gave_are_those_that_count():
    name = "test_feed_forward_value"
    marks = {"Ada": {name: Mark(name, 3, 3, False, True, False)}}
    assert "3 / 0 / 0" not in Page(page_of({"Ada": toy_report(value=0)})).text
    text = Page(page_of({"Ada": toy_report(value=0)}, marks)).text
    assert "4 of 4 median of the points from the checks" in text
