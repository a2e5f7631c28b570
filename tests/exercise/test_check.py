"""The visible checks against the banks of right and wrong answers."""

from __future__ import annotations

import json

import fingerprints
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell

import reference
from autograder.ex3.bank import Variant, functions, variants
from ex3 import Parameters, check
from ex3.check import diagnosis, inputs, order, values
from ex3.check.diagnosis import known
from ex3.check.wording import EXPERIMENT, IDEAS
from variant_bank import define

WRONG = [v for v in variants("wrong") if v.kind not in ("borderline",)]
TOLD_APART = [v for v in WRONG if v.fingerprint != "none"]


@pytest.mark.parametrize("variant", variants("right"), ids=str)
def test_a_right_answer_passes_every_visible_check(variant: Variant):
    check.passes(variant.function, define(variant))


@pytest.fixture
def bare(monkeypatch):
    """Let a diagnosis that crashes be seen, where a student would be told in general terms."""
    monkeypatch.setattr(order, "explained", diagnosis.explain)


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("variant", WRONG, ids=str)
def test_a_wrong_answer_fails_with_its_own_hint_or_a_general_one(variant: Variant):
    with pytest.raises(check.CheckFailed) as failure:
        check.passes(variant.function, define(variant))
    assert failure.value.mistake in (variant.id, "")
    assert failure.value.hint


def test_a_student_is_told_in_general_terms_where_a_diagnosis_crashes(monkeypatch):
    def crash(*args):
        raise ZeroDivisionError

    monkeypatch.setattr(diagnosis, "explain", crash)
    answer = define(next(v for v in WRONG if v.id == "L02"))
    with pytest.raises(check.CheckFailed) as failure:
        check.passes("nn_loss", answer)
    assert failure.value.mistake == ""
    monkeypatch.setattr(order, "explained", crash)
    with pytest.raises(ZeroDivisionError):
        check.passes("nn_loss", answer)


@pytest.mark.slow
def test_nine_in_ten_mistakes_that_numbers_tell_get_their_own_hint():
    named = 0
    for variant in TOLD_APART:
        with pytest.raises(check.CheckFailed) as failure:
            check.passes(variant.function, define(variant))
        named += failure.value.hint == variant.hint
    assert named / len(TOLD_APART) >= 0.9


@pytest.mark.slow
def test_the_table_of_the_checks_is_the_one_made_from_the_bank():
    made, stored = (
        json.loads(json.dumps(fingerprints.expected())),
        json.loads(fingerprints.TARGET.read_text("utf-8")),
    )
    assert made.keys() == stored.keys()
    for function in functions():
        for name, value in stored[function]["right"].items():
            np.testing.assert_allclose(made[function]["right"][name], value, rtol=1e-6, atol=1e-12)
        told = [(m["id"], m["hint"], m["more"], sorted(m["marks"])) for m in made[function]["mistakes"]]
        assert told == [
            (m["id"], m["hint"], m["more"], sorted(m["marks"])) for m in stored[function]["mistakes"]
        ]


def test_every_quantity_that_is_observed_belongs_to_one_idea():
    for function in functions():
        seen = fingerprints.observe(function, getattr(reference, function))
        names = [name for quantities, _ in IDEAS[function].values() for name in quantities]
        assert len(names) == len(set(names))
        assert set(names) <= set(seen)


def test_of_two_mistakes_at_once_one_that_is_there_is_named():
    def nn_loss_reg(params, X, y, lambda_):  # biases regularised, and not halved
        return reference.nn_loss(params, X, y) + lambda_ * sum(np.sum(block**2) for block in params)

    def nn_gradient(params, X, y, lambda_):  # sigmoid' at the activation, and no regulariser
        bank = {v.id: v for v in variants("wrong", "nn_gradient")}
        _, gradient = define(bank["G12"])(params, X, y, 0.0)
        return reference.nn_loss_reg(params, X, y, lambda_), gradient

    with pytest.raises(check.CheckFailed) as failure:
        check.nn_loss_reg(nn_loss_reg)
    assert "squares of b1 and b2, which does not belong there" in failure.value.hint
    assert "W1 and W2 in your penalty is exactly twice too large" in failure.value.hint
    with pytest.raises(check.CheckFailed) as failure:
        check.nn_gradient(nn_gradient, "hidden layer")
    assert "taken at a2, not at z2" in failure.value.hint
    with pytest.raises(check.CheckFailed) as failure:
        check.nn_gradient(nn_gradient, "regulariser")
    assert "dW1 and dW2 do not react to lambda" in failure.value.hint


def test_a_stub_is_told_from_an_error():
    def nn_loss(params, X, y):
        raise NotImplementedError("Question 1c: nn_loss")

    with pytest.raises(check.CheckFailed, match="not written yet") as failure:
        check.nn_loss(nn_loss)
    assert isinstance(failure.value.__cause__, NotImplementedError)


