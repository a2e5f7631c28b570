"""A student's feedback has the pictures of the student's own cells, and no others."""

import pytest

from autograder.core.assignment import load_assignment
from autograder.pages.images import MAX_PLOT, read_plots
from toy_course import ANSWER, SETUP, notebook, write
from written_course import HEADING, PNG, added, drawn, make_course


@pytest.fixture
def plots(tmp_path):
    course = make_course(tmp_path)

    def of(*cells):
        write(course.autograded("Ada") / "part_c_toy.ipynb", notebook(*cells))
        return read_plots(course, load_assignment(course.source), "Ada").get("part_c_toy", [])

    return of


def test_a_cell_that_the_student_changed_or_added_is_own(plots):
    extra = added("more()", "code", outputs=drawn()["outputs"])
    assert plots(SETUP, HEADING, drawn("plot(mine)"), extra) == [f"data:image/png;base64,{PNG}"] * 2


def test_what_our_cells_draw_is_not_shown(plots):
    outputs = drawn()["outputs"]
    assert plots(drawn(), {**SETUP, "outputs": outputs}, {**ANSWER, "outputs": outputs}) == []
    assert plots({**drawn(), "id": "renamed"}) == []


@pytest.mark.parametrize(
    "data",
    [
        {"image/png": "no picture"},
        {"image/png": PNG + "A" * 2 * MAX_PLOT},
        {"text/html": "<script>image/png</script>"},
        {"image/tiff": PNG},
        None,
        3,
    ],
)
def test_security_what_is_no_small_picture_is_left_out(plots, data):
    odd = {"output_type": "display_data", "data": data}
    assert plots(drawn("x", outputs=[odd])) == []


def test_a_missing_or_damaged_notebook_has_none(tmp_path):
    course = make_course(tmp_path)
    assignment = load_assignment(course.source)
    assert read_plots(course, assignment, "Ada") == {}
    path = course.autograded("Ada") / "part_c_toy.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text('{"cells": [{"image/png": "image/"}], "x": "\\"image/"}')
    assert read_plots(course, assignment, "Ada") == {}
