"""The explorer in a real browser: drawn in, stepped through, trained, checked, linked to, read aloud."""

from __future__ import annotations

import importlib.util
import math
import os
import re
import time
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from chromium import violations
from ex3 import load_digits

pytestmark = pytest.mark.browser

EXPLORER = Path(__file__).resolve().parents[2] / "site" / "explorer"
ALPHA = "\N{GREEK SMALL LETTER ALPHA}"
MINUS = "\N{MINUS SIGN}"
VIEWS = ("draw", "step", "train", "check", "slice", "lessons")
SEVEN = [(0.25, 0.2), (0.78, 0.2), (0.6, 0.5), (0.45, 0.88)]


@pytest.fixture
def visit(page, serve, foreign, faults):
    """A function that opens the explorer at a state; at the end nothing foreign was asked, nothing went wrong."""
    home = serve(EXPLORER)

    def visit(state: str = ""):
        page.goto("about:blank")
        page.goto(f"{home}index.html#{state}")
        until(page, "performance.getEntriesByName('prediction').length > 0")
        return page

    yield visit
    assert (foreign, faults) == ([], [])


def until(page, condition: str, seconds: float = 60) -> None:
    """Wait for a condition in the page; its policy against foreign scripts forbids Playwright's own way."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(20)


DRAWN = "document.querySelector('.origin').textContent === 'Your drawing.'"


def draw(page, points, scale=1.0, shift=0.0) -> None:
    box = page.locator(".ex3-pad-sheet").bounding_box()
    place = [
        (box["x"] + box["width"] * (scale * x + shift), box["y"] + box["height"] * (scale * y + shift))
        for x, y in points
    ]
    page.mouse.move(*place[0])
    page.mouse.down()
    for point in place[1:]:
        page.mouse.move(*point, steps=10)
    page.mouse.up()


def verdict(page) -> str:
    return page.locator(".verdict").inner_text()


def finish_training(page, seconds: float = 120) -> float:
    """Press the button and return the accuracy at the end, in per cent."""
    page.get_by_role("button", name="Train", exact=True).click()
    until(
        page,
        "document.querySelector('progress').value === document.querySelector('progress').max"
        " && document.querySelector('#train').dataset.running === 'false'",
        seconds,
    )
    page.wait_for_timeout(100)
    return float(re.search(r"accuracy ([\d.]+) %", page.locator(".ex3-status").first.inner_text())[1])


def test_a_prediction_is_there_soon(visit):
    ready = "performance.getEntriesByName('prediction')[0].startTime"
    times = [visit().evaluate(ready) for _ in range(3)]
    print(f"the first prediction after {', '.join(f'{each:.0f}' for each in times)} ms")
    # it takes a third of a second; the bound leaves room for a machine that does other work as well
    assert min(times) < 5000


def ink(page) -> str:
    """What is drawn, as the links of the page say it."""
    page.wait_for_timeout(100)
    address = page.locator("nav a[data-view=step]").get_attribute("href")
    return next((part for part in re.split("[#&]", address) if part.startswith("ink=")), "")


def test_a_pad_emptied_under_the_pen_starts_anew(visit):
    page = visit()
    box = page.locator(".ex3-pad-sheet").bounding_box()
    middle = box["x"] + box["width"] / 2
    page.mouse.move(middle, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(middle, box["y"] + 90, steps=5)
    assert ink(page)
    page.keyboard.press("Delete")
    page.mouse.move(middle, box["y"] + 140, steps=5)
    page.mouse.up()
    assert ink(page) == ""
    draw(page, SEVEN)
    until(page, DRAWN)
    assert " a 7," in verdict(page)


def test_after_undo_the_stroke_before_is_left_alone(visit):
    page = visit()
    draw(page, SEVEN)
    until(page, DRAWN)
    before = ink(page)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert ink(page) != before
    page.get_by_role("button", name="Undo").click()
    page.locator(".ex3-pad-sheet").focus()
    page.keyboard.press("ArrowDown")
    assert ink(page) == before


@pytest.mark.parametrize(("scale", "shift"), [(1.0, 0.0), (0.4, 0.5)])
def test_a_seven_drawn_with_the_mouse_is_read(visit, scale, shift):
    page = visit()
    draw(page, SEVEN, scale, shift)
    until(page, DRAWN)
    assert " a 7," in verdict(page)
    page.get_by_role("button", name="Clear").click()
    until(page, f"!({DRAWN})")


def test_a_one_drawn_with_a_finger_is_read(visit, page):
    visit()
    box = page.locator(".ex3-pad-sheet").bounding_box()
    touch = page.context.new_cdp_session(page)
    x, y = box["x"] + box["width"] / 2, box["y"] + 30
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 12):
        touch.send(
            "Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y + 18 * step}]}
        )
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    until(page, DRAWN)
    assert " a 1," in verdict(page)


def test_a_one_drawn_by_keyboard_is_read(visit):
    page = visit()
    page.locator(".ex3-pad-sheet").focus()
    page.keyboard.press("Space")
    for _ in range(12):
        page.keyboard.press("ArrowDown")
    until(page, DRAWN)
    assert " a 1," in verdict(page)
    until(page, "document.querySelector('.ex3-pad-say').textContent.includes(' a 1,')")
    page.keyboard.press("Delete")
    until(page, f"!({DRAWN})")


def test_samples_are_picked_by_keyboard(visit):
    page = visit()
    page.get_by_label("digit", exact=True).select_option("8")
    page.get_by_label("number", exact=True).fill("17")
    page.keyboard.press("Enter")
    assert page.locator(".origin").inner_text().startswith("Sample 4017 of the data, an 8")
    page.get_by_role("button", name="Next mistake").press("Enter")
    assert ", wrongly read as a" in page.locator(".origin").inner_text()


def test_hidden_units_and_outputs_say_what_they_contribute(visit):
    page = visit()
    page.get_by_role("button", name=re.compile("^Hidden unit 14:")).press("Enter")
    assert page.locator(".unit h3").inner_text() == "Unit 14"
    page.get_by_role("button", name=re.compile("^Digit 8:")).press("Enter")
    assert "votes on the output 8" in page.locator(".votes").inner_text()


def test_backpropagation_goes_step_by_step(visit):
    page = visit("view=step&step=0&sample=4040")
    seen = []
    for _ in range(15):
        seen.append(page.locator(".explain h2").inner_text())
        assert page.locator(".formula math").count() >= 1
        assert page.locator(".line").inner_text()
        page.locator(".move .ex3-main").press("Enter") if len(seen) < 15 else None
    assert seen[:6] == ["Eq. 6", "Eq. 5", "Eq. 4", "Eq. 3", "Eq. 2", "Eq. 9"]
    assert [line.removeprefix("Alg. 1, ") for line in seen[6:]] == [
        "lines 4 and 5", "line 8", "line 11", "line 13", "line 15", "line 17", "line 20", "line 22",
        "lines 25 and 26",
    ]  # fmt: skip
    assert page.locator(".cell.todo").count() == 0
    assert page.locator(".move .ex3-main").is_disabled()
    page.keyboard.press("ArrowLeft")
    assert page.locator(".explain h2").inner_text() == "Alg. 1, line 22"


def test_the_numbers_of_any_unit_are_shown(visit):
    page = visit("view=step&step=10&sample=4040")
    page.get_by_label("in numbers, for").first.select_option("7")
    products = [
        float(t.replace(MINUS, "-"))
        for t in page.locator(".terms td:last-child").all_inner_texts()
        if "⁻" not in t
    ]
    total = float(page.locator(".line").inner_text().rsplit(" ", 1)[1].replace(MINUS, "-"))
    assert sum(products) == pytest.approx(total, abs=1e-3)
    page.locator(".cell.row-2.hidden canvas").first.click(position={"x": 3, "y": 3})
    assert page.get_by_label("in numbers, for").first.input_value() == "1"
    assert page.locator(".explain h2").inner_text() == "Eq. 5"


def test_gradient_descent_of_part_h_ends_near_77_per_cent(visit):
    page = visit("view=train")
    page.get_by_role("button", name="Part H").click()
    assert 70 <= finish_training(page) <= 82


def test_sgd_of_part_i_ends_near_97_per_cent_and_draws(visit, tmp_path):
    page = visit("theme=light&view=train")
    assert 95.5 <= finish_training(page) <= 98
    picture(page, "train", tmp_path)
    assert page.locator(".ex3-table tbody tr").count() > 25
    print(page.locator(".speed").inner_text())
    page.get_by_role("button", name="Draw with this network").click()
    assert page.get_by_label("network", exact=True).input_value() == "mine"
    assert "It reads a 3" in verdict(page)


def test_training_is_driven_by_keyboard(visit):
    page = visit("view=train&T=100000")
    status = page.locator(".ex3-status").first
    page.get_by_role("button", name="Train", exact=True).press("Enter")
    page.get_by_role("button", name="Pause").press("Space")
    page.get_by_role("button", name="Go on").wait_for()
    done = int(re.search(r"iteration (\d+) ", status.inner_text())[1])
    assert 0 < done < 100000
    page.get_by_role("button", name="Step", exact=True).press("Enter")
    until(page, f"document.querySelector('.ex3-status').textContent.includes('iteration {done + 1} ')")
    page.get_by_role("button", name="Reset").press("Enter")
    until(page, "document.querySelector('.ex3-status').textContent.includes('iteration 0 ')")


def test_after_reset_the_same_iterations_are_trained_once(visit):
    page = visit("view=train&T=100000")
    page.evaluate(
        """() => { window.iterations = [];
        const status = document.querySelector('.ex3-status');
        const note = () => iterations.push(Number(/iteration (\\d+)/.exec(status.textContent)[1]));
        new MutationObserver(note).observe(status, { childList: true }); }"""
    )
    until(page, "document.querySelector('.ex3-status').textContent.includes('accuracy')")
    page.get_by_role("button", name="Reset").click()
    page.get_by_role("button", name="Train", exact=True).click()
    until(page, "iterations.at(-1) > 0")
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Go on").wait_for()
    page.wait_for_timeout(500)
    seen = page.evaluate("iterations")
    assert seen == sorted(seen)


def test_a_link_keeps_its_iterations_while_they_are_done_again(visit):
    page = visit("view=train&T=100000&t=100000")
    until(page, "document.querySelector('#train').dataset.running === 'true'")
    page.wait_for_timeout(600)  # the address follows after a quarter of a second
    assert "t=100000" in re.split("[#&]", page.url)


def test_a_run_that_blows_up_says_so_in_words(visit):
    page = visit("view=train&T=100&alpha=100&lambda=100&beta=0.99")
    page.get_by_role("button", name="Train", exact=True).click()
    until(page, "document.querySelector('.ex3-status').textContent.includes('iteration 100 ')", 60)
    assert "loss not finite any more" in page.locator(".ex3-status").first.inner_text()
    assert re.search(r"It diverges: from iteration \d+ on", page.locator(".ex3-warning").inner_text())
    assert "NaN" not in page.locator("#train").inner_text()


def test_drawing_stays_smooth_while_training(visit):
    page = visit("view=train&T=1000000")
    page.get_by_role("button", name="Train", exact=True).click()
    page.get_by_role("link", name="Draw").click()
    page.evaluate(
        """() => { window.frames_ = []; let last = performance.now();
        const frame = (now) => { frames_.push(now - last); last = now; requestAnimationFrame(frame); };
        requestAnimationFrame(frame); }"""
    )
    for _ in range(3):
        draw(page, SEVEN)
    frames = sorted(page.evaluate("frames_.slice(1)"))
    median, late = frames[len(frames) // 2], frames[int(len(frames) * 0.95)]
    print(f"{len(frames)} frames: median {median:.1f} ms, 95 % within {late:.1f} ms")
    # 60 a second is 16.7 ms; the bound leaves room for a machine that does other work as well
    assert median < 100
    assert " a 7," in verdict(page)


def test_a_broken_line_shows_up_in_its_blocks(visit):
    page = visit("view=check")
    said = page.locator(".agree")
    assert said.inner_text().startswith("The two gradients agree: the distance is below 10⁻¹⁰")
    page.get_by_label("break a line").select_option("no-slope")
    assert "differ in W1 and b1" in said.inner_text()
    assert page.locator(".block.off").count() == 2
    page.get_by_label("break a line").select_option("no-lambda")
    assert "Nothing shows, and yet a line is wrong" in said.inner_text()
    page.get_by_role("button", name="Set λ to 3").press("Enter")
    assert "differ in W1 and W2" in said.inner_text()
    page.get_by_role("button", name="10⁻²", exact=True).press("Enter")
    assert "epsilon=0.01" in wait_for_address(page, "epsilon")
    assert "With ε = 10⁻² even the right lines give" in page.locator(".outcome .hint").inner_text()
    until(page, "document.querySelector('.diagnosis').textContent.includes('do not react to lambda')")


def test_a_typed_line_is_checked_at_once_and_gets_the_hint_of_the_notebook(visit):
    page = visit("view=check")
    page.get_by_role("button", name="line 11").click()
    line = page.get_by_label("line 11: dW2 =")
    line.fill("delta3 @ z2.T / N")
    until(page, "document.querySelector('.diagnosis').textContent.includes('Your dW2 is built with z2')")
    assert "differ in W2" in page.locator(".agree").inner_text()
    line.fill("np.dot(delta3, a2.T) / X.shape[1]")
    until(page, "document.querySelector('.agree').textContent.includes('another way to write the same')")
    assert page.locator(".diagnosis").inner_text() == ""
    line.fill("delta3 @ a3")
    until(page, "document.querySelector('.row.typed .ex3-problem').textContent.includes('a3 is (3, 5)')")
    line.fill("delta3 @ alert(1)")
    until(
        page, "document.querySelector('.row.typed .ex3-problem').textContent.includes('no function “alert”')"
    )
    line.fill("delta3 @ z2.T / N")
    address = wait_for_address(page, "z2")
    visit(address.split("#")[1])
    assert page.get_by_label("line 11: dW2 =").input_value() == "delta3 @ z2.T / N"


def test_a_hidden_mistake_is_found_by_its_blocks(visit):
    page = visit("view=check&mistake=gradient-back&hunt=1&clambda=3")
    assert page.locator(".in-use:visible").count() == 0
    assert page.locator(".diagnosis").inner_text() == ""
    page.get_by_role("button", name="line 11").click()
    assert page.locator(".guess").inner_text().startswith("Not line 11")
    page.get_by_role("button", name="line 15").press("Enter")
    assert "error sent back through" in page.locator(".guess").inner_text()
    page.get_by_role("button", name="Hide another from me").click()
    assert "One line of Algorithm 1 is wrong now" in page.locator(".guess").inner_text()


def wait_for_address(page, word: str) -> str:
    until(page, f"location.hash.includes('{word}')")
    return page.url


def test_a_link_restores_a_drawing(visit):
    page = visit()
    draw(page, SEVEN)
    page.get_by_role("button", name=re.compile("^Hidden unit 9:")).click()
    address = wait_for_address(page, "unit=9")
    assert "ink=" in address
    said = verdict(page), page.locator(".unit p").inner_text()
    visit(address.split("#")[1])
    assert (verdict(page), page.locator(".unit p").inner_text()) == said


def test_a_link_restores_a_network_trained_here(visit):
    page = visit("view=train&T=5&alpha=0.2&seed=11&batches=12")
    accuracy = finish_training(page)
    page.get_by_role("button", name="Draw with this network").click()
    address = wait_for_address(page, "net=mine")
    said = verdict(page)
    visit(address.split("#")[1])
    until(page, "document.querySelector('.network select').value === 'mine'")
    until(page, f"document.querySelector('.network select').textContent.includes('{accuracy:.2f} %')")
    assert verdict(page) == said


def copied_link(page) -> str:
    """Press Copy link and return what stands in the clipboard, from its # on."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("The link to exactly this state is in the clipboard.").wait_for()
    return page.evaluate("navigator.clipboard.readText()").split("#")[1]


