"""`make site`: one folder for any static host, complete, the same every time, with no secret in it."""

from __future__ import annotations

import hashlib
import html
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
from scipy.io import loadmat

from autograder.core.errors import UsageError
from autograder.core.files import REPOSITORY
from autograder.ex3.release import MARKERS
from autograder.ex3.site import KERNEL_PACKAGES, build_site, fill_drive, pure_files, repack
from chromium import violations

slow = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The whole site, built once."""
    return build_site(tmp_path_factory.mktemp("site") / "_site")


@pytest.fixture(scope="module")
def drive(tmp_path_factory):
    """What JupyterLite shows as its files."""
    folder = tmp_path_factory.mktemp("drive") / "contents"
    fill_drive(folder)
    return folder


def state(folder: Path) -> dict[str, str]:
    """Return {path: hash} of all files."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(UsageError, match="is not empty, and no site was made there"):
        build_site(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_package_that_is_missing_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"no-such-package is not installed. Run `make \.venv/ready`"):
        repack("no-such-package", tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", KERNEL_PACKAGES)
def test_a_repacked_wheel_can_be_installed(name, tmp_path):
    wheel = repack(name, tmp_path)
    assert wheel.name.endswith("-py3-none-any.whl")
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target"]
    done = subprocess.run([*command, tmp_path / "there", wheel], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    installed = state(tmp_path / "there")
    for path, content in pure_files(name).items():
        assert installed[path] == hashlib.sha256(content).hexdigest()


def test_the_drive_has_what_students_get_and_the_numbers_of_the_originals(drive):
    given = REPOSITORY / "notebooks" / "ex3"
    for path in given.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert (drive / path.relative_to(given)).read_bytes() == path.read_bytes()
    for path in (REPOSITORY / "data").glob("*.mat"):
        with np.load(drive / "data" / path.with_suffix(".npz").name) as there:
            for name, value in loadmat(path).items():
                if not name.startswith("__"):
                    np.testing.assert_array_equal(there[name], value)


def test_the_packages_for_widgets_are_plain_python(drive):
    with zipfile.ZipFile(drive / "ex3" / "widgets" / "packages.zip") as archive:
        names = archive.namelist()
        assert {"anywidget/widget.py", "ipywidgets/__init__.py", "psygnal/_signal.py"} <= set(names)
        assert not [name for name in names if re.search(r"\.(so|pyd|dylib|js)$", name)]
    code = (
        f"import sys; sys.path.insert(0, {str(drive / 'ex3/widgets/packages.zip')!r})\n"
        "import anywidget; print(anywidget.__file__); anywidget.AnyWidget()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "packages.zip" in done.stdout


def test_the_kernel_gets_python_from_the_pinned_pyodide_and_nothing_from_elsewhere():
    settings = json.loads((REPOSITORY / "site/lite/jupyter-lite.json").read_text("utf-8"))
    (kernel,) = settings["jupyter-config-data"]["litePluginSettings"].values()
    assert kernel["pyodideUrl"].endswith("/v0.27.7/full/pyodide.js")
    assert kernel["disablePyPIFallback"] is True


@slow
@pytest.mark.parametrize("name", ["index.html", "guide.html", "notebooks/files/start.md"])
def test_each_link_of_the_pages_leads_to_a_file(site, name):
    text = (site / name).read_text("utf-8")
    links = re.findall(r'(?:href|src|srcset)="([^"]+)"|\]\(([^)]+)\)', text)
    links = [html.unescape(link or other) for link, other in links]
    assert sum("part_" in link for link in links) == {"index.html": 9, "start.md": 9}.get(Path(name).name, 0)
    for link in links:
        path, _, query = link.partition("#")[0].partition("?")
        path = "notebooks/files/" + path if name.endswith(".md") else path
        assert (
            site / path / "index.html" if path in ("", "./") or path.endswith("/") else site / path
        ).is_file()
        if query:
            assert (site / "notebooks" / "files" / query.removeprefix("path=")).is_file()


@slow
def test_security_no_solution_and_no_hidden_test_is_in_the_site(site):
    for path in site.rglob("*"):
        if path.suffix in (".ipynb", ".json", ".html") and path.name != "guide.html":  # it explains the marks
            text = path.read_text(encoding="utf-8", errors="replace")
            assert not [marker for marker in MARKERS if marker in text], path


@slow
def test_a_site_has_the_same_bytes_twice_and_takes_the_place_of_the_old_one(site):
    before = state(site)
    (site / "old.html").write_text("left over")
    build_site(site)
    assert state(site) == before


SEVEN = [(0.25, 0.2), (0.78, 0.2), (0.6, 0.5), (0.45, 0.88)]


@slow
@pytest.mark.browser
def test_the_landing_page_reads_what_is_drawn_and_leads_on_by_keyboard(page, serve, site, foreign, faults):
    page.goto(serve(site))
    said = page.locator("#said")
    said.filter(has_text="It reads a 3: ").wait_for()  # which the page writes itself
    box = page.locator(".ex3-pad-sheet").bounding_box()
    place = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in SEVEN]
    page.mouse.move(*place[0])
    page.mouse.down()
    for point in place[1:]:
        page.mouse.move(*point, steps=2)
    page.mouse.up()
    said.filter(has_text="It reads a 7: ").wait_for()
    assert "the output for 7 is the strongest" in page.locator("#net svg").get_attribute("aria-label")
    asked = page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)")
    assert not [url for url in asked if "digits.bin" in url]  # all that it needs is small

    # in light and dark, on a phone too; and the guide
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, "color-contrast") == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    assert violations(page) == []

    link = page.get_by_role("link", name="What each hidden unit looks for")
    page.get_by_role("button", name="Clear").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert link.evaluate("(e) => e === document.activeElement")
    page.keyboard.press("Enter")
    page.locator(".verdict").get_by_text("It reads a 7,").wait_for()
    page.goto((site / "explorer.html").as_uri())
    page.get_by_role("heading", name="What does the network read?").wait_for()
    page.goto(serve(site) + "guide.html")
    assert page.get_by_role("heading", name="The instructor's guide").is_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    assert violations(page) == []
    assert (foreign, faults) == ([], [])
