"""nbgrader's gradebook holds what the report says, and a human's mark is never touched."""

import contextlib
import shutil
import sqlite3
from dataclasses import replace

import pytest

from autograder.core.errors import NotGraded, OwnFault
from autograder.core.report import Report, Verdict
from autograder.course.database import open_gradebook
from autograder.course.entry import Change, save_marks
from autograder.course.folder import Course
from autograder.course.gradebook import enter_assignment
from autograder.course.marks import read_marks, read_written, save_written
from toy_course import DRIVER, SETUP, TEST_VALUE, cell, make_source, notebook, toy_report, write

pytestmark = pytest.mark.slow  # nbgrader takes seconds to import

ADA = 'Müller, Ada "A"'
VALUE, ZERO, REPORT = "test_feed_forward_value", "test_feed_forward_zero", "report_q1b_why"


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A course whose assignment nbgrader itself has entered."""
    root = tmp_path_factory.mktemp("template")
    enter_assignment(Course(root, make_source(root)), "hash")
    return root


@pytest.fixture
def course(template, tmp_path):
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return Course(tmp_path, tmp_path / "source" / "ex3")


def save(course, report, student=ADA, **options):
    with open_gradebook(course.db_url) as gradebook:
        return save_marks(gradebook, "ex3", student, report, **options)


def mark_by_hand(course, name, score, comment=""):
    with open_gradebook(course.db_url) as gradebook:
        grade = gradebook.find_grade(name, "part_c_toy", "ex3", ADA)
        grade.manual_score, grade.needs_manual_grade = score, False
        if comment:
            gradebook.find_comment(name, "part_c_toy", "ex3", ADA).manual_comment = comment
        gradebook.db.commit()


def needs_review(course, name):
    with open_gradebook(course.db_url) as gradebook:
        return gradebook.find_grade(name, "part_c_toy", "ex3", ADA).needs_manual_grade


def auto_comment(course, name):
    with open_gradebook(course.db_url) as gradebook:
        return gradebook.find_comment(name, "part_c_toy", "ex3", ADA).auto_comment


def test_the_marks_are_those_of_the_report_and_nbgrader_adds_them_up(course):
    save(course, toy_report(value=0))
    marks = read_marks(course)[ADA]
    assert {name: mark.score for name, mark in marks.items()} == {VALUE: 0, ZERO: 1, REPORT: 0}
    assert {name: mark.max_score for name, mark in marks.items()} == {VALUE: 3, ZERO: 1, REPORT: 2}
    assert {name for name, mark in marks.items() if mark.waiting} == {REPORT}
    assert {name for name, mark in marks.items() if mark.written} == {REPORT}
    with open_gradebook(course.db_url) as gradebook:
        submission = gradebook.find_submission("ex3", ADA)
        assert (submission.score, submission.max_score, submission.needs_manual_grade) == (1, 6, True)


def test_an_unanswered_question_gets_0_and_waits_for_nobody(course):
    save(course, toy_report(answered=False))
    mark = read_marks(course)[ADA][REPORT]
    assert (mark.score, mark.waiting) == (0, False)
    assert auto_comment(course, REPORT) == "No response."
    save(course, toy_report(answered=True))
    assert read_marks(course)[ADA][REPORT].waiting
    assert auto_comment(course, REPORT) is None


def test_a_mark_by_hand_survives_and_is_shown_again_to_the_human(course):
    save(course, toy_report(value=0))
    mark_by_hand(course, VALUE, 2)
    mark_by_hand(course, REPORT, 1.5, comment="No axis names.")
    save(course, toy_report())
    marks = read_marks(course)[ADA]
    assert (marks[VALUE].score, marks[VALUE].by_hand, marks[VALUE].waiting) == (2, True, False)
    assert (marks[REPORT].score, marks[REPORT].comment) == (1.5, "No axis names.")
    assert needs_review(course, VALUE)
    assert not needs_review(course, ZERO)


def test_each_mark_that_changes_is_named_and_no_other(course):
    assert save(course, toy_report(value=3)) == []
    assert save(course, toy_report(value=3)) == []
    assert save(course, toy_report(value=1)) == [Change(ADA, "part_c_toy", VALUE, 3, 1)]
    assert save(course, toy_report(value=1, verdict=Verdict.INTERNAL)) == []


def test_changes_are_noted_before_they_are_made(course):
    save(course, toy_report())

    def note(changes):
        assert [change.new for change in changes] == [0]
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        save(course, toy_report(value=0), log=note)
    assert read_marks(course)[ADA][VALUE].score == 3


def test_only_what_was_answered_anew_has_to_be_marked_by_hand_again(course):
    save(course, toy_report())
    mark_by_hand(course, REPORT, 1.5)
    mark_by_hand(course, ZERO, 0.5)
    assert save(course, toy_report(), anew={"report_q3b_other"}) == []
    assert not needs_review(course, REPORT)
    changes = save(course, toy_report(), anew={REPORT})
    assert [(change.grade_id, change.old, change.new, change.look) for change in changes] == [
        (REPORT, 1.5, 1.5, True)
    ]
    assert "the answer has changed; the mark given by hand stays" in changes[0].note
    assert needs_review(course, REPORT)
    assert not needs_review(course, ZERO)
    mark = read_marks(course)[ADA][REPORT]
    assert (mark.again, mark.waiting, mark.score) == (True, False, 1.5)


def test_a_look_that_is_due_stays_due_until_a_human_has_looked(course):
    save(course, toy_report())
    mark_by_hand(course, REPORT, 1.5)
    save(course, toy_report(), anew={REPORT})
    assert save(course, toy_report()) == [], "named once"
    assert needs_review(course, REPORT)
    mark_by_hand(course, REPORT, 1)
    save(course, toy_report())
    assert not needs_review(course, REPORT)


def test_a_mark_by_hand_on_a_test_is_looked_at_when_function_or_automatic_mark_change(course):
    save(course, toy_report())
    mark_by_hand(course, VALUE, 2)
    (change,) = save(course, toy_report(), anew={"feed_forward"})
    assert (change.grade_id, change.look) == (VALUE, True)
    mark_by_hand(course, VALUE, 2)
    (change,) = save(course, toy_report(value=1))
    assert (change.old, change.new, change.look) == (2, 2, True)
    assert "the automatic mark is 1 in place of 3" in change.note


def test_an_answer_where_there_was_none_is_named(course):
    save(course, toy_report(answered=False))
    assert save(course, toy_report()) == [
        Change(ADA, "part_c_toy", REPORT, 0, None, "answered now, waits to be marked")
    ]


def test_a_fault_of_ours_never_becomes_a_zero(course):
    save(course, toy_report())
    save(course, toy_report(value=0, zero=1, verdict=Verdict.INTERNAL))
    mark = read_marks(course)[ADA][VALUE]
    assert mark.score == 3
    assert mark.waiting
    save(course, toy_report(value=0, verdict=Verdict.INTERNAL), student="new")
    assert read_marks(course)["new"][VALUE].waiting


def test_a_notebook_that_the_report_lacks_gets_zeros(course):
    save(course, toy_report())
    save(course, Report("ex3", ()))
    marks = read_marks(course)[ADA]
    assert [mark.score for mark in marks.values()] == [0, 0, 0]
    assert not any(mark.waiting for mark in marks.values())


def test_the_answer_cell_carries_each_hint_once(course):
    save(course, toy_report(value=0, zero=0))
    assert auto_comment(course, "feed_forward") == "Add z twice."
    save(course, toy_report())
    assert auto_comment(course, "feed_forward") is None


def test_saving_twice_changes_nothing(course):
    save(course, toy_report(value=0))
    before = read_marks(course)
    save(course, toy_report(value=0))
    assert read_marks(course) == before


def test_an_error_on_the_way_leaves_the_old_marks(course, monkeypatch):
    save(course, toy_report())
    monkeypatch.setattr("autograder.course.entry._hints", lambda checks: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        save(course, toy_report(value=0, zero=0))
    assert read_marks(course)[ADA][VALUE].score == 3


def test_the_time_of_handing_in_is_kept(course):
    save(course, toy_report(), timestamp="2030-01-02 03:04:05 UTC")
    with open_gradebook(course.db_url) as gradebook:
        assert str(gradebook.find_submission("ex3", ADA).timestamp) == "2030-01-02 03:04:05"


def test_students_are_sorted_and_kept_apart(course):
    for student in ("b", "a"):
        save(course, toy_report(value=3 * (student == "a")), student=student)
    marks = read_marks(course)
    assert list(marks) == ["a", "b"]
    assert [marks[student][VALUE].score for student in marks] == [3, 0]


def test_the_assignment_is_entered_once_per_state_of_the_source(course, monkeypatch):
    calls = []
    monkeypatch.setattr(
        "autograder.course.gradebook.generate_assignment", lambda *args, **settings: calls.append(args)
    )
    enter_assignment(course, "hash")
    assert not calls
    enter_assignment(course, "other")
    enter_assignment(course, "other")
    assert len(calls) == 1
    (course.root / "gradebook.db").unlink()
    enter_assignment(course, "other")
    assert len(calls) == 2


def test_a_gradebook_in_use_when_the_assignment_is_entered_is_told_in_plain_words(course):
    writer = sqlite3.connect(course.root / "gradebook.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with contextlib.closing(writer), pytest.raises(NotGraded, match="in use, perhaps by the formgrader"):
        enter_assignment(course, "other")


def test_a_mended_test_reaches_the_gradebook_and_marks_stay(course):
    save(course, toy_report())
    path = course.source / "part_c_toy.ipynb"
    path.write_text(path.read_text().replace("secret_input = 17", "secret_input = 18"))
    enter_assignment(course, "mended")
    assert read_marks(course)[ADA][VALUE].score == 3
    with open_gradebook(course.db_url) as gradebook:
        assert "= 18" in gradebook.find_source_cell(VALUE, "part_c_toy", "ex3").source


def test_other_cells_under_existing_marks_are_an_error_that_says_what_to_do(course):
    save(course, toy_report())
    other = cell("test_feed_forward_new", "pass", grade=True, locked=True, points=1)
    write(course.source / "part_c_toy.ipynb", notebook(SETUP, TEST_VALUE, other, DRIVER))
    with pytest.raises(OwnFault, match="Put the cells back, or move the gradebook away"):
        enter_assignment(course, "other")


def test_marks_for_written_answers_are_entered_and_survive_every_regrade(course):
    save(course, toy_report())
    (waiting,) = read_written(course)
    assert (waiting.student, waiting.notebook, waiting.grade_id) == (ADA, "part_c_toy", REPORT)
    assert (waiting.points, waiting.waiting) == (None, True)
    save_written(course, [replace(waiting, points=1.5, comment="Good, but why?")])
    for report in (toy_report(), toy_report(value=0), toy_report(answered=False), Report("ex3", ())):
        save(course, report)
        (marked,) = read_written(course)
        assert (marked.key, marked.points, marked.comment) == (waiting.key, 1.5, "Good, but why?")
        assert not marked.waiting
        mark = read_marks(course)[ADA][REPORT]
        assert (mark.score, mark.by_hand, mark.comment) == (1.5, True, "Good, but why?")


def test_nothing_is_entered_if_one_of_the_marks_cannot_be(course):
    save(course, toy_report())
    (waiting,) = read_written(course)
    new = replace(waiting, points=1)
    from nbgrader.api import MissingEntry

    with pytest.raises(MissingEntry):
        save_written(course, [new, replace(new, student="nobody")])
    assert read_written(course) == [waiting]


def test_an_unanswered_question_does_not_wait(course):
    save(course, toy_report(answered=False))
    (open_,) = read_written(course)
    assert (open_.points, open_.waiting) == (None, False)


def test_extra_credit_of_the_formgrader_is_read(course):
    save(course, toy_report(value=2))
    with open_gradebook(course.db_url) as gradebook:
        gradebook.find_grade(VALUE, "part_c_toy", "ex3", ADA).extra_credit = 0.5
        gradebook.db.commit()
    mark = read_marks(course)[ADA][VALUE]
    assert (mark.score, mark.extra) == (2.5, 0.5)