def test_the_link_copied_during_a_run_says_how_far_it_is(visit):
    page = visit("view=train&T=1000000")
    page.get_by_role("button", name="Train", exact=True).click()
    until(page, "/iteration [1-9]/.test(document.querySelector('.ex3-status').textContent)")
    assert int(re.search(r"(?:^|&)t=(\d+)", copied_link(page))[1]) > 0


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


def test_an_address_that_differs_in_the_iterations_only_is_followed(visit):
    page = visit("view=train&T=50")
    page.evaluate("location.hash = 'view=train&T=50&t=20'")
    until(page, "document.querySelector('.ex3-status').textContent.includes('iteration 20 of 50')")


def test_going_back_at_once_after_a_step_stays_where_it_went(visit):
    page = visit()
    page.get_by_role("link", name="Step").click()
    page.locator(".move .ex3-main").click()
    page.locator(".move .ex3-main").click()
    page.go_back()
    page.wait_for_timeout(500)
    assert page.locator("#draw").is_visible()
    assert "view=step" not in page.url


def test_a_link_to_a_trained_network_shows_no_other_network_before(visit):
    page = visit("net=mine&T=100000&t=30000")
    until(page, "document.getElementById('notice').textContent.includes('is being trained again')")
    assert page.locator(".verdict").inner_text() == ""
    page.get_by_role("link", name="Step").click()
    assert page.locator(".line").inner_text() == ""


