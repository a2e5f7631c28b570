"""The explorer's Step, Check, Slice and Lessons: numbers of any unit, broken and typed lines, slopes, predictions."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

import ex3
import reference
from chromium import violations
from explorer_page import ALPHA, MINUS, picture, until, verdict, wait_for_address

pytestmark = pytest.mark.browser


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
    # each picture says its scale
    scales = page.locator(".cell .scale").all_inner_texts()
    assert sum(bool(re.fullmatch(r"±\S+|0 to 1|", scale)) for scale in scales) == 18
    assert scales.count("") == 1  # y, which is 0 or 1
    page.keyboard.press("ArrowLeft")
    assert page.locator(".explain h2").inner_text() == "Alg. 1, line 22"


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


def test_numbers_pasted_from_numpy_are_compared_entry_by_entry(visit, page):
    """The code that the page gives picks the samples; what NumPy prints of them agrees, and a slip is named."""
    visit("view=step&step=8&sample=4032&n=5")
    page.get_by_text("Compare with mine").click()
    *setup, call = page.locator(".compare pre").inner_text().splitlines()
    names = {"np": np, "load_digits": ex3.load_digits}
    exec("\n".join(setup), names)
    assert call == "nn_gradient(load_parameters(), X[:, i], y[i], lambda_)"
    params, samples = ex3.load_parameters(), names["X"][:, names["i"]]
    a2 = reference.expit(params.W1 @ samples + params.b1)
    delta3 = reference.feed_forward(params, samples) - (names["y"][names["i"]] == np.arange(1, 11)[:, None])
    field, said = page.get_by_label("Numbers from your notebook"), page.locator(".compare [role=status]")
    field.fill(repr(delta3 @ a2.T / 5))
    assert said.inner_text() == "All 250 agree, as far as printed."
    field.fill(str((delta3 @ a2.T).tolist()))
    assert "5 times too large: the mean over the N samples is missing" in said.inner_text()
    page.locator(".move button").first.click()
    field.fill(f"delta3 = {delta3!r}")
    assert said.inner_text() == "All 50 agree, as far as printed."
    field.fill(str((delta3 / 5).tolist()))
    assert "right only if the 1/N of the lines for dW and db is in them already" in said.inner_text()
    delta3[3, 1] += 0.01
    field.fill(str(delta3))
    assert said.inner_text() == "49 of the 50 agree."
    assert page.locator(".compare tbody th").all_inner_texts() == ["[3, 1]"]
    assert violations(page) == []


def test_the_values_of_the_blame_picture_are_those_of_the_table(visit):
    page = visit("view=step&step=10&sample=4032&picture=net&unit=7")
    values = page.evaluate("[...document.querySelectorAll('.blame-net circle')].map((e) => e.dataset.value)")
    edges = page.evaluate("[...document.querySelectorAll('.blame-net line')].map((e) => e.dataset.value)")
    eta = float(page.locator(".line").inner_text().rsplit(" ", 1)[1].replace(MINUS, "-"))
    assert float(values[6]) == pytest.approx(eta, rel=1e-3)
    rows = page.locator(".terms tbody tr").all_inner_texts()
    assert len(rows) == 10
    for k, row in enumerate(rows):
        _, _, delta, product = (cell.replace(MINUS, "-") for cell in row.split("\t"))
        if "⁻" not in delta + product:
            assert float(values[25 + k]) == pytest.approx(float(delta), rel=1e-3)
            assert float(edges[25 + 25 * k + 6]) == pytest.approx(float(product), rel=1e-3)
    page.get_by_role("button", name="Play backward").click()
    assert page.locator(".explain h2").inner_text() == "Eq. 9"
    until(page, "document.querySelector('.explain h2').textContent === 'Alg. 1, line 8'")
    page.get_by_role("button", name="Stop").click()


@pytest.mark.parametrize("width", [360, 640, 1280, 1920, 2560])
def test_no_formula_is_cut_off(visit, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    visit("view=step")
    cut = """() => [...document.querySelectorAll('.formula, .line-tex, .in-use')].filter((e) => e.offsetParent
      && e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent)"""
    for step in range(15):
        visit(f"view=step&step={step}")
        assert page.evaluate(cut) == [], step
    visit("view=check&mistake=pair")
    page.evaluate("document.querySelectorAll('#check details').forEach((d) => (d.open = true))")
    assert page.evaluate(cut) == []


def test_a_broken_line_shows_up_in_its_blocks(visit):
    page = visit("view=check")
    said = page.locator(".agree")
    assert said.inner_text().startswith("The two gradients agree: the distance is below 10⁻¹⁰")
    assert all("on one scale, ±" in text for text in page.locator(".block .scale").all_inner_texts())
    page.get_by_label("break a line").select_option("no-slope")
    assert "differ in W1 and b1" in said.inner_text()
    assert page.locator(".block.off").count() == 2
    heirs = page.locator(".row.inherits .line-ref").filter(visible=True).all_inner_texts()
    assert [text.split("\n")[0] for text in heirs] == ["line 20", "line 22", "line 26"]
    page.get_by_label("break a line").select_option("no-lambda")
    assert "Nothing shows, and yet a line is wrong" in said.inner_text()
    page.get_by_role("button", name="Set λ to 3").press("Enter")
    assert "differ in W1 and W2" in said.inner_text()
    page.get_by_role("button", name="10⁻²", exact=True).press("Enter")
    assert "epsilon=0.01" in wait_for_address(page, "epsilon")
    assert "With ε = 10⁻² even the right lines give" in page.locator(".outcome .hint").inner_text()
    until(page, "document.querySelector('.diagnosis').textContent.includes('do not react to lambda')")


def test_on_a_phone_the_mistake_and_what_it_does_are_seen_together(visit, page):
    page.set_viewport_size({"width": 360, "height": 740})
    visit("view=check&mistake=no-slope")
    for part in (page.get_by_label("break a line"), page.locator(".distance"), page.locator(".agree")):
        box = part.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 740


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
    # one that only a later line cannot take
    line.fill("a2 @ delta3.T / N")
    until(
        page,
        "document.querySelector('.row.typed .ex3-problem').textContent.includes('shape (3, 5), and has the shape (5, 3)')",
    )
    line.fill("delta3 @ alert(1)")
    until(
        page, "document.querySelector('.row.typed .ex3-problem').textContent.includes('no function “alert”')"
    )
    line.fill("delta3 @ z2.T / N")
    visit(wait_for_address(page, "z2"), fresh=True)
    assert page.get_by_label("line 11: dW2 =").input_value() == "delta3 @ z2.T / N"


def test_a_hidden_mistake_is_found_by_its_blocks(visit):
    page = visit("view=check&mistake=gradient-back&hunt=1&clambda=3")
    assert page.locator(".in-use:visible, .heir:visible").count() == 0
    assert page.locator(".diagnosis").inner_text() == ""
    page.get_by_role("button", name="line 11").click()
    assert page.locator(".guess").inner_text().startswith("Not line 11")
    page.get_by_role("button", name="line 15").press("Enter")
    assert "error sent back through" in page.locator(".guess").inner_text()
    page.get_by_role("button", name="Hide another from me").click()
    assert "One line of Algorithm 1 is wrong now" in page.locator(".guess").inner_text()


def test_a_long_step_overshoots_in_the_slice(visit):
    page = visit("view=slice")
    assert "The loss falls." in page.locator("#slice [role=status]").first.inner_text()
    page.get_by_label(f"step size {ALPHA}").press("End")
    visit("view=slice&reach=100")
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
    page.locator(".answer").get_by_text("Right.").wait_for()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("1")
    page.locator(".answer").get_by_text("Not so.").wait_for()
    assert page.locator(".lesson-card .count").last.inner_text() == "1 of 2 predicted"
    page.get_by_role("link", name="See it in the page").press("Enter")
    page.get_by_role("heading", name="What does the network read?").wait_for()
    assert " a 4," in verdict(page)


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


def test_the_pictures_of_the_landing_page_are_made(visit, tmp_path):
    picture(visit("view=step&step=11&sample=4040&unit=10"), "step", tmp_path)
    page = visit("view=check&code=dW2%3Ddelta3+%40+z2.T+%2F+N")
    until(page, "document.querySelector('.diagnosis').textContent.includes('Your dW2 is built with z2')")
    picture(page, "check", tmp_path)
