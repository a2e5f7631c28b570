"""The explorer's Train view: runs in a Worker, by keyboard, raced, pushed too far, with digits held out."""

from __future__ import annotations

import re

import numpy as np
import pytest

import reference
from ex3 import Parameters, load_digits
from explorer_page import (
    ALPHA,
    SEVEN,
    accuracy,
    copied_link,
    draw,
    picture,
    status,
    train,
    until,
    until_iteration,
    until_text,
    verdict,
    wait_for_address,
)

pytestmark = pytest.mark.browser


def test_gradient_descent_of_part_h_takes_the_steps_of_numpy(visit):
    """With the settings and the steps of Part H the end, near 77 %, is that of Part H; the whole takes long to compute."""
    page = visit("view=train")
    page.get_by_role("button", name="Part H").click()
    assert "iteration 0 of 100" in until_text(page, ".ex3-status", "(iteration 0 of 100 .*)")
    rng = np.random.default_rng(4)
    shapes = (25, 400), (25, 1), (10, 25), (10, 1)
    params = Parameters(*(rng.uniform(-0.12, 0.12, shape) for shape in shapes))
    velocity = Parameters(*(np.zeros(shape) for shape in shapes))
    X, y = load_digits()
    for t in range(1, 4):
        page.get_by_role("button", name="Step", exact=True).click()
        until_iteration(page, t)
        _, gradient = reference.nn_gradient(params, X, y, 0.0002)
        params, velocity = reference.gradient_step(params, velocity, gradient, 0.1, 0.9)
    J = reference.nn_loss_reg(params, X, y, 0.0002)
    read = 100 * np.mean(1 + reference.feed_forward(params, X).argmax(axis=0) == y)
    assert until_text(page, ".ex3-status", r"loss (\S+),") == f"{J:.3f}"
    assert accuracy(page) == pytest.approx(read, abs=0.006)


def test_sgd_of_part_i_ends_near_97_per_cent_and_draws(visit, page, tmp_path):
    page.emulate_media(reduced_motion="reduce")  # the curves are drawn once a second then, not at each frame
    visit("view=train")
    train(page)
    until_iteration(page, 10000)
    assert 95.5 <= accuracy(page) <= 98
    picture(page, "train", tmp_path)
    assert page.locator(".ex3-table tbody tr").count() > 25
    print(page.locator(".speed").inner_text())
    page.get_by_role("button", name="Draw with this network").click()
    assert page.get_by_label("network", exact=True).input_value() == "mine"
    assert "It reads a 3" in verdict(page)


def test_a_run_is_driven_by_keyboard_linked_and_reset(visit):
    page = visit("view=train&T=100000")
    page.get_by_role("button", name="Train", exact=True).press("Enter")
    until_text(page, ".ex3-status", r"iteration ([1-9]\d*) of 100000\b")
    assert int(re.search(r"(?:^|&)t=(\d+)", copied_link(page))[1]) > 0
    page.get_by_role("button", name="Pause").press("Space")
    page.get_by_role("button", name="Go on").wait_for()
    done = int(re.search(r"iteration (\d+) ", status(page))[1])
    assert 0 < done < 100000
    page.get_by_role("button", name="Step", exact=True).press("Enter")
    until(page, f"document.querySelector('.ex3-status').textContent.includes('iteration {done + 1} ')")
    # after Reset the same iterations are trained once
    page.get_by_role("button", name="Go on").click()
    until(
        page, f"!/iteration {done + 1} |iteration 0 /.test(document.querySelector('.ex3-status').textContent)"
    )
    page.get_by_role("button", name="Reset").press("Enter")
    until(page, "document.querySelector('.ex3-status').textContent.includes('iteration 0 ')")
    page.evaluate(
        """() => { window.iterations = [];
        const status = document.querySelector('.ex3-status');
        const note = () => iterations.push(Number(/iteration (\\d+)/.exec(status.textContent)[1]));
        new MutationObserver(note).observe(status, { childList: true }); }"""
    )
    train(page)
    until(page, "iterations.at(-1) > 0")
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Go on").wait_for()
    page.wait_for_timeout(100)
    seen = page.evaluate("iterations")
    assert seen == sorted(seen)


# What is sent to a worker waits until release() is called.
HOLD_POST = """() => { const [post, held] = [Worker.prototype.postMessage, []];
    Worker.prototype.postMessage = function (...message) { held.push(() => post.apply(this, message)); };
    window.release = () => { Worker.prototype.postMessage = post; held.forEach((send) => send()); }; }"""


def test_train_pressed_at_once_after_a_link_is_not_lost(visit):
    """The run before is done, and the worker of a slow machine has not answered for the new one yet."""
    page = visit("view=train&T=5&t=5", fresh=True)
    until_iteration(page, 5)
    page.evaluate(HOLD_POST)
    visit("view=train&T=100000")
    assert status(page) == "iteration 0 of 100000"
    page.get_by_role("button", name="Train", exact=True).press("Enter")
    page.wait_for_timeout(50)  # what has been asked for is sent in the turns after
    page.evaluate("release()")
    until_text(page, ".ex3-status", r"iteration ([1-9]\d*) of 100000\b")


