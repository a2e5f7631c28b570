"""The instructor's pages in a real browser: accessible, from disk with the network off, and typing is not lost."""

from __future__ import annotations

import csv
import re
import threading

import pytest

from autograder.core.report import Verdict
from autograder.course.marks import Mark
from autograder.pages.feedback import render as render_feedback
from autograder.pages.manual import read_questions
from autograder.pages.mark_sheets import csv_of, read_comments, read_rows
from autograder.pages.marking import enter, prepare
from autograder.pages.marking import render as render_question
from autograder.pages.marking_server import MarkingServer
from autograder.pages.similarity import FEWEST
from autograder.pages.statistics import of_course
from chromium import violations
from toy_course import ANSWER, SETUP, notebook, toy_report, write
from written_course import Gradebook, added, drawn, hand_in, make_course

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDE = "$$" + " + ".join(f"x_{{{i}}}^2" for i in range(60)) + "$$"
LONG = "".join(f"    total = total + z * {i}\n" for i in range(FEWEST))
CODE = f"def feed_forward(z):\n    total = 0\n{LONG}    return total"

# What a chart says has to be seen without a hint that it scrolls.
CHARTS_CUT = """[...document.querySelectorAll('.chart')].filter((chart) => { const box = chart.getBoundingClientRect();
    return [...chart.querySelectorAll('text, span, small, svg')].some((e) => { const { left, right } = e.getBoundingClientRect();
        return left < box.left || right > box.right; }); }).map((chart) => chart.textContent)"""


@pytest.fixture
def book(monkeypatch):
    return Gradebook(monkeypatch)


@pytest.fixture
def course(tmp_path, book):
    """A course with three answers: one with much in it, one with traps, one plain."""
    course = make_course(tmp_path)
    picture = added("![scan](attachment:a.png)", attachments={"a.png": {"image/png": PIXEL}})
    hand_in(
        course,
        book,
        "Ada",
        f"# Heading\n\nSince\n\n{WIDE}\n\n| a | b |\n|---|---|\n| 1 | $2$ |",
        picture,
        free=drawn("plot(2)"),
    )
    hand_in(
        course,
        book,
        "Ben",
        "<script>document.title = 'owned'</script><img src=https://example.org/x.png onerror=\"document.title = 'owned'\"> ![x](https://example.org/y.png)",
    )
    hand_in(course, book, "Eve", "Plain.")
    comments = csv_of(course, "1b").with_name("comments.csv")
    comments.parent.mkdir()
    comments.write_text('name,text\naxes,"Name both axes, please."\n')
    return course


PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@pytest.fixture
def offline(page):
    """A page without network that opens HTML from disk."""
    page.context.set_offline(True)

    def show(path, html=None):
        if html is not None:
            path.write_text(html, encoding="utf-8")
        page.goto(path.as_uri())
        return page

    return show


def question_page(course):
    (question,) = read_questions(course)
    path = csv_of(course, "1b").with_suffix(".html")
    rows, notes = prepare(course, question)
    path.write_text(render_question(question, rows, notes, read_comments(course)), encoding="utf-8")
    return path


def class_page(course):
    for student, source in {"Ada": CODE, "Ben": CODE.replace("total", "s")}.items():
        write(course.autograded(student) / "part_c_toy.ipynb", notebook(SETUP, {**ANSWER, "source": source}))
    reports = {"Ada": toy_report(value=0), "Ben": toy_report(value=0, zero=0, verdict=Verdict.TIMEOUT)}
    marks = {"Ada": {"report_q1b_why": Mark("report_q1b_why", 1, 2, True, True, False)}}
    html = of_course(course, reports, marks)
    assert "100 % alike" in html
    return html


def feedback_page():
    mark = Mark("report_q1b_why", 1.5, 2, True, True, False, f"Compare $x^2$.\n\n{WIDE}", extra=0.5)
    plots = {"part_c_toy": [f"data:image/png;base64,{PIXEL}"]}
    return render_feedback(toy_report(value=0), {"report_q1b_why": mark}, "Ada", plots=plots)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
@pytest.mark.parametrize("kind", ["question", "class", "feedback"])
def test_pages_are_accessible_and_need_no_network(
    page, offline, foreign, faults, course, tmp_path, kind, width, scheme
):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    if kind == "question":
        offline(question_page(course))
    else:
        offline(tmp_path / "page.html", class_page(course) if kind == "class" else feedback_page())
    assert violations(page) == []
    assert (foreign, faults) == ([], [])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(CHARTS_CUT) == []


def test_security_what_a_student_has_written_does_not_run(page, offline, foreign, course):
    offline(question_page(course))
    assert page.title() == "Question 1b: 3 answers"
    assert foreign == []
    assert page.locator(".answer script, .answer iframe").count() == 0
    # Even if a script got into the page, the page's policy would not let it run.
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"
    )
    assert page.evaluate("window.ran") is None


def answer_of(page, course, student):
    (question,) = read_questions(course, shown=False)
    code = next(answer.code for answer in question.answers if answer.mark.student == student)
    return page.locator(f'[data-code="{code}"]')


