"""What the browser tests of the explorer share: one tab for all tests of a module, and a way to bring it to a state."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from explorer_page import EXPLORER, FOLLOW, open_at


@pytest.fixture(scope="module")
def tab(chromium) -> Iterator:
    """The tab in which all tests of a module look at the explorer: to load it takes a second of computing."""
    context = chromium.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab):
    """The shared tab, 1280 by 800, on a screen, with light colours."""
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.emulate_media(
        media="screen", color_scheme="light", reduced_motion="no-preference", forced_colors="none"
    )
    return tab


@pytest.fixture(scope="module")
def home(serve) -> str:
    """The address of the explorer."""
    return serve(EXPLORER) + "index.html"


@pytest.fixture
def visit(page, home, foreign, faults) -> Iterator[Callable]:
    """A function that brings the explorer to a state; at the end nothing foreign was asked, nothing went wrong.

    The page follows a link as it does when its address changes. It is loaded anew for the first test, and where a
    test says ``fresh=True``: because loading is what it tests, or because it leaves something that others would meet.
    """

    def visit(state: str = "", fresh: bool = False):
        if fresh or page.url.split("#")[0] != home:
            open_at(page, f"{home}#{state}")
        else:
            page.evaluate(FOLLOW, state)
        return page

    yield visit
    assert (foreign, faults) == ([], [])