def test_train_pressed_before_the_unseen_digits_are_there_is_not_lost(visit, page):
    held = []
    page.route("**/unseen.bin", lambda route: held.append(route))
    visit("view=train&T=5", fresh=True)
    until(page, "/iteration 0 .*loss/.test(document.querySelector('.ex3-status').textContent)")
    page.get_by_label("2000 unseen digits").select_option("test")
    train(page)
    until(page, "location.hash.includes('unseen=test')")
    assert len(held) == 1
    assert status(page).startswith("iteration 0 of 5")
    held[0].continue_()
    page.unroute("**/unseen.bin")
    until_iteration(page, 5)
    until_text(page, ".ex3-status", r"of unseen digits ([\d.]+) %")


def test_without_the_unseen_digits_a_run_says_so_and_goes_on(visit, page, faults):
    page.route("**/unseen.bin", lambda route: route.fulfill(status=404))
    visit("view=train&T=5&unseen=add", fresh=True)
    page.get_by_text("unseen.bin cannot be loaded (404)").wait_for()
    page.unroute("**/unseen.bin")
    train(page)
    until_iteration(page, 5)
    assert [fault for fault in faults if "404" not in fault] == []
    faults.clear()


def test_a_link_keeps_its_iterations_while_they_are_done_again(visit):
    page = visit("view=train&T=100000&t=100000")
    until(page, "document.querySelector('#train').dataset.running === 'true'")
    page.wait_for_timeout(600)  # the address follows after a quarter of a second
    assert "t=100000" in re.split("[#&]", page.url)
    # an address that differs in the iterations only is followed
    page.evaluate("location.hash = 'view=train&T=100000&t=20'")
    until_iteration(page, 20)


def test_a_run_that_blows_up_says_so_in_words(visit):
    page = visit("view=train&T=100&alpha=100&lambda=100&beta=0.99")
    train(page)
    until_iteration(page, 100)
    assert "loss not finite any more" in status(page)
    assert re.search(r"It diverges: from iteration \d+ on", page.locator(".ex3-warning").inner_text())
    assert "NaN" not in page.locator("#train").inner_text()
    # one that grows only is drawn as growth
    visit("view=train&digits=200&algorithm=gd&alpha=100&T=8")
    train(page)
    until_iteration(page, 8)
    assert page.locator(".ex3-warning").inner_text().startswith("It diverges: the loss grows, from 6.5")
    assert "on a logarithmic scale" in page.locator(".ex3-loss svg").get_attribute("aria-label")


def test_drawing_goes_on_while_training(visit):
    page = visit("view=train&T=1000000")
    train(page)
    page.get_by_role("link", name="Draw").click()
    page.evaluate(
        """() => { window.frames_ = []; let last = performance.now();
        const frame = (now) => { frames_.push(now - last); last = now; requestAnimationFrame(frame); };
        requestAnimationFrame(frame); }"""
    )
    draw(page, SEVEN)
    frames = sorted(page.evaluate("frames_.slice(1)"))
    print(f"{len(frames)} frames: median {frames[len(frames) // 2]:.1f} ms")
    assert " a 7," in verdict(page)
    page.get_by_role("link", name="Train").click()
    assert int(until_text(page, ".ex3-status", r"iteration ([1-9]\d*) of 1000000")) > 0


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
    until_iteration(page, 30)
    page.get_by_label(f"learning rate {ALPHA}").press("ArrowUp")
    until_text(page, ".ex3-waiting", "for the (next) run")
    assert "iteration 30 of 30" in status(page)
    page.get_by_label(f"learning rate {ALPHA}").press("ArrowDown")
    until(page, "document.querySelector('.ex3-waiting').textContent === ''")
    page.get_by_label("iterations T").fill("40")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Go on").click()
    until_iteration(page, 40)
    page.get_by_label(f"learning rate {ALPHA}").press("ArrowUp")
    page.get_by_role("button", name="Train anew").click()
    wait_for_address(page, "alpha=0.2")
    until_iteration(page, 40)
    # the run before stays beside it in grey
    assert page.locator(".ex3-loss figcaption").inner_text() == "Loss grey: the run before"
    assert page.locator(".ex3-curve path[stroke='var(--reference)']").count() == 2


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
    train(page)
    both = """['A: iteration 500 of 500', 'B: iteration 5 of 5'].every((line) =>
        document.querySelector('.ex3-progress').textContent.includes(line))"""
    until(page, both)
    visit(wait_for_address(page, "t=500"), fresh=True)
    until(page, both)


def test_a_link_restores_a_network_trained_here_and_shows_no_other_before(visit):
    page = visit("view=train&T=5&alpha=0.2&seed=11&batches=12")
    train(page)
    until_iteration(page, 5)
    share = accuracy(page)
    page.get_by_role("button", name="Draw with this network").click()
    address = wait_for_address(page, "net=mine")
    said = verdict(page)
    visit(address, fresh=True)
    until(page, "document.querySelector('.network select').value === 'mine'")
    until(page, f"document.querySelector('.network select').textContent.includes('{share:.2f} %')")
    assert verdict(page) == said
    visit("net=mine&T=100000&t=30000", fresh=True)
    until(page, "document.getElementById('notice').textContent.includes('is being trained again')")
    assert page.locator(".verdict").inner_text() == ""
    page.get_by_role("link", name="Step").click()
    assert page.locator(".line").inner_text() == ""