def test_marks_typed_by_keyboard_are_saved_as_a_csv_that_can_be_entered(
    page, offline, faults, course, book, tmp_path
):
    offline(question_page(course))
    page.get_by_label("Points", exact=True).first.focus()
    for i, points in enumerate(["1,5", "2", "0"]):
        page.keyboard.type(points)
        page.keyboard.press("Tab")
        page.keyboard.type(f'No. {i}: "a", b; C#x')
        page.keyboard.press("Alt+1")
        page.keyboard.press("Control+Enter")
    assert page.locator("#count").inner_text() == "3 of 3 have points."
    assert page.evaluate("document.activeElement.id") == "save"
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "1b.csv"
    saved = tmp_path / "downloaded.csv"
    download.value.save_as(saved)
    rows = list(csv.DictReader(saved.read_text(encoding="utf-8").splitlines(keepends=True)))
    assert rows.pop()["code"].startswith("#version ")
    assert [row["points"] for row in rows] == ["1.5", "2", "0"]
    assert enter(course, read_questions(course, shown=False), [saved]).marks == 3
    assert sorted(mark.points for mark in book.marks.values()) == [0, 1.5, 2]
    for mark in book.marks.values():
        assert re.fullmatch(r'No\. \d: "a", b; C#x\nName both axes, please\.', mark.comment)
    assert faults == []


@pytest.fixture
def served(course):
    """The pages as `ex3 grade-reports --serve` shows them."""

    def enter_all():
        done = enter(course, read_questions(course, shown=False))
        return f"{done.marks} marks are in the gradebook."

    with MarkingServer(course, enter_all) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_served_pages_save_at_each_key_and_are_marked_by_keys_alone(
    page, served, course, book, foreign, faults
):
    page.goto(served.address)
    assert violations(page) == []
    page.get_by_role("link", name="1b").click()
    assert violations(page) == []
    page.keyboard.press("n")  # from the first answer on to the second
    page.keyboard.press("1")
    page.keyboard.press(".")
    page.keyboard.press("c")
    page.keyboard.type("Half of it.")
    page.keyboard.press("Alt+1")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.press("2")
    page.get_by_text("Saved.").wait_for()
    rows = {row.code: (row.points, row.comment) for row in read_rows(csv_of(course, "1b"))}
    codes = [box.get_attribute("data-code") for box in page.locator(".answer").all()]
    assert [rows[code] for code in codes] == [
        ("", ""),
        ("1.5", "Half of it.\nName both axes, please."),
        ("2", ""),
    ]
    page.get_by_role("button", name="Enter all marks in the gradebook").click()
    page.get_by_text("2 marks are in the gradebook").wait_for()
    assert sorted(mark.points or 0 for mark in book.marks.values()) == [0, 1.5, 2]
    page.reload()
    assert page.locator("#count").inner_text() == "2 of 3 have points."
    assert (foreign, faults) == ([], [])


def test_what_a_program_that_has_ended_cannot_save_stays_in_the_browser(page, served, course):
    page.goto(f"{served.address}1b.html")
    served.shutdown()
    served.server_close()
    page.locator(".answer input").first.fill("1")
    page.get_by_text("start it again").wait_for()
    assert "This browser keeps what you typed" in page.get_by_role("status").inner_text()


def test_what_was_typed_is_there_after_the_page_was_closed(page, offline, course):
    path = question_page(course)
    offline(path)
    box = answer_of(page, course, "Eve")
    box.get_by_label("Points", exact=True).fill("1")
    box.get_by_label("Comment for the student").fill("half")
    offline(path)
    assert box.get_by_label("Points", exact=True).input_value() == "1"
    assert box.get_by_label("Comment for the student").input_value() == "half"
    assert page.locator("#count").inner_text() == "1 of 3 have points."


def test_a_newer_file_wins_and_what_was_typed_can_be_had_back(page, offline, course):
    offline(question_page(course))
    box = answer_of(page, course, "Eve")
    box.get_by_label("Points", exact=True).fill("1")
    code = box.get_attribute("data-code")
    csv_of(course, "1b").write_text(f"code,points,comment\n{code},2,by a colleague\n")
    offline(question_page(course))
    assert box.get_by_label("Points", exact=True).input_value() == "2"
    box.get_by_role("button", name="Take that").click()
    assert box.get_by_label("Points", exact=True).input_value() == "1"


@pytest.mark.parametrize("wrong", ["3", "-1", "good", "1e0"])
def test_points_that_cannot_be_are_said_at_once_and_not_saved(page, offline, course, wrong):
    offline(question_page(course))
    box = answer_of(page, course, "Eve")
    points = box.get_by_label("Points", exact=True)
    points.fill(wrong)
    assert points.get_attribute("aria-invalid") == "true"
    assert box.get_by_role("alert").inner_text() == "Write a number from 0 to 2, such as 1.5."
    page.get_by_role("button", name="Save as 1b.csv").click()
    assert page.get_by_role("status").inner_text() == "One of the marks is no number of points."
    assert violations(page) == []


def test_a_comment_can_be_kept_and_used_for_another_answer(page, offline, course):
    offline(question_page(course))
    first, second = answer_of(page, course, "Eve"), answer_of(page, course, "Ada")
    first.get_by_label("Comment for the student").fill("Why so?")
    first.get_by_role("button", name="Keep this comment").click()
    second.get_by_role("button", name="Why so?").click()
    assert second.get_by_label("Comment for the student").input_value() == "Why so?"
    second.get_by_role("button", name="Name both axes, please.").click()
    assert second.get_by_label("Comment for the student").input_value() == "Why so?\nName both axes, please."


def test_points_can_be_clicked(page, offline, course):
    offline(question_page(course))
    box = answer_of(page, course, "Ada")
    box.get_by_role("button", name="Give 1.5").click()
    assert box.get_by_label("Points", exact=True).input_value() == "1.5"
