"""The feedback page: complete, self-contained, readable by eye and by screen reader, and free of secrets."""

import itertools
import re
from pathlib import Path

import pytest

from autograder.core.assignment import load_assignment
from autograder.core.report import CheckResult, NotebookReport, Report, ReportAnswer, Verdict
from autograder.course.marks import Mark
from autograder.course.states import Person, State
from autograder.pages.feedback import render, without_work
from html_page import Page
from toy_course import toy_report

LOOK = Path(__file__).parents[2] / "autograder" / "pages" / "templates" / "look.css"


def page_of(*checks, answers=(), found=True, repairs=(), marks=None, student="Ada"):
    notebook = NotebookReport("part_c_feed_forward", found, checks, answers, repairs)
    return render(Report("ex3", (notebook,)), marks, student)


def check(verdict=Verdict.FAIL, points=0.0, message="got 3, expected 4", hint="Add the bias."):
    return CheckResult("test_feed_forward_one_sample", points, 4, verdict, message, hint)


def test_the_scoreboard_comes_before_the_checks():
    html = render(toy_report(value=0), student="Ada")
    assert html.index('id="scoreboard"') < html.index('id="checks"')


def test_a_failed_check_shows_points_hint_and_message():
    text = Page(page_of(check())).text
    for part in (
        "One sample",
        "not yet",
        "Add the bias.",
        "got 3, expected 4",
        "0 / 4",
        "Start with 1a feed_forward.",
    ):
        assert part in text, part


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.PASS, "passed"),
        (Verdict.ERROR, "stopped with an error"),
        (Verdict.TIMEOUT, "took too long"),
        (Verdict.MEMORY, "needed too much memory"),
        (Verdict.MISSING, "no answer to check"),
        (Verdict.INTERNAL, "through no fault of yours"),
    ],
)
def test_each_verdict_is_told_in_words(verdict, words):
    points = 4 if verdict is Verdict.PASS else 0
    assert words in Page(page_of(check(verdict, points))).text


def test_a_written_answer_waits_until_a_human_has_marked_it():
    answers = (ReportAnswer("report_q2b_slope", 2, True), ReportAnswer("report_q2c_loss", 1, False))
    text = Page(page_of(answers=answers)).text
    assert "Report 2b: waiting for a human - / 2" in text
    assert "Report 2c (bonus): not answered 0 / 1" in text
    marks = {"report_q2b_slope": Mark("report_q2b_slope", 1.5, 2, True, True, False, "Which rule is this?")}
    text = Page(page_of(answers=answers, marks=marks)).text
    assert "Report 2b: marked 1.5 / 2 Which rule is this?" in text
    assert "waiting for a human -" not in text


def test_a_mark_by_hand_wins_over_the_automatic_one():
    name = "test_feed_forward_one_sample"
    text = Page(page_of(check(), marks={name: Mark(name, 3, 4, False, True, False)})).text
    assert "marked by a human 3 / 4" in text
    assert "3 of 4 points from the checks" in text


def test_a_fault_of_ours_leaves_the_mark_that_the_gradebook_has():
    name = "test_feed_forward_one_sample"
    kept = {name: Mark(name, 3, 4, False, False, True)}
    text = Page(page_of(check(Verdict.INTERNAL), marks=kept)).text
    assert "3 of 4 points from the checks" in text
    assert "a human will look 3 / 4" in text
    text = Page(page_of(check(), marks=kept)).text
    assert "0 of 4 points from the checks" in text


def test_repairs_and_missing_notebooks_are_named():
    assert "part_c is cut off" in Page(page_of(check(), found=False, repairs=["part_c is cut off"])).text
    assert "was not in what you handed in" in Page(page_of(check(Verdict.MISSING), found=False)).text


def test_what_to_mend_first_is_a_notebook_that_cannot_be_read():
    broken = NotebookReport("part_d_loss", False, (), (), ("part_d_loss.ipynb is cut off.",), broken=True)
    wrong = NotebookReport("part_c_feed_forward", True, (check(),))
    text = Page(render(Report("ex3", (wrong, broken)), student="Ada")).text
    assert "Start with Part D. part_d_loss.ipynb is cut off." in text
    text = Page(render(Report("ex3", (wrong,)), student="Ada")).text
    assert "Start with 1a feed_forward. Add the bias." in text


