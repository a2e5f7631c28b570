"""Debian's Chromium, and what it is shown: fixtures and helpers of every test that needs a real browser.

Use them in a module marked ``pytestmark = [pytest.mark.browser, pytest.mark.slow]``::

    def test_the_page_says_hello(page, serve, foreign, faults):
        page.goto(serve(FOLDER) + "index.html")
        assert page.get_by_role("heading").inner_text() == "Hello"
        assert (foreign, faults) == ([], [])
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from autograder.explore import open_server

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
MISSING = "no Chromium: install it with `apt-get install chromium`, or name one in EX3_CHROMIUM"


def find_chromium() -> str | None:
    """Return the path of the browser; Playwright's own download is never used."""
    named = os.environ.get("EX3_CHROMIUM")
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return named or next(filter(None, found), None)


@pytest.fixture(scope="module")
def chromium() -> Iterator:
    """The browser, one for each test module: while it is open, nothing else can start an event loop."""
    program = find_chromium()
    if program is None:
        pytest.skip(MISSING)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium) -> Iterator:
    """A page of its own browser context, 1280 by 800."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


@pytest.fixture
def foreign(page) -> list[str]:
    """The addresses on other machines that the page, its frames and its workers have asked for."""
    asked: list[str] = []
    page.context.on("request", lambda request: is_foreign(request.url) and asked.append(request.url))
    return asked


@pytest.fixture
def faults(page) -> list[str]:
    """What the page complains of: uncaught exceptions and errors on its console."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda line: line.type == "error" and heard.append(line.text))
    return heard


@pytest.fixture(scope="module")
def serve() -> Iterator[Callable[[Path], str]]:
    """A function that serves a folder as `ex3 explore` does and returns its address, ending in a slash."""
    servers = []

    def serve(folder: Path) -> str:
        server = open_server(folder, port=0)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        servers.append(server)
        return server.address

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def is_foreign(url: str) -> bool:
    """Tell whether an address lies on another machine."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in ("127.0.0.1", "localhost")


def violations(page) -> list[str]:
    """Return what axe-core finds against WCAG 2.1 A and AA on the page as it stands, one line for each kind."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
    return [f"{each['id']}: {', '.join(str(node['target']) for node in each['nodes'])}" for each in found]


def keep(page, name: str, **options) -> None:
    """Keep a picture of the page, if EX3_SCREENSHOTS names a folder for it; the README's pictures are such."""
    folder = os.environ.get("EX3_SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder, name), **options)
