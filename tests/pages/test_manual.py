"""Written answers are gathered without names, with all that belongs to them and nothing else."""

import re
import shutil

import pytest

from autograder.pages import manual as written
from autograder.pages.manual import guide_of, read_questions
from autograder.pages.mark_sheets import Row
from autograder.pages.marking import render
from written_course import PNG, Gradebook, added, drawn, hand_in, make_course


@pytest.fixture
def book(monkeypatch):
    return Gradebook(monkeypatch)


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path)


def read(course):
    (question,) = read_questions(course)
    return question


def texts(answer):
    return [re.sub(r"<[^>]+>", "", piece.html).strip() or piece.code or "picture" for piece in answer.pieces]


def only(course):
    (answer,) = read(course).answers
    return answer


def test_question_guide_and_points_come_from_the_source(course, book):
    question = read(course)
    assert (question.label, question.max_points) == ("1b", 2)
    assert "<math" in question.asked
    assert "Why is" in question.asked
    assert "Model answer." in question.guide
    assert "SOLUTION" not in question.guide


@pytest.mark.parametrize(
    "source",
    [
        "<!-- ### BEGIN SOLUTION -->\nyes\n<!-- ### END SOLUTION -->",
        "### BEGIN SOLUTION\nyes\n### END SOLUTION",
    ],
)
def test_the_guide_is_what_stands_between_the_markers(source):
    assert guide_of(source) == "yes"


def test_the_stub_is_no_part_of_an_answer(course, book):
    hand_in(course, book, "Ada", "It is.")
    assert texts(only(course)) == ["It is."]


def test_cells_added_below_and_pictures_drawn_above_belong_to_it(course, book):
    hand_in(course, book, "Ada", "It is.", added("Also this."), free=drawn())
    answer = only(course)
    assert texts(answer) == ["picture", "It is.", "Also this."]
    assert PNG in answer.pieces[0].shown[0]
    assert answer.pieces[0].code == ""  # the text of the cell is the released one


def test_code_that_the_student_has_written_can_be_read(course, book):
    hand_in(course, book, "Ada", "It is.", free=drawn("plot(2)"))
    assert only(course).pieces[0].code == "plot(2)"


def test_attached_handwriting_alone_is_an_answer(course, book):
    hand_in(course, book, "Ada", " ", attachments={"scan.png": {"image/png": PNG}})
    assert PNG in only(course).pieces[0].html


def test_cells_of_other_questions_do_not_belong_to_it(course, book):
    hand_in(course, book, "Ada", "It is.")
    shown = " ".join(texts(only(course)))
    assert "import math" not in shown
    assert "def feed_forward" not in shown


def test_codes_tell_no_name_and_stay_when_the_class_grows(course, book):
    for student in ("Ada", "Ben", "Eve"):
        hand_in(course, book, student, f"Because of {student.lower()}.")
    before = {answer.mark.student: answer.code for answer in read(course).answers}
    hand_in(course, book, "Zoe", "Late.")
    after = {answer.mark.student: answer.code for answer in read(course).answers}
    assert before.items() <= after.items()
    assert len(set(after.values())) == 4
    for code in after.values():
        assert re.fullmatch(r"[bcdfghjkmnpqrstvwxz][2-9b-z]{5}-[bcdfghjkmnpqrstvwxz][2-9b-z]{2}", code)


def test_the_order_is_that_of_the_codes_and_says_nothing(course, book):
    for i in range(12):
        hand_in(course, book, f"student {i:02}", "It is.")
    order = [answer.mark.student for answer in read(course).answers]
    assert order == [answer.mark.student for answer in read(course).answers]
    assert order != sorted(order)
    assert [answer.code for answer in read(course).answers] == sorted(a.code for a in read(course).answers)


def test_a_changed_answer_gets_another_code_for_the_same_student(course, book):
    hand_in(course, book, "Ada", "It is.")
    before = only(course).code
    hand_in(course, book, "Ada", "It is not.")
    after = only(course).code
    assert before != after
    assert before.split("-")[0] == after.split("-")[0]


@pytest.mark.parametrize("change", ["cell below", "attachment", "code"])
def test_every_part_of_an_answer_counts_for_its_code(course, book, change):
    hand_in(course, book, "Ada", "It is.")
    before = only(course).code
    if change == "cell below":
        hand_in(course, book, "Ada", "It is.", added("And more."))
    elif change == "attachment":
        hand_in(course, book, "Ada", "It is.", attachments={"a": {"image/png": PNG}})
    else:
        hand_in(course, book, "Ada", "It is.", free=drawn("plot(3)"))
    assert only(course).code != before


