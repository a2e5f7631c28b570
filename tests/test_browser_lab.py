"""In a real browser: JupyterLab runs Part C, and the formgrader takes marks for a report answer."""

from __future__ import annotations

import shutil

import pytest

from autograder.course import REPOSITORY, Course
from autograder.demo import functions, hand_in
from autograder.gradebook import read_marks
from autograder.release import run_nbgrader, write_config
from notebook_page import complaints, jupyter_lab, open_notebook, printed, run_all
from toy_course import ANSWER, REPORT, SETUP, TEST_VALUE, TEST_ZERO, make_course, notebook, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on a student's folder in which all functions are answered."""
    root = tmp_path_factory.mktemp("student")
    hand_in(REPOSITORY / "notebooks" / "ex3", root / "ex3", functions("model", Course().source), {})
    shutil.copytree(REPOSITORY / "data", root / "ex3" / "data", ignore=shutil.ignore_patterns("*.py"))
    with jupyter_lab(root / "ex3", tmp_path_factory.mktemp("home")) as address:
        yield address


def test_part_c_runs_from_top_to_bottom_and_prints_the_accuracy_of_the_sheet(page, lab, foreign):
    open_notebook(page, f"{lab}/lab/tree/part_c_feed_forward.ipynb?token=t&reset")
    cells = run_all(page)
    assert complaints(cells) == []
    assert "Training set accuracy: 97.52 %" in printed(cells)
    assert foreign == []


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A toy course whose one student has been graded and waits for a mark on the report question."""
    course = make_course(tmp_path_factory.mktemp("course"))
    write_config(course)
    answer = {**REPORT, "source": "Since $2z = z + z$, it is the sum."}
    right = {**ANSWER, "source": "def feed_forward(z):\n    return 2 * z"}
    write(course.submitted("ada") / "part_c_toy.ipynb", notebook(SETUP, right, TEST_VALUE, TEST_ZERO, answer))
    run_nbgrader("generate_assignment", "ex3", cwd=course.root)
    run_nbgrader("autograde", "ex3", cwd=course.root)
    return course


def test_the_formgrader_takes_a_score_and_a_comment_for_a_report_answer(
    page, course, tmp_path_factory, foreign
):
    assert read_marks(course)["ada"]["report_q1b_why"].waiting
    with jupyter_lab(course.root, tmp_path_factory.mktemp("home")) as address:
        page.goto(f"{address}/login?token=t&next=/formgrader/gradebook/ex3/part_c_toy")
        page.get_by_role("link", name="Submission #1").click()
        answer = page.locator(".nbgrader_cell", has_text="it is the sum")
        for field, text in (("input.score", "1.5"), ("textarea.comment", "By which law?")):
            with page.expect_response(lambda r: r.request.method == "PUT" and "/api/" in r.url) as saved:
                answer.locator(field).fill(text)
                answer.locator(field).press("Tab")
            assert saved.value.ok
    mark = read_marks(course)["ada"]["report_q1b_why"]
    assert (mark.score, mark.by_hand, mark.waiting, mark.comment) == (1.5, True, False, "By which law?")
    # Stock nbgrader draws formulas with a script from elsewhere; marks do not need it.
    assert [url for url in foreign if "mathjax" not in url] == []