def test_what_the_address_cannot_mean_is_told_and_taken_out(visit):
    page = visit("view=train&B=5001&alpha=0.2")
    assert "B=5001 cannot be (B: a whole number from 1 to 5000)" in page.locator("#notice").inner_text()
    assert page.url.endswith("#view=train&alpha=0.2")


ONE = "ink=WZWZYkT1awRSc7OufGMKhRJmhRSkhRbhhRkehRtbhR2Z.TM2ZY92Zeu2Zke2ZqP2Zv_2Z"  # read as a 2


def test_a_misread_drawing_is_not_taught_as_what_it_was_misread_as(visit):
    page = visit(f"view=step&step=5&{ONE}")
    assert "You have not said what you drew" in page.locator(".target").inner_text()
    page.get_by_label("your drawing is meant to be").select_option("1")
    assert (
        page.locator(".target").inner_text() == "You meant a 1, and it is read as a 2: the errors are large."
    )
    assert "y = 1, so it adds" in page.locator(".line").inner_text()
    page.get_by_role("link", name="Draw").click()
    assert page.get_by_role("button", name="I meant a 1").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Teach it: a 1").click()
    assert re.search(
        r"\d+ steps? of SGD .* reads a 1\. The price: .* before 97\.52 %",
        page.locator(".lesson").inner_text(),
    )
    assert " a 1," in verdict(page)
    visit(wait_for_address(page, "taught").split("#")[1])
    assert " a 1," in verdict(page)


