"""Driving the explorer in a browser: go to a state, draw, wait, read what it says."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

EXPLORER = Path(__file__).resolve().parents[3] / "site" / "explorer"
ALPHA = "\N{GREEK SMALL LETTER ALPHA}"
MINUS = "\N{MINUS SIGN}"
VIEWS = ("draw", "step", "train", "check", "slice", "lessons")
SEVEN = [(0.25, 0.2), (0.78, 0.2), (0.6, 0.5), (0.45, 0.88)]
DRAWN = "document.querySelector('.origin').textContent === 'Your drawing.'"
# What a browser does when somebody changes the address, also where the new one is the old one.
FOLLOW = """(state) => { history.pushState(null, "", "#" + state); dispatchEvent(new PopStateEvent("popstate")); scrollTo(0, 0);
    return new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go))); }"""


def open_at(page, address: str) -> None:
    """Load the explorer anew and wait for its first prediction."""
    page.goto("about:blank")
    page.goto(address)
    until(page, "performance.getEntriesByName('prediction').length > 0")


def until(page, condition: str, seconds: float = 60) -> None:
    """Wait for a condition in the page; its policy against foreign scripts forbids Playwright's own way."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(20)


def until_text(page, selector: str, pattern: str) -> str:
    """Wait until the first element says something, and return the group of it."""
    end = time.monotonic() + 30
    while not (found := re.search(pattern, page.locator(selector).first.inner_text())):
        assert time.monotonic() < end, page.locator(selector).first.inner_text()
        page.wait_for_timeout(20)
    return found[1]


def next_frame(page) -> None:
    """Wait until what was changed has been drawn."""
    page.evaluate("new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))")


def draw(page, points, scale: float = 1.0, shift: float = 0.0) -> None:
    """Draw a stroke with the mouse through points in 0..1, and wait until it is read."""
    box = page.locator(".ex3-pad-sheet").bounding_box()
    place = [
        (box["x"] + box["width"] * (scale * x + shift), box["y"] + box["height"] * (scale * y + shift))
        for x, y in points
    ]
    page.mouse.move(*place[0])
    page.mouse.down()
    for point in place[1:]:
        page.mouse.move(*point, steps=2)
    page.mouse.up()
    until(page, DRAWN)
    next_frame(page)


def verdict(page) -> str:
    return page.locator(".verdict").inner_text()


def ink(page) -> str:
    """Return what is drawn, as the links of the page say it."""
    next_frame(page)
    address = page.locator("nav a[data-view=step]").get_attribute("href")
    return next((part for part in re.split("[#&]", address) if part.startswith("ink=")), "")


def train(page) -> None:
    page.get_by_role("button", name="Train", exact=True).click()


def status(page) -> str:
    return page.locator(".ex3-status").first.inner_text()


def until_iteration(page, t: int) -> None:
    """Wait until the run on show has done t iterations and stands still."""
    until(
        page,
        f"/iteration {t} of /.test(document.querySelector('.ex3-status').textContent)"
        " && document.querySelector('#train').dataset.running === 'false'",
        120,
    )


def accuracy(page) -> float:
    """Return the accuracy that the status tells, in per cent."""
    return float(until_text(page, ".ex3-status", r"accuracy ([\d.]+) %"))


def wait_for_address(page, word: str) -> str:
    """Wait until a word stands in the address, and return the state in it."""
    until(page, f"location.hash.includes('{word}')")
    return page.url.split("#")[1]


def copied_link(page) -> str:
    """Press Copy link and return what stands in the clipboard, from its # on."""
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("The link to exactly this state is in the clipboard.").wait_for()
    return page.evaluate("navigator.clipboard.readText()").split("#")[1]


def picture(page, name: str, folder: Path) -> None:
    """Take a picture in light and dark colours; with EX3_DOCS naming a folder, for the README and the landing page.

    All of them: `EX3_DOCS=docs pytest -m browser tests/site/explorer`.
    """
    folder = Path(os.environ.get("EX3_DOCS", folder))
    page.set_viewport_size({"width": 1280, "height": 860})
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    for scheme, path in (("light", f"explorer-{name}.png"), ("dark", f"explorer-{name}-dark.png")):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        next_frame(page)
        page.screenshot(path=folder / path)
        assert 20_000 < (folder / path).stat().st_size < 250_000
