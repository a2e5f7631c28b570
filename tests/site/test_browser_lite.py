"""In a real browser: JupyterLite, as `make site` builds it, runs the students' notebooks.

Pyodide comes from a public host. Here its files come from a local folder through a stand-in for that host; the
test that needs them is skipped, with the reason, where they cannot be had.
"""

from __future__ import annotations

from pathlib import Path

import fetch_pyodide
import pytest

from autograder.course.folder import Course
from autograder.ex3.demo import functions
from autograder.ex3.site import build_lite
from notebook_page import complaints, draw_seven, open_notebook, printed, run_all

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HOST = "https://cdn.jsdelivr.net/pyodide/"
TYPES = {".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json"}
ANSWER = """([name, source]) => window.jupyterapp.shell.currentWidget.context.model.sharedModel.cells
    .find(cell => cell.getMetadata('nbgrader')?.grade_id === name).setSource(source)"""
# A cell of our own at the end of the notebook.
ADD = """(source) => window.jupyterapp.shell.currentWidget.context.model.sharedModel.addCell(
    { cell_type: 'code', source, metadata: {} })"""
VERSION = """import sys, js
print(f"Python {sys.version_info.major}.{sys.version_info.minor}, JSPI: {hasattr(js.WebAssembly, 'Suspending')}")"""
SAVE = "() => window.jupyterapp.commands.execute('docmanager:save')"


@pytest.fixture(scope="module")
def lite(tmp_path_factory, serve):
    """The address of JupyterLite with the notebooks as students get them."""
    folder = tmp_path_factory.mktemp("lite")
    build_lite(folder / "scratch", folder / "site")
    return serve(folder / "site") + "lab/index.html"


@pytest.fixture(scope="module")
def pyodide():
    """The folder with Pyodide's files, fetched if that takes less than a minute."""
    folder = fetch_pyodide.folder()
    if not fetch_pyodide.complete(folder):
        try:
            fetch_pyodide.fetch(folder, seconds=60)
        except fetch_pyodide.NotToBeHad as reason:
            pytest.skip(f"Pyodide cannot be had: {reason}. `python tests/fetch_pyodide.py` fetches it.")
    return folder


class StandIn:
    """Answers for Pyodide's host from a local folder.

    Attributes
    ----------
    missing : list of str
        What was asked for and is not there.
    jspi : bool
        Whether Python may wait for promises as the newest browsers let it. Safari has no such thing, nor has an
        older Firefox; without it Pyodide takes another way, and `run_until_complete` is an error in some versions.
    """

    WITHOUT_JSPI = b"delete WebAssembly.Suspending; delete WebAssembly.promising;\n"

    def __init__(self, folder: Path) -> None:
        self.folder, self.missing, self.jspi = folder, [], True

    def __call__(self, route) -> None:
        file = self.folder / route.request.url.split("?")[0].rsplit("/", 1)[1]
        headers = {"Access-Control-Allow-Origin": "*"}
        if not file.exists():
            self.missing.append(file.name)
            return route.fulfill(status=404, body="", headers=headers)
        body = file.read_bytes()
        if file.name == "pyodide.js" and not self.jspi:
            body = self.WITHOUT_JSPI + body
        kind = TYPES.get(file.suffix, "application/octet-stream")
        return route.fulfill(body=body, content_type=kind, headers=headers)


@pytest.fixture
def elsewhere(page, pyodide) -> StandIn:
    stand_in = StandIn(pyodide)
    page.context.route(f"{HOST}**", stand_in)
    return stand_in


def test_jupyterlite_starts_with_the_overview_and_asks_only_pyodide_of_other_machines(page, lite, foreign):
    page.context.route(f"{HOST}**", lambda route: route.abort())
    page.goto(lite)
    page.get_by_role("heading", name="Good to know").wait_for(timeout=60_000)
    assert foreign == []
    listed = page.locator(".jp-DirListing-itemName").all_inner_texts()
    assert [name[:7] for name in listed if name.startswith("part")] == [f"part_{x}_" for x in "abcdefghi"]
    page.get_by_role("link", name="C: feed-forward").click()
    page.get_by_role("heading", name="Question 1a: the model").wait_for(timeout=60_000)
    for _ in range(600):  # the kernel's worker starts behind the page
        if foreign:
            break
        page.wait_for_timeout(100)
    assert foreign
    assert [url for url in foreign if not url.startswith(HOST)] == []


def test_part_c_runs_and_reads_a_drawing_and_part_d_starts_from_its_answer(page, lite, elsewhere, foreign):
    elsewhere.jspi = False
    open_notebook(page, f"{lite}?path=part_c_feed_forward.ipynb", timeout=120)
    page.evaluate(ANSWER, ["feed_forward", functions("model", Course().source)["feed_forward"]])
    page.evaluate(ADD, VERSION)
    cells = run_all(page)
    assert complaints(cells) == []
    assert "✓ feed_forward: all visible checks." in printed(cells)
    assert "Training set accuracy: 97.52 %" in printed(cells)
    assert "Python 3.12, JSPI: False" in printed(cells)  # as the landing page and the overview say
    page.evaluate(SAVE)
    assert "reads a 7" in draw_seven(page)

    # A page of its own: of two kernels that read files at a time, one may not find its own.
    elsewhere.jspi = True
    open_notebook(page, f"{lite}?path=part_d_loss.ipynb", timeout=120)
    cells = run_all(page)
    assert "feed_forward: your own, from part_c_feed_forward.ipynb" in printed(cells)
    assert [text.split("'")[1] for text in complaints(cells)] == ["ex3.check.failure.CheckFailed"]
    assert [url for url in foreign if not url.startswith(HOST)] == []
    assert elsewhere.missing == []