@pytest.mark.parametrize("width", [360, 640, 1280, 1920, 2560])
def test_no_formula_is_cut_off(visit, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    visit("view=step")
    cut = """() => [...document.querySelectorAll('.formula, .line-tex, .in-use')].filter((e) => e.offsetParent
      && e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent)"""
    for step in range(15):
        page.evaluate(f"location.hash = 'view=step&step={step}'")
        page.wait_for_timeout(30)
        assert page.evaluate(cut) == [], step
    visit("view=check&mistake=pair")
    page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    page.wait_for_timeout(100)
    assert page.evaluate(cut) == []


def test_a_loss_that_grows_is_called_divergence_and_drawn_as_growth(visit):
    page = visit("view=train&algorithm=gd&alpha=100&T=8")
    page.get_by_role("button", name="Train", exact=True).click()
    until(page, "document.querySelector('.ex3-status').textContent.includes('iteration 8 of 8')", 60)
    assert page.locator(".ex3-warning").inner_text().startswith("It diverges: the loss grows, from 6.54")
    assert "on a logarithmic scale" in page.locator(".ex3-loss svg").get_attribute("aria-label")


def test_each_picture_says_its_scale(visit):
    page = visit("view=step&step=14&sample=4040")
    scales = page.locator(".cell .scale").all_inner_texts()
    assert sum(bool(re.fullmatch(r"±\S+|0 to 1|", scale)) for scale in scales) == 18
    assert scales.count("") == 1  # y, which is 0 or 1
    visit("view=check")
    assert all("on one scale, ±" in text for text in page.locator(".block .scale").all_inner_texts())


def test_the_back_button_returns_to_the_view_before(visit):
    page = visit()
    page.get_by_role("link", name="Check").click()
    page.get_by_role("heading", name="Is the gradient right?").wait_for()
    page.go_back()
    page.get_by_role("heading", name="What does the network read?").wait_for()
    assert page.title().startswith("Draw")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_view_is_accessible(visit, theme):
    page = visit(f"theme={theme}")
    for view in VIEWS:
        page.locator(f"nav a[data-view={view}]").click()
        page.wait_for_timeout(300)
        assert violations(page) == [], view


def test_nothing_is_wider_than_a_phone(visit, page):
    page.set_viewport_size({"width": 360, "height": 740})
    for view in VIEWS:
        visit(f"view={view}&mistake=pair&step=5")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, view
    assert violations(page) == []  # of the last one, which has another control there


def test_each_picture_has_a_text_alternative(visit):
    page = visit()
    bare = """() => [...document.querySelectorAll('canvas, svg')].filter((c) => c.checkVisibility() && !c.getAttribute('aria-label')
      && !c.closest('button[aria-label]')).map((c) => c.outerHTML)"""
    for view in VIEWS:
        page.locator(f"nav a[data-view={view}]").click()
        page.wait_for_timeout(300)
        assert page.locator(f"#{view} canvas, #{view} svg").count() > 0 or view == "lessons"
        assert page.evaluate(bare) == [], view


def test_each_control_is_reached_with_the_tab_key(visit):
    page = visit()
    # of a group of radio buttons only the chosen one takes the focus
    wanted = """() => [...document.querySelectorAll('a[href], button, select, input, summary, canvas[tabindex]')]
      .filter((e) => e.checkVisibility() && e.tabIndex >= 0 && !e.disabled && !e.closest('fieldset:disabled') && !(e.type === 'radio' && !e.checked))"""
    for view in VIEWS:
        page.locator(f"nav a[data-view={view}]").click()
        page.wait_for_timeout(300)
        page.evaluate("document.activeElement.blur()")
        count = page.evaluate(f"({wanted})().length")
        page.evaluate("window.met = new Set()")
        for _ in range(count + 6):
            page.keyboard.press("Tab")
            page.evaluate("met.add(document.activeElement)")
        missed = page.evaluate(
            f"({wanted})().filter((e) => !met.has(e)).map((e) => e.outerHTML.slice(0, 120))"
        )
        assert missed == [], view


def test_who_asks_for_less_motion_gets_no_transitions(visit, page):
    page.emulate_media(reduced_motion="reduce")
    visit()
    moving = "[...document.querySelectorAll('*')].filter((e) => getComputedStyle(e).transitionDuration !== '0s').length"
    assert page.evaluate(moving) == 0
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moving) > 0


