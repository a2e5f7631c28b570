"""nbgrader's formgrader shows the marking guide, and runs nothing that a student has put into a notebook."""

import json
import re

import pytest
from traitlets.config import Config

from html_page import PNG, SVG
from toy_course import DRIVER, REPORT, SETUP, make_course, notebook

pytestmark = pytest.mark.slow  # nbgrader and nbconvert take seconds to import

EVIL = "</div><script>alert(1)</script> <img src=x onerror=alert(2)> $a < b$"


@pytest.fixture
def shown(tmp_path):
    """Return the HTML that nbconvert makes of cells as the formgrader lets it."""
    course = make_course(tmp_path)

    def show(*cells, submission=True):
        import nbformat
        from nbconvert.exporters import HTMLExporter

        from autograder.nbgrader.formgrader import ShowForMarking

        config = Config()
        config.CourseDirectory.root = str(tmp_path)
        config.CourseDirectory.source_directory = str(course.source.parent)
        config.HTMLExporter.preprocessors = [ShowForMarking]
        config.HTMLExporter.template_name = "classic"
        resources = {"assignment_id": "ex3", **({"submission_id": "1"} if submission else {})}
        page = nbformat.from_dict(notebook(*json.loads(json.dumps(cells))))
        html, _ = HTMLExporter(config=config).from_notebook_node(page, resources=resources)
        return html.partition("<body")[2]

    return show


def code_with(**data):
    return {**DRIVER, "outputs": [{"output_type": "display_data", "data": data, "metadata": {}}]}


def test_the_guide_stands_below_the_answer(shown):
    html = shown({**REPORT, "source": "My answer."})
    assert html.index("My answer.") < html.index("Because of addition.")


def test_the_guide_is_not_in_what_students_get(shown):
    html = shown({**REPORT, "source": "My answer."}, submission=False)
    assert "My answer." in html
    assert "Because of addition." not in html


@pytest.mark.parametrize(
    "cell",
    [
        {**REPORT, "source": EVIL},
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": EVIL},
        {"cell_type": "raw", "id": "a", "metadata": {}, "source": EVIL},
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "```\n\n\n" + EVIL + "\n\n```"},
        code_with(**{"text/html": EVIL}),
        code_with(**{"text/html": EVIL, "text/plain": EVIL}),
        code_with(**{"text/markdown": EVIL}),
        code_with(**{"text/latex": EVIL}),
        code_with(**{"application/javascript": "alert(1)"}),
        code_with(**{"image/svg+xml": SVG}),
        code_with(**{"image/png": f'"><script>alert(1)</script>{PNG}'}),
        code_with(**{"application/vnd.jupyter.widget-view+json": {"model_id": EVIL}}),
    ],
)
def test_security_no_script_of_a_student_gets_into_the_page(shown, cell):
    html = shown(SETUP, cell)
    assert not re.search(r"<script[^>]*>\s*alert|<[^>]*\sonerror=|<svg", html)
    assert html.count("<div") == html.count("</div")


def test_formulas_and_pictures_stay(shown):
    attached = {"scan.png": {"image/png": PNG}}
    html = shown(
        {**REPORT, "source": "Since $a < b$\n\n![](attachment:scan.png)", "attachments": attached},
        code_with(**{"image/png": PNG, "text/plain": "<Figure>"}),
    )
    assert "<mo>&lt;</mo>" in html
    assert html.count(f"data:image/png;base64,{PNG}") == 2


def test_lines_of_code_in_an_answer_stay_apart(shown):
    html = shown({**REPORT, "source": "```\none\n\ntwo\n```"})
    assert re.search(r"<pre>one(\n|&#10;)(\n|&#10;)two", html)
