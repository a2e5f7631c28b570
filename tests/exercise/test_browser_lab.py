"""In a real browser: JupyterLab runs Part C, and the formgrader takes marks for a report answer."""

from __future__ import annotations

import re
import shutil

import nbformat
import pytest

from autograder.core.files import REPOSITORY
from autograder.course.folder import Course
from autograder.course.gradebook import run_nbgrader, write_config
from autograder.course.marks import read_marks
from autograder.ex3.demo import functions, hand_in
from autograder.ex3.site import bundler
from chromium import is_foreign, keep, violations
from notebook_page import CELLS, RUN, complaints, draw_seven, jupyter_lab, open_notebook, printed, run_all
from toy_course import ANSWER, KERNEL, REPORT, SETUP, TEST_VALUE, TEST_ZERO, make_course, notebook, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]


TRAINING = """
import numpy as np
from ex3 import Parameters, TrainingOptions, train_step_by_step

rng = np.random.default_rng(1)
start = Parameters(*(rng.normal(size=shape) for shape in ((25, 400), (25, 1), (10, 25), (10, 1))))
options = TrainingOptions(max_iter=400, learning_rate=0.1, momentum=0.0)


def loss_and_gradient(params):
    return sum(float(np.sum(block**2)) for block in params) / 2, params.copy()


def step(params, velocity, gradient, alpha, beta):
    return Parameters(*(p - alpha * g for p, g in zip(params, gradient))), velocity


train_step_by_step(loss_and_gradient, start, options, step, lambda params: 0.5)
"""

THEME = """async ([name, light]) => {
    await window.jupyterapp.commands.execute('apputils:change-theme', {theme: name});
    while (document.body.dataset.jpThemeLight !== light) await new Promise(requestAnimationFrame);
}"""


OUTPUT = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-OutputArea-output"
# What has been scrolled away, and all that lies in a body without height, is hidden to axe.
IN_SIGHT = """output => {
    document.body.style.height = '100vh';
    document.querySelectorAll('.jp-WindowedPanel-outer').forEach(each => { each.scrollTop = 0; });
    const ends = [...document.querySelectorAll(output)].map(each => each.getBoundingClientRect().bottom);
    return Math.max(...ends) < document.querySelector('.jp-LabShell').getBoundingClientRect().bottom;
}"""


def is_accessible_in_both_themes(page):
    size = page.viewport_size
    for name, light in (("JupyterLab Light", "true"), ("JupyterLab Dark", "false")):
        page.evaluate(THEME, [name, light])
        keep(page, f"{name} {page.title()}.png")
        page.set_viewport_size({**size, "height": 8000})
        page.wait_for_function(IN_SIGHT, arg=OUTPUT)
        assert violations(page, within=OUTPUT) == []
        page.set_viewport_size(size)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on a student's folder in which all functions are answered."""
    root = tmp_path_factory.mktemp("student")
    hand_in(REPOSITORY / "notebooks" / "ex3", root / "ex3", functions("model", Course().source), {})
    shutil.copytree(REPOSITORY / "data", root / "ex3" / "data", ignore=shutil.ignore_patterns("*.py"))
    (root / "ex3" / "explorer.html").write_text(bundler()["bundle"](), encoding="utf-8")
    cell = nbformat.v4.new_code_cell(TRAINING)
    training = nbformat.v4.new_notebook(cells=[cell], metadata=KERNEL)
    nbformat.write(training, root / "ex3" / "training.ipynb")
    right = (root / "ex3" / "part_c_feed_forward.ipynb").read_text(encoding="utf-8")
    forgotten = right.replace("@ a2 + params.b2", "@ a2")
    assert forgotten != right
    (root / "ex3" / "forgotten.ipynb").write_text(forgotten, encoding="utf-8")
    with jupyter_lab(
        root / "ex3", tmp_path_factory.mktemp("home"), settings_in=REPOSITORY / "lab"
    ) as address:
        yield address