def drop(page, path: Path) -> None:
    """Drop a file on the page, as a hand with a mouse would."""
    content = list(path.read_bytes())
    page.evaluate(
        """([content, name]) => { const files = new DataTransfer();
        files.items.add(new File([new Uint8Array(content)], name));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true })); }""",
        [content, path.name],
    )


def test_a_network_of_ones_own_is_used_in_all_views_and_kept(visit, tmp_path):
    rng = np.random.default_rng(5)
    shapes = {"W1": (25, 400), "b1": (25, 1), "W2": (10, 25), "b2": (10, 1)}
    theta = {name: rng.uniform(-0.5, 0.5, shape) for name, shape in shapes.items()}
    np.savez(tmp_path / "theta.npz", **theta)
    np.savez(tmp_path / "wrong.npz", **theta | {"W1": theta["W1"].T})
    page = visit("sample=1502")
    drop(page, tmp_path / "wrong.npz")
    page.get_by_text("wrong.npz cannot be used: W1 is 400").wait_for()
    drop(page, tmp_path / "theta.npz")
    page.get_by_text("theta.npz is the network on show now").wait_for()
    X, _ = load_digits()
    z2 = theta["W1"] @ X[:, [1502]] + theta["b1"]
    a3 = 1 / (1 + np.exp(-theta["W2"] @ (1 / (1 + np.exp(-z2))) - theta["b2"]))
    shown = [float(text) for text in page.locator(".bar .value").all_inner_texts()]
    np.testing.assert_allclose(shown, a3.ravel(), atol=6e-4)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save theta.npz").first.click()
    made = np.load(saved.value.path())
    for name, block in theta.items():
        np.testing.assert_array_equal(made[name], block)
    page.get_by_role("link", name="Check").click()
    page.get_by_label("network", exact=True).last.select_option("shown")
    until(page, "document.querySelector('.agree').textContent.includes('The two gradients agree')")
    page.get_by_role("link", name="Train").click()
    page.get_by_label("a run starts from").select_option("own")
    loss = until_text(page, ".ex3-status", r"iteration 0 of 10000 · loss ([\d.]+)")
    assert float(loss) > 7.5  # not the 6.543 of the random start
    page.reload()
    until(page, "performance.getEntriesByName('prediction').length > 0")
    assert page.get_by_label("a run starts from").input_value() == "own"


