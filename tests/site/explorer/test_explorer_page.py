"""The explorer as a page: linked to, gone back in, embedded, in one file, read aloud, by keyboard, on a phone."""

from __future__ import annotations

import re

import pytest

from chromium import violations
from explorer_page import (
    EXPLORER,
    SEVEN,
    VIEWS,
    accuracy,
    copied_link,
    draw,
    next_frame,
    train,
    until,
    until_iteration,
    verdict,
    wait_for_address,
)
from test_explorer_modules import bundle

pytestmark = pytest.mark.browser
# Each view as it is at first, and with what is shown only after something was done.
STATES = (
    *(f"view={view}" for view in VIEWS),
    "sample=4032&unit=14&off=14",
    "ink=WZWZYkT1awRSc7OufGMKhRJmhRSkhRbhhRkehRtbhR2Z.TM2ZY92Zeu2Zke2ZqP2Zv_2Z&label=1&taught=5",
    "view=step&step=14&picture=net&n=5",
    "view=train&digits=200&unseen=test&T=8&t=8&race=alpha%3D1",
    "view=check&mistake=no-slope&clambda=3",
    "view=check&mistake=gradient-back&hunt=1&clambda=3",
    "view=check&code=dW2%3Ddelta3+%40+alert%281%29",
    "view=slice&at=shown&reach=100",
)


@pytest.mark.parametrize("state", STATES)
def test_each_view_and_state_is_accessible_in_both_colours_from_phone_to_projector(visit, page, state):
    found = {"light, 1280": violations(visit(state))}
    page.emulate_media(color_scheme="dark")
    for width, rules in ((360, ()), (2560, ("color-contrast",))):
        page.set_viewport_size({"width": width, "height": 740})
        next_frame(page)
        found[f"dark, {width}"] = violations(page, *rules)
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize("width", [360, 2560])
def test_nothing_is_wider_than_the_screen(visit, page, width):
    page.set_viewport_size({"width": width, "height": 740})
    for view in VIEWS:
        visit(f"view={view}&mistake=pair&step=5")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, view


def test_each_picture_has_a_text_alternative(visit, page):
    bare = """() => [...document.querySelectorAll('canvas, svg')].filter((c) => c.checkVisibility() && !c.getAttribute('aria-label')
      && !c.closest('button[aria-label]')).map((c) => c.outerHTML)"""
    for view in VIEWS:
        visit(f"view={view}")
        assert page.locator(f"#{view} canvas, #{view} svg").count() > 0
        assert page.evaluate(bare) == [], view


def test_each_control_is_reached_with_the_tab_key(visit, page):
    # of a group of radio buttons only the chosen one takes the focus
    wanted = """() => [...document.querySelectorAll('a[href], button, select, input, summary, canvas[tabindex]')]
      .filter((e) => e.checkVisibility() && e.tabIndex >= 0 && !e.disabled && !e.closest('fieldset:disabled') && !(e.type === 'radio' && !e.checked))"""
    for view in VIEWS:
        visit(f"view={view}")
        count = page.evaluate(
            f"""() => {{ document.activeElement.blur(); window.met = new Set();
            addEventListener("focusin", (event) => met.add(event.target)); return ({wanted})().length; }}"""
        )
        for _ in range(count + 6):
            page.keyboard.press("Tab")
        missed = page.evaluate(
            f"({wanted})().filter((e) => !met.has(e)).map((e) => e.outerHTML.slice(0, 120))"
        )
        assert missed == [], view


def test_a_link_restores_a_drawing(visit):
    page = visit()
    draw(page, SEVEN)
    page.get_by_role("button", name=re.compile("^Hidden unit 9:")).click()
    address = wait_for_address(page, "unit=9")
    assert "ink=" in address
    said = verdict(page), page.locator(".unit p").inner_text()
    visit(address, fresh=True)
    assert (verdict(page), page.locator(".unit p").inner_text()) == said


def test_the_link_copied_at_once_after_a_change_has_the_change(visit):
    page = visit("view=step")
    for _ in range(3):
        page.locator(".move .ex3-main").click()
    assert "step=3" in copied_link(page)


def test_the_colours_of_the_sender_do_not_travel(visit):
    page = visit("view=check&clambda=3")
    page.get_by_label("Colours").select_option("dark")
    assert copied_link(page) == "view=check&clambda=3"
    page.reload()
    until(page, "document.documentElement.dataset.theme === 'dark'")
    visit("theme=light", fresh=True)
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    page.get_by_label("Colours").select_option("auto")


def test_going_back_returns_to_the_view_before_and_stays_there(visit):
    page = visit()
    page.get_by_role("link", name="Check").click()
    page.get_by_role("heading", name="Is the gradient right?").wait_for()
    page.go_back()
    page.get_by_role("heading", name="What does the network read?").wait_for()
    assert page.title().startswith("Draw")
    # at once after a step, too
    page.get_by_role("link", name="Step").click()
    page.locator(".move .ex3-main").click()
    page.locator(".move .ex3-main").click()
    page.go_back()
    page.wait_for_timeout(500)  # the address follows after a quarter of a second
    assert page.locator("#draw").is_visible()
    assert "view=step" not in page.url


def test_what_the_address_cannot_mean_is_told_and_taken_out(visit):
    page = visit("view=train&B=5001&alpha=0.2", fresh=True)
    assert "B=5001 cannot be (B: a whole number from 1 to 5000)" in page.locator("#notice").inner_text()
    assert page.url.endswith("#view=train&alpha=0.2")


HOST = """<!doctype html><link rel="icon" href="data:,"><script>window.told = []; addEventListener("message", ({ data }) => told.push(data));</script>
%s"""


def test_the_copied_iframe_shows_a_view_without_its_frame_in_another_page_and_tells_its_state(
    visit, page, serve, tmp_path
):
    visit("view=check&clambda=3&sample=3")
    page.get_by_role("button", name="Copy iframe").click()
    page.get_by_text("An iframe that shows this view in your own page is in the clipboard.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    (tmp_path / "index.html").write_text(HOST % copied, encoding="utf-8")
    page.goto(serve(tmp_path))
    inside = page.frame_locator("iframe")
    inside.get_by_label("break a line").select_option("no-slope")
    assert not inside.locator("header").is_visible()
    state = "view=check&sample=3&mistake=no-slope&clambda=3"
    until(page, f"told.some(({{ source, state }}) => source === 'ex3-explorer' && state === '{state}')")


def test_the_single_file_opens_from_disk(page, foreign, faults, tmp_path):
    (tmp_path / "explorer.html").write_text(bundle.bundle(EXPLORER), encoding="utf-8")
    page.goto((tmp_path / "explorer.html").as_uri())
    page.locator(".verdict").get_by_text("It reads a 3").wait_for()
    draw(page, SEVEN)
    assert " a 7," in verdict(page)
    page.get_by_role("link", name="Train").click()
    page.get_by_label("iterations T").fill("5")
    page.keyboard.press("Tab")
    train(page)
    until_iteration(page, 5)
    assert accuracy(page) > 5
    assert (foreign, faults) == ([], [])