@pytest.mark.parametrize(
    ("points", "verdict", "words"),
    [
        (4, Verdict.PASS, "1a feed_forward ✓ complete 4 / 4"),
        (1, Verdict.FAIL, "1a feed_forward ◐ partly 1 / 4"),
        (0, Verdict.FAIL, "1a feed_forward ✗ not yet 0 / 4"),
        (0, Verdict.MISSING, "1a feed_forward ○ no answer to check 0 / 4"),
        (0, Verdict.INTERNAL, "1a feed_forward ! a human will look 0 / 4"),
    ],
)
def test_the_scoreboard_tells_the_state_of_a_question(points, verdict, words):
    assert words in Page(page_of(check(verdict, points))).text


def test_security_what_students_write_stays_text():
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    html = page_of(check(message=evil, hint=evil), repairs=[evil], student=evil)
    tags = {tag for tag, _ in Page(html).tags}
    assert not tags & {"script", "img"}
    assert html.count("&lt;script&gt;") >= 4


def test_the_page_needs_no_network():
    html = render(toy_report(value=0), student="Ada")
    assert not re.search(r"https?://|src=|url\(|@import|<link|<script", html)
    assert "default-src 'none'" in html


def test_the_page_has_language_title_headings_in_order_and_unique_ids():
    page = Page(render(toy_report(), student="Ada"))
    tags = page.tags
    assert ("html", {"lang": "en"}) in tags
    levels = [int(tag[1]) for tag, _ in tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert len(page.ids) == len(set(page.ids))
    assert all(attrs.get("scope") for tag, attrs in tags if tag == "th")
    targets = [attrs["href"][1:] for tag, attrs in tags if tag == "a"]
    assert targets
    assert set(targets) <= set(page.ids)


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_all_text_has_the_contrast_of_wcag_aa(scheme):
    css = LOOK.read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", css, flags=re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[scheme]))
    for ink in ("ink", "soft", "link", "full", "part", "none", "wait", "open"):
        for paper in ("page", "card", "code"):
            light, dark = sorted((luminance(colours[ink]), luminance(colours[paper])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, paper)


def test_a_comment_on_a_written_answer_shows_its_formulas_and_no_html_of_its_own():
    answers = (ReportAnswer("report_q2b_slope", 2, True),)
    comment = "See $\\phi'$ in line 3.\n\n<script>alert(1)</script>"
    html = page_of(
        answers=answers,
        marks={"report_q2b_slope": Mark("report_q2b_slope", 1, 2, True, True, False, comment)},
    )
    assert "<math" in html
    assert "<script>" not in html


def test_extra_credit_is_told_and_counted_once():
    name = "test_feed_forward_one_sample"
    text = Page(page_of(check(), marks={name: Mark(name, 1, 4, False, False, False, extra=1)})).text
    assert "not yet; 1 of it extra credit 1 / 4" in text
    assert "1 of 4 points from the checks" in text
    answers = (ReportAnswer("report_q2b_slope", 2, True),)
    marks = {"report_q2b_slope": Mark("report_q2b_slope", 2.5, 2, True, True, False, extra=0.5)}
    text = Page(page_of(answers=answers, marks=marks)).text
    assert "Report 2b: marked; 0.5 of it extra credit 2.5 / 2" in text


def test_own_pictures_are_in_the_page_with_a_text_alternative():
    html = render(toy_report(), plots={"part_c_toy": ["data:image/png;base64,AAAA"]})
    pictures = [attrs for tag, attrs in Page(html).tags if tag == "img"]
    assert [(p["src"], p["alt"]) for p in pictures] == [
        ("data:image/png;base64,AAAA", "Picture 1 of 1 that your code has drawn in this part")
    ]
    assert "img-src data:" in html
    assert "drawn" not in render(toy_report())


def test_what_cannot_be_graded_has_a_page_that_says_why_and_what_a_human_gave():
    assignment = load_assignment()
    person = Person("pia", "Pia", State.UNGRADABLE, "There is only a.pdf.")
    text = Page(render(without_work(assignment), {}, "Pia", person=person)).text
    assert "This could not be graded. There is only a.pdf." in text
    assert "0 of 33 points from the checks" in text
    assert "Start with" not in text
    marks = {
        "test_feed_forward_one_sample": Mark(
            "test_feed_forward_one_sample", 1, 1, False, True, False, "A PDF."
        )
    }
    by_hand = Person("pia", "Pia", State.GRADED, "by hand")
    text = Page(render(without_work(assignment), marks, "Pia", person=by_hand)).text
    assert "Marked by a human. A PDF." in text
    excused = Page(render(toy_report(), {}, "Eve", person=Person("eve", "Eve", State.EXCUSED))).text
    assert "You are excused." in excused