def until_text(page, selector: str, pattern: str) -> str:
    """Wait until the first element says something, and return the group of it."""
    end = time.monotonic() + 30
    while not (found := re.search(pattern, page.locator(selector).first.inner_text())):
        assert time.monotonic() < end, page.locator(selector).first.inner_text()
        page.wait_for_timeout(50)
    return found[1]


def test_a_wrong_entry_is_told_and_a_decimal_comma_understood(visit):
    page = visit("view=train")
    field = page.get_by_label("batch size B")
    field.fill("5001")
    page.keyboard.press("Tab")
    problem = page.locator(".ex3-problem:visible")
    assert (
        problem.inner_text() == "5001 cannot be. batch size B: a whole number from 1 to 5000. It stays at 10."
    )
    assert field.input_value() == "5001"
    field.fill("20")
    page.keyboard.press("Tab")
    assert page.locator(".ex3-problem:visible").count() == 0
    alpha = page.get_by_label(f"learning rate {ALPHA}")
    alpha.fill("0,5")
    alpha.press("Enter")
    alpha.press("ArrowUp")
    assert alpha.input_value() == "1"
    assert "alpha=1&B=20" in wait_for_address(page, "alpha=1&")


def test_a_run_is_not_thrown_away_by_a_touch_of_the_form(visit):
    page = visit("view=train&T=30&t=30")
    until_text(page, ".ex3-status", r"(iteration 30 of 30)")
    page.get_by_label(f"learning rate {ALPHA}").press("ArrowUp")
    assert "for the next run" in page.locator(".ex3-waiting").inner_text()
    assert "iteration 30 of 30" in page.locator(".ex3-status").first.inner_text()
    page.get_by_label(f"learning rate {ALPHA}").press("ArrowDown")
    assert page.locator(".ex3-waiting").inner_text() == ""
    page.get_by_label("iterations T").fill("40")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Go on").click()
    until_text(page, ".ex3-status", r"(iteration 40 of 40)")
    page.get_by_label(f"learning rate {ALPHA}").press("ArrowUp")
    page.get_by_role("button", name="Train anew").click()
    until_text(page, ".ex3-status", r"(iteration 40 of 40)")
    assert "alpha=0.2" in wait_for_address(page, "alpha=0.2")


def test_the_arrow_keys_step_wherever_the_focus_is(visit):
    page = visit("view=step")
    page.keyboard.press("ArrowRight")
    page.get_by_role("heading", name="Forward, and back").click()
    page.keyboard.press("ArrowRight")
    page.get_by_role("link", name="Step").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".count").first.inner_text() == "4 of 15"
    page.get_by_label("number", exact=True).press("ArrowRight")
    assert page.locator(".count").first.inner_text() == "4 of 15"