def test_an_error_in_the_answer_is_shown_with_the_line_of_the_answer():
    shell = InteractiveShell.instance()
    shell.user_ns["check"] = check
    shell.run_cell("def nn_loss(params, X, y):\n    J = 1\n    return J / missing_name")
    result = shell.run_cell("check.nn_loss(nn_loss)", silent=True)
    shell.clear_instance()
    assert isinstance(result.error_in_exec, check.CheckFailed)
    assert "line 3:  return J / missing_name" in result.error_in_exec.message


def test_a_misspelt_idea_is_named_with_those_there_are():
    with pytest.raises(ValueError, match="output layer, hidden layer"):
        check.nn_gradient(reference.nn_gradient, "outputlayer")


def test_further_hints_come_one_by_one(capsys):
    variant = next(v for v in variants("wrong") if v.id == "L02")
    with pytest.raises(check.CheckFailed):
        check.nn_loss(define(variant))
    check.hint()
    check.hint()
    check.hint()
    said = " ".join(capsys.readouterr().out.split())  # long lines are broken between words
    assert said.startswith(f"nn_loss: {variant.hint2} nn_loss: {variant.hint3} That was the last hint.")


def test_the_answer_may_warn_and_print_without_a_trace(capsys, recwarn):
    def feed_forward(params, X):
        import sys
        import warnings

        print("hello")
        print("hello", file=sys.stderr)
        warnings.warn("overflow", RuntimeWarning, stacklevel=1)
        np.log(np.zeros(1))
        return reference.feed_forward(params, X)

    check.passes("feed_forward", feed_forward)
    assert capsys.readouterr() == ("", "")
    assert not recwarn


def test_marks_of_different_numbers_differ():
    numbers = [np.arange(6.0), np.arange(6.0)[::-1], 2 * np.arange(6.0), np.zeros(6), np.full(6, np.nan)]
    marks = [values.mark(each) for each in numbers]
    assert not any(values.same_mark(a, b) for i, a in enumerate(marks) for b in marks[:i])


def test_a_wrong_gradient_is_said_block_by_block():
    variant = next(v for v in variants("wrong") if v.id == "G12")
    with pytest.raises(check.CheckFailed, match="dW1 off, db1 off, dW2 right, db2 right"):
        check.nn_gradient(define(variant), "hidden layer")


def test_a_wrong_gradient_is_drawn_after_its_message_and_a_right_one_is_not(monkeypatch):
    drawn = []
    monkeypatch.setattr("ex3.plots.plot_gradient_difference", lambda *args: drawn.append(args))
    check.nn_gradient(reference.nn_gradient)
    assert not drawn
    variant = next(v for v in variants("wrong") if v.id == "G12")
    with pytest.raises(check.CheckFailed) as failure:
        check.nn_gradient(define(variant))
    assert not drawn  # the message comes first
    failure.value.picture()
    ((difference, right),) = drawn
    assert difference.shape == (25, 400)
    assert np.linalg.norm(difference) > 0.01 * np.linalg.norm(right)


def test_the_gradient_of_the_picture_is_right():
    np.testing.assert_allclose(np.load(fingerprints.PICTURED), fingerprints.pictured(), rtol=1e-5, atol=1e-9)


def test_hints_are_short_enough_to_be_read():
    for function in functions():
        hints = [EXPERIMENT[function], *(hint for _, hint in IDEAS[function].values())]
        hints += [hint for mistake in known.mistakes(function) for hint in (mistake.hint, *mistake.more)]
        for hint in hints:
            assert 10 <= len(hint.split()) <= 60, hint


@pytest.mark.parametrize(
    "odd",
    [1 + 2j, "0.28", [[1], [1, 2]], object(), np.broadcast_to(1.0, (10**6, 10**6)), None, iter([1.0])],
    ids=lambda odd: type(odd).__name__,
)
def test_an_odd_result_is_a_plain_failure_and_takes_no_memory(odd):
    with pytest.raises(check.CheckFailed):
        check.nn_loss(lambda params, X, y: odd)


def test_the_experiments_that_the_hints_propose_come_out_as_they_say():
    one = Parameters(*(np.ones((1, 1)) for _ in range(4)))
    by_hand = Parameters(one.W1, 0 * one.b1, one.W2, 0 * one.b2)
    assert reference.feed_forward(by_hand, np.zeros((1, 1))).item() == pytest.approx(0.622, abs=5e-4)
    params, X, y = inputs.main()
    zero = Parameters(*(0 * block for block in params))
    assert reference.nn_loss(zero, X, y) == pytest.approx(10 * np.log(2))
    single = zero.copy()
    single.W1[0, 0] = 1.0
    assert reference.nn_loss_reg(single, X, y, 2.0) - reference.nn_loss(single, X, y) == pytest.approx(1.0)
    theta, v = reference.gradient_step(one, one, one, 0.1, 0.5)
    assert (theta.W1.item(), v.W1.item()) == pytest.approx((1.4, 0.4))