def test_codes_that_meet_are_made_longer(course, book, monkeypatch):
    for student in ("Ada", "Ben"):
        hand_in(course, book, student, "It is.")
    signs = written._signs
    monkeypatch.setattr(
        written, "_signs", lambda text, length: "bbbbbb" if length == 6 else signs(text, length)
    )
    assert {len(answer.code.split("-")[0]) for answer in read(course).answers} == {7}


def test_an_unanswered_question_is_counted_and_not_shown(course, book):
    hand_in(course, book, "Ada", "It is.")
    hand_in(course, book, "Ben", "")
    question = read(course)
    assert (len(question.answers), question.unanswered) == (1, 1)


@pytest.mark.parametrize("damage", ["gone", "no json", "no cells", "other cells", "odd types"])
def test_a_damaged_notebook_costs_only_its_own_answer(course, book, damage):
    for student in ("Ada", "Ben"):
        hand_in(course, book, student, "It is.")
    path = course.autograded("Ada") / "part_c_toy.ipynb"
    contents = {
        "no json": "{",
        "no cells": "[]",
        "other cells": '{"cells": [1, {"cell_type": "markdown"}]}',
        "odd types": '{"cells": [{"cell_type": 3, "metadata": [], "source": {"a": 1}}, {"metadata": {"nbgrader": 5}}]}',
    }
    path.unlink() if damage == "gone" else path.write_text(contents[damage])
    shown = {answer.mark.student: " ".join(texts(answer)) for answer in read(course).answers}
    assert shown["Ben"] == "It is."
    assert "ex3 autograde" in shown["Ada"]


def page(course):
    question = read(course)
    from autograder.pages.marking import prepare

    return render(question, *prepare(course, question), {"axes": 'Name <b>both</b> "axes".'})


def test_security_the_page_has_no_name_and_no_tag_of_a_student(course, book):
    hand_in(
        course,
        book,
        "Ada Lovelace",
        "<script>alert(1)</script><img src=x onerror=alert(2)></article>",
        added("x=1 </details><script>", "code", outputs=[]),
    )
    html = page(course)
    assert "Lovelace" not in html
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert html.count("<script") == 2  # the page's own, and its comments as data
    assert html.count("</article>") == 1
    assert "default-src 'none'" in html


def test_the_page_shows_what_was_typed_so_far(course, book):
    hand_in(course, book, "Ada", "It is.")
    book.mark("Ada", 1.5, 'Say "why" & <how>.')
    html = page(course)
    assert 'data-points="1.5"' in html
    assert "Say &#34;why&#34; &amp; &lt;how&gt;." in html


def test_security_cells_without_end_around_an_answer_are_not_all_shown_and_all_count(course, book):
    cells = [added(f"{i} " * 5_000) for i in range(200)]
    hand_in(course, book, "Ada", "It is.", *cells)
    answer = only(course)
    assert texts(answer)[0] == "It is."
    assert texts(answer)[-1] == "More was added around the answer; the rest is left out here."
    assert len(answer.pieces) < 20
    hand_in(course, book, "Ada", "It is.", *cells[:-1], added("The last one is another."))
    assert only(course).code != answer.code


def test_identical_answers_are_shown_once_and_each_keeps_its_code(course, book):
    for student, text in {"Ada": "Same.", "Ben": "Same.", "Eve": "Other.", "Zoe": "Same."}.items():
        hand_in(course, book, student, text)
    question = read(course)
    rows = {answer.code: Row(0, answer.code) for answer in question.answers}
    html = render(question, rows, {}, {})
    groups = [each.split() for each in re.findall(r'data-codes="([^"]*)"', html)]
    assert sorted(map(len, groups)) == [1, 3]
    assert sorted(code for group in groups for code in group) == sorted(rows)
    assert "3 students have answered exactly this" in html
    first = next(group for group in groups if len(group) == 3)[0]
    html = render(question, {**rows, first: Row(0, first, "2")}, {}, {})
    assert sorted(len(each.split()) for each in re.findall(r'data-codes="([^"]*)"', html)) == [1, 1, 2]


def test_who_has_a_mark_and_no_graded_notebook_is_not_among_the_answers(course, book):
    hand_in(course, book, "Ada", "It is.")
    hand_in(course, book, "Pia", "")
    book.mark("Pia", 0, "A PDF.")
    shutil.rmtree(course.autograded("Pia"))
    assert [answer.mark.student for answer in read(course).answers] == ["Ada"]