def test_unseen_digits_are_held_out_and_their_mix_ups_opened(visit):
    page = visit("view=train&digits=200&unseen=test&T=40&t=40")
    until_text(page, ".ex3-status", r"iteration 40 of 40 .*of unseen digits ([\d.]+) %")
    page.get_by_text("Which digits are mixed up?").click()
    until_text(page, "#train details [role=status]", r"(\d+) of 2000 are read rightly")
    cell = page.locator(".confusion td:not(.right) button").first
    t, r = re.search(r"the digit (\d) read as (\d)", cell.get_attribute("aria-label")).groups()
    cell.press("Enter")
    page.locator(".gallery button").first.click()
    page.get_by_text("of those that it never saw").wait_for()
    assert page.locator(".numeral").inner_text() == r
    assert re.search(rf"never saw, an? {t}, wrongly read", page.locator(".origin").inner_text())


def test_a_race_runs_both_on_equal_work_and_its_link_holds_both(visit):
    page = visit("view=train&T=500&digits=1000")
    page.get_by_role("button", name="Race against a second run").click()
    page.get_by_label("algorithm").last.select_option("gd")
    assert "beta%3D0" in wait_for_address(page, "algorithm%3Dgd")
    page.get_by_role("button", name="Train", exact=True).click()
    until(page, "/A: iteration 500 of 500/.test(document.querySelector('.ex3-progress').textContent)", 60)
    until(page, "/B: iteration 5 of 5/.test(document.querySelector('.ex3-progress').textContent)", 60)
    visit(wait_for_address(page, "t=500").split("#")[1])
    until(page, "/B: iteration 5 of 5/.test(document.querySelector('.ex3-progress').textContent)", 60)


def test_the_values_of_the_blame_picture_are_those_of_the_table(visit):
    page = visit("view=step&step=10&sample=4032&picture=net&unit=7")
    values = page.evaluate("[...document.querySelectorAll('.blame-net circle')].map((e) => e.dataset.value)")
    edges = page.evaluate("[...document.querySelectorAll('.blame-net line')].map((e) => e.dataset.value)")
    eta = float(page.locator(".line").inner_text().rsplit(" ", 1)[1].replace(MINUS, "-"))
    assert float(values[6]) == pytest.approx(eta, rel=1e-3)
    rows = page.locator(".terms tbody tr").all_inner_texts()
    for k, row in enumerate(rows):
        _, _, delta, product = (cell.replace(MINUS, "-") for cell in row.split("\t"))
        if "⁻" not in delta + product:
            assert float(values[25 + k]) == pytest.approx(float(delta), rel=1e-3)
            assert float(edges[25 + 25 * k + 6]) == pytest.approx(float(product), rel=1e-3)
    page.get_by_role("button", name="Play backward").click()
    assert page.locator(".explain h2").inner_text() == "Eq. 9"
    until(page, "document.querySelector('.explain h2').textContent === 'Alg. 1, line 8'")
    page.get_by_role("button", name="Stop").click()


def test_a_long_step_overshoots_in_the_slice(visit):
    page = visit("view=slice")
    assert "The loss falls." in page.locator("#slice [role=status]").first.inner_text()
    page.get_by_label(f"step size {ALPHA}").press("End")
    page.evaluate("location.hash = 'view=slice&reach=100'")
    until(page, "/goes past|overshoots/.test(document.querySelector('#slice [role=status]').textContent)")
    said = page.locator("#slice [role=status]").last.inner_text()
    entry, slope = (
        float(text.replace(MINUS, "-").rstrip("."))
        for text in re.findall(r"(?:is|slope) (\S+?)[;.]?(?:\s|$)", said)[-2:]
    )
    assert slope == pytest.approx(entry, rel=0.1)


def test_the_lessons_go_by_keyboard_alone(visit):
    page = visit("view=lessons")
    page.keyboard.press("2")
    page.get_by_text("Right.").wait_for()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("1")
    page.get_by_text("Not so.").wait_for()
    assert page.locator(".lesson-card .count").last.inner_text() == "1 of 2 predicted"
    page.get_by_role("link", name="See it in the page").press("Enter")
    page.get_by_role("heading", name="What does the network read?").wait_for()
    assert " a 4," in verdict(page)


HOST = """<!doctype html><link rel="icon" href="data:,"><script>window.told = []; addEventListener("message", ({ data }) => told.push(data));</script>
<iframe src="%sindex.html?embed=check#clambda=3" width="900" height="900"></iframe>"""


def test_a_view_inside_another_page_has_no_frame_and_tells_its_state(page, serve, foreign, faults, tmp_path):
    (tmp_path / "index.html").write_text(HOST % serve(EXPLORER), encoding="utf-8")
    page.goto(serve(tmp_path))
    inside = page.frame_locator("iframe")
    inside.get_by_label("break a line").select_option("no-slope")
    assert not inside.locator("header").is_visible()
    state = "view=check&mistake=no-slope&clambda=3"
    until(page, f"told.some(({{ source, state }}) => source === 'ex3-explorer' && state === '{state}')")
    assert (foreign, faults) == ([], [])