def test_part_c_runs_from_top_to_bottom_and_prints_the_accuracy_of_the_sheet(page, lab, foreign):
    open_notebook(page, f"{lab}/lab/tree/part_c_feed_forward.ipynb?token=t&reset")
    menus = page.locator(".lm-MenuBar-itemLabel").all_inner_texts()
    assert "Run" in menus
    assert "Nbgrader" not in menus, "`make lab` hides what teachers make assignments with"
    cells = run_all(page)
    assert complaints(cells) == []
    assert "Training set accuracy: 97.52 %" in printed(cells)
    assert foreign == []

    # and the student's own function reads what is drawn with the mouse
    said = draw_seven(page)
    assert float(re.search(r"likelihood (\S+)\.", said)[1]) > 0.5
    assert page.locator(".ex3-outputs .ex3-first").inner_text().startswith("7")
    page.get_by_role("heading", name="Beyond the sheet: your own digit").evaluate("h => h.scrollIntoView()")
    panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)").bounding_box()
    keep(page, "pad.png", clip={**panel, "height": 600})

    # by keyboard too; JupyterLab, for which an x cuts the cell, hears nothing of it
    page.get_by_role("button", name="Clear", exact=True).click()
    page.locator(".ex3-pad-sheet").press("Space")
    for _ in range(14):
        page.locator(".ex3-pad-sheet").press("ArrowDown")
    page.locator(".ex3-pad-sheet").press("x")
    page.locator(".ex3-pad-say").filter(has_text="reads a 1").wait_for()
    assert len(page.evaluate(CELLS)) == len(cells)
    assert foreign == []
    is_accessible_in_both_themes(page)


def test_a_training_run_in_a_notebook_goes_step_by_step_runs_and_starts_again(page, lab):
    open_notebook(page, f"{lab}/lab/tree/training.ipynb?token=t&reset")
    assert complaints(run_all(page)) == []
    status = page.locator(".ex3-status:visible")
    status.filter(has_text="iteration 0 of 400").wait_for()
    page.get_by_role("button", name="Step", exact=True).click()
    status.filter(has_text="iteration 1 of 400").wait_for()
    page.get_by_role("button", name="Go on", exact=True).click()
    status.filter(has_text="iteration 400 of 400").wait_for()
    assert "accuracy 50.00 %" in status.inner_text()
    assert page.get_by_role("button", name="Train", exact=True).is_disabled()
    is_accessible_in_both_themes(page)
    page.get_by_role("button", name="Reset", exact=True).click()
    status.filter(has_text="iteration 0 of 400").wait_for()


def test_the_link_of_a_failed_check_opens_the_explorer_at_its_step_with_the_numbers_of_the_check(page, lab):
    open_notebook(page, f"{lab}/lab/tree/forgotten.ipynb?token=t&reset")
    page.evaluate(RUN)
    check = page.locator(".ex3-check")
    page.get_by_text("What is off stands above").wait_for()
    page.evaluate(THEME, ["JupyterLab Light", "true"])
    page.set_viewport_size({"width": 1280, "height": 1060})
    page.locator(".jp-Cell", has=page.get_by_text("def feed_forward")).evaluate(
        "cell => cell.scrollIntoView()"
    )
    keep(page, "notebook.png", clip=page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)").bounding_box())
    is_accessible_in_both_themes(page)
    (expected,) = re.findall(r"expected\s+\S+\s+(0\.\d+)", check.inner_text())
    with page.context.expect_page() as opened:
        check.get_by_role("link", name="numbers of this check").click()
    explorer = opened.value
    explorer.get_by_role("cell", name=expected).wait_for()
    assert "view=check" in explorer.url
    keep(explorer, "from-the-check.png")


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
    page.context.route(is_foreign, lambda route: route.abort())
    with jupyter_lab(course.root, tmp_path_factory.mktemp("home")) as address:
        page.goto(f"{address}/login?token=t&next=/formgrader/gradebook/ex3/part_c_toy")
        page.get_by_role("link", name="Submission #1").click()
        answer = page.locator(".nbgrader_cell", has_text="it is the sum")
        # Before these are there, what is typed is not heard.
        answer.locator("input.score.needs_manual_grade").wait_for()
        answer.locator("textarea.comment[placeholder]").wait_for()
        for field, text in (("input.score", "1.5"), ("textarea.comment", "By which law?")):
            with page.expect_response(lambda r: r.request.method == "PUT" and "/api/" in r.url) as saved:
                answer.locator(field).fill(text)
                answer.locator(field).press("Tab")
            assert saved.value.ok
    mark = read_marks(course)["ada"]["report_q1b_why"]
    assert (mark.score, mark.by_hand, mark.waiting, mark.comment) == (1.5, True, False, "By which law?")
    # Stock nbgrader draws formulas with a script from elsewhere; marks do not need it.
    assert [url for url in foreign if "mathjax" not in url] == []
