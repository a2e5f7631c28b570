"""The explorer's Draw view: draw by mouse, finger and keyboard, look into the network, teach it, bring one's own."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
import pytest

from ex3 import load_digits, load_parameters
from explorer_page import (
    DRAWN,
    SEVEN,
    draw,
    ink,
    next_frame,
    picture,
    until,
    until_text,
    verdict,
    wait_for_address,
)

pytestmark = pytest.mark.browser
# an arc over the top, down to the left, along the ground
TWO = [
    *((0.48 + 0.2 * math.cos(math.radians(a)), 0.34 + 0.2 * math.sin(math.radians(a))) for a in range(190, 400, 30)),
    (0.5, 0.62), (0.38, 0.72), (0.28, 0.82), (0.38, 0.8), (0.5, 0.81), (0.62, 0.82), (0.75, 0.8),
]  # fmt: skip


def test_what_is_drawn_with_the_mouse_is_read_whatever_its_size_and_place(visit, tmp_path):
    page = visit()
    draw(page, SEVEN, 0.4, 0.5)
    assert " a 7," in verdict(page)
    page.get_by_role("button", name="Clear").click()
    until(page, f"!({DRAWN})")
    draw(page, SEVEN)
    assert " a 7," in verdict(page)
    # one stroke more, and Ctrl+Z takes it back
    draw(page, [(0.2, 0.8), (0.8, 0.8)])
    assert ink(page).count(".") == 1
    page.keyboard.press("Control+z")
    assert ink(page).count(".") == 0
    page.get_by_role("button", name="Clear").click()
    until(page, "document.querySelector('.verdict').textContent.startsWith('The pad is empty')")
    draw(page, TWO)
    assert " a 2," in verdict(page)
    picture(page, "draw", tmp_path)


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
    assert " a 7," in verdict(page)
    # after Undo the stroke before is left alone
    before = ink(page)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert ink(page) != before
    page.get_by_role("button", name="Undo").click()
    page.locator(".ex3-pad-sheet").focus()
    page.keyboard.press("ArrowDown")
    assert ink(page) == before


def test_a_one_drawn_with_a_finger_is_read(visit):
    page = visit()
    box = page.locator(".ex3-pad-sheet").bounding_box()
    touch = page.context.new_cdp_session(page)
    x, y = box["x"] + box["width"] / 2, box["y"] + 30

    def feel(kind: str, *places: float) -> None:
        points = [{"x": x, "y": place} for place in places]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    feel("touchStart", y)
    for step in range(1, 12):
        feel("touchMove", y + 18 * step)
    feel("touchEnd")
    until(page, DRAWN)
    assert " a 1," in verdict(page)


def test_a_one_drawn_by_keyboard_is_read(visit):
    page = visit()
    page.locator(".ex3-pad-sheet").focus()
    page.keyboard.press("Space")
    for _ in range(12):
        page.keyboard.press("ArrowDown")
    until(page, DRAWN)
    until(page, "document.querySelector('.ex3-pad-say').textContent.includes(' a 1,')")
    assert " a 1," in verdict(page)
    page.keyboard.press("Delete")
    until(page, f"!({DRAWN})")


def test_samples_are_picked_by_keyboard(visit):
    page = visit()
    page.get_by_label("digit", exact=True).select_option("8")
    page.get_by_label("number", exact=True).fill("17")
    page.keyboard.press("Enter")
    assert page.locator(".origin").inner_text().startswith("Sample 4017 of the data, an 8")
    assert page.locator(".picker small").inner_text() == "X[:, 4016] in NumPy"
    page.get_by_role("button", name="Next mistake").press("Enter")
    assert ", wrongly read as a" in page.locator(".origin").inner_text()


def test_it_shows_which_digits_light_the_hidden_units_alike(visit):
    page = visit("sample=1502")
    X, _ = load_digits()
    params = load_parameters()
    a2 = 1 / (1 + np.exp(-params.W1 @ X - params.b1))
    distances = np.linalg.norm(a2 - a2[:, [1502]], axis=0)
    page.get_by_text("Which digits look like it to the network?").click()
    page.get_by_role("button", name="open it").nth(3).wait_for()
    nearest = [f"Sample {i + 1}," for i in np.argsort(distances)[1:5]]
    labels = [each.get_attribute("aria-label") for each in page.locator(".why .gallery button").all()]
    assert [" ".join(label.split()[:2]) for label in labels] == nearest
    page.get_by_role("button", name=nearest[0]).press("Enter")
    assert page.locator(".origin").inner_text().startswith(nearest[0].rstrip(","))


def test_hidden_units_and_outputs_say_what_they_contribute_and_can_be_switched_off(visit):
    page = visit("sample=1502")
    page.get_by_role("button", name=re.compile("^Hidden unit 14:")).press("Enter")
    assert page.locator(".unit h3").inner_text() == "Unit 14"
    before = page.locator(".votes").inner_text()
    page.get_by_role("button", name="Switch it off").click()
    assert page.locator(".votes").inner_text() != before
    assert re.search(
        r"Switched off: 14\. Accuracy on the 5000 digits: \d+\.\d\d %",
        page.locator(".unit small").inner_text(),
    )
    wait_for_address(page, "off=14")
    page.get_by_role("button", name="All on").click()
    assert page.locator(".votes").inner_text() == before
    page.get_by_role("button", name=re.compile("^Digit 8:")).press("Enter")
    assert "votes on the output 8" in page.locator(".votes").inner_text()


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
    visit(wait_for_address(page, "taught"), fresh=True)
    assert " a 1," in verdict(page)


def test_on_a_phone_pad_and_answer_are_seen_together(visit, page):
    for width, height in ((360, 740), (740, 360)):
        page.set_viewport_size({"width": width, "height": height})
        visit()
        draw(page, SEVEN)
        for selector in (".ex3-pad-sheet", ".numeral", ".verdict"):
            box = page.locator(selector).bounding_box()
            assert box["y"] + box["height"] <= height, (selector, width)


def test_on_paper_and_in_forced_colours_bars_and_choices_stay(visit, page):
    visit()
    page.emulate_media(media="print", color_scheme="dark")
    look = "getComputedStyle(document.querySelector('.bar.first .fill'))"
    assert page.evaluate(f"{look}.printColorAdjust") == "exact"
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    page.emulate_media(media="screen", forced_colors="active")
    chosen = "getComputedStyle(document.querySelector('.bar[aria-pressed=true]')).outlineStyle"
    assert page.evaluate(chosen) == "solid"
    assert page.evaluate(f"{look}.backgroundColor") != page.evaluate(
        "getComputedStyle(document.body).backgroundColor"
    )


def test_who_asks_for_less_motion_gets_no_transitions(visit, page):
    moving = "[...document.querySelectorAll('*')].filter((e) => getComputedStyle(e).transitionDuration !== '0s').length"
    visit()
    assert page.evaluate(moving) > 0
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(moving) == 0


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
    next_frame(page)
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