def test_figures_are_saved_with_their_captions(visit):
    page = visit("view=check&mistake=one-sided")
    for kind in ("SVG", "PNG", "CSV"):
        with page.expect_download() as saved:
            page.get_by_role("button", name=f"Save distance as {kind}").click()
        content = Path(saved.value.path()).read_bytes()
        if kind == "SVG":
            assert b"The distance for steps" in content
            assert b"var(" not in content
            ElementTree.fromstring(content)
        elif kind == "PNG":
            assert content.startswith(b"\x89PNG")
        else:
            rows = content.decode().splitlines()
            assert rows[0] == "curve,epsilon,value"
            assert len(rows) == 1 + 2 * 37


def test_a_unit_that_is_switched_off_loses_its_vote(visit):
    page = visit("sample=1502&unit=14")
    before = page.locator(".votes").inner_text()
    page.get_by_role("button", name="Switch it off").click()
    assert page.locator(".votes").inner_text() != before
    assert re.search(
        r"Switched off: 14\. Accuracy on the 5000 digits: \d+\.\d\d %",
        page.locator(".unit small").inner_text(),
    )
    assert "off=14" in wait_for_address(page, "off=14")


def test_on_a_phone_pad_and_answer_are_seen_together(visit, page):
    for width, height in ((360, 740), (740, 360)):
        page.set_viewport_size({"width": width, "height": height})
        visit()
        draw(page, SEVEN)
        until(page, DRAWN)
        for selector in (".ex3-pad-sheet", ".numeral", ".verdict"):
            box = page.locator(selector).bounding_box()
            assert box["y"] + box["height"] <= height, (selector, width)


def test_clear_leaves_an_empty_pad_and_ctrl_z_takes_a_stroke_back(visit):
    page = visit()
    draw(page, SEVEN)
    draw(page, [(0.2, 0.8), (0.8, 0.8)])
    until(page, DRAWN)
    page.keyboard.press("Control+z")
    page.wait_for_timeout(100)
    assert ink(page).count(".") == 0
    page.get_by_role("button", name="Clear").click()
    until(page, "document.querySelector('.verdict').textContent.startsWith('The pad is empty')")


def test_on_paper_and_in_forced_colours_bars_and_choices_stay(visit, page):
    visit("theme=dark")
    page.emulate_media(media="print")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.bar.first .fill')).printColorAdjust")
        == "exact"
    )
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    page.emulate_media(media="screen", forced_colors="active")
    chosen = "getComputedStyle(document.querySelector('.bar[aria-pressed=true]')).outlineStyle"
    assert page.evaluate(chosen) == "solid"
    fill = "getComputedStyle(document.querySelector('.bar.first .fill')).backgroundColor"
    assert page.evaluate(fill) != page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_the_single_file_opens_from_disk(page, foreign, faults, tmp_path):
    spec = importlib.util.spec_from_file_location("explorer_bundle", EXPLORER / "bundle.py")
    bundle = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bundle)
    (tmp_path / "explorer.html").write_text(bundle.bundle(EXPLORER), encoding="utf-8")
    page.goto((tmp_path / "explorer.html").as_uri())
    page.locator(".verdict").get_by_text("It reads a 3").wait_for()
    draw(page, SEVEN)
    until(page, DRAWN)
    assert " a 7," in verdict(page)
    page.get_by_role("link", name="Train").click()
    page.get_by_label("iterations T").fill("5")
    page.keyboard.press("Tab")
    assert finish_training(page) > 5
    assert (foreign, faults) == ([], [])


# an arc over the top, down to the left, along the ground
TWO = [
    *((0.48 + 0.2 * math.cos(math.radians(a)), 0.34 + 0.2 * math.sin(math.radians(a))) for a in range(190, 400, 10)),
    (0.5, 0.62), (0.38, 0.72), (0.28, 0.82), (0.38, 0.8), (0.5, 0.81), (0.62, 0.82), (0.75, 0.8),
]  # fmt: skip


def test_the_pictures_of_the_readme_are_made(visit, tmp_path):
    page = visit("theme=light")
    draw(page, TWO)
    until(page, DRAWN)
    assert " a 2," in verdict(page)
    picture(page, "draw", tmp_path)
    visit("theme=light&view=step&step=11&sample=4040&stepunit=10")
    picture(page, "step", tmp_path)


def picture(page, name: str, folder: Path) -> None:
    """Take a picture; with EX3_DOCS naming a folder for the README: `EX3_DOCS=docs pytest -m browser`."""
    path = Path(os.environ.get("EX3_DOCS", folder)) / f"explorer-{name}.png"
    page.set_viewport_size({"width": 1280, "height": 860})
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    page.wait_for_timeout(300)
    page.screenshot(path=path)
    assert 20_000 < path.stat().st_size < 200_000
