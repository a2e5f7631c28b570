"""Gradient descent, the gradient check, and watching a run."""

import numpy as np
import pytest
from scipy.optimize import check_grad

import reference
from autograder.ex3.bank import variants
from ex3 import Parameters, TrainingOptions, check_nn_gradients, gradient_descent, watch_training
from ex3.gradient_check import debug_network
from variant_bank import define


def quadratic(theta):
    """Half the sum of squares; its gradient is theta itself."""
    return 0.5 * sum(float(np.sum(block**2)) for block in theta), theta.copy()


def ones():
    return Parameters(*(np.ones((2, 2)) for _ in range(4)))


def test_without_momentum_each_step_shrinks_a_quadratic_by_one_minus_alpha():
    options = TrainingOptions(max_iter=7, learning_rate=0.25, momentum=0.0)
    theta, losses = gradient_descent(quadratic, ones(), options, reference.gradient_step)
    np.testing.assert_allclose(theta.W1, 0.75**7)
    np.testing.assert_allclose(losses, 8 * 0.75 ** (2 * np.arange(7)))


def test_gradient_descent_leaves_its_start_alone_even_if_the_step_does_not():
    def in_place(params, velocity, gradient, alpha, beta):
        for block, g in zip(params, gradient, strict=True):
            block -= alpha * g
        return params, velocity

    start = ones()
    gradient_descent(quadratic, start, TrainingOptions(max_iter=3), in_place)
    assert np.all(start.W1 == 1.0)


def test_the_debug_network_gives_a_distance_below_the_limit_of_the_sheet():
    answers = reference.nn_gradient, reference.compute_numerical_gradient, reference.nn_loss_reg
    assert check_nn_gradients(*answers) < 1e-10
    assert check_nn_gradients(*answers, lambda_=3) < 1e-10


def test_the_gradient_that_passes_is_also_scipys():
    params, X, y = debug_network()
    shapes = [block.shape for block in params]

    def unflatten(flat):
        parts = np.split(flat, np.cumsum([np.prod(shape) for shape in shapes])[:-1])
        return Parameters(*(part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)))

    def flatten(theta):
        return np.concatenate([block.ravel() for block in theta])

    error = check_grad(
        lambda flat: reference.nn_loss_reg(unflatten(flat), X, y, 3.0),
        lambda flat: flatten(reference.nn_gradient(unflatten(flat), X, y, 3.0)[1]),
        flatten(params),
    )
    assert error < 1e-6


def test_a_slip_in_the_regulariser_shows_only_with_lambda():
    slip = define(next(v for v in variants("wrong") if v.id == "G34"))
    answers = slip, reference.compute_numerical_gradient, reference.nn_loss_reg
    assert check_nn_gradients(*answers, lambda_=0) < 1e-10
    assert check_nn_gradients(*answers, lambda_=3) > 0.1


def test_a_watched_run_gives_the_same_result_and_a_full_bar(capsys):
    options = TrainingOptions(max_iter=12)
    plain = gradient_descent(quadratic, ones(), options, reference.gradient_step)
    with watch_training(quadratic, options, "descent") as watched:
        seen = gradient_descent(watched, ones(), options, reference.gradient_step)
    np.testing.assert_array_equal(plain[1], seen[1])
    out, err = capsys.readouterr()
    assert "descent: 100%" in out
    assert err == ""  # graders may read standard error as a failure


def test_a_watched_run_that_fails_still_raises_its_own_error():
    with pytest.raises(ZeroDivisionError), watch_training(lambda theta: 1 / 0, TrainingOptions()) as watched:
        watched(ones())


def test_in_a_notebook_the_bar_is_one_line_that_is_shown_in_one_place(monkeypatch, capsys):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **options: shown.append((data, options)))
    monkeypatch.setattr("ex3.plots.display.redraws", lambda: True)
    monkeypatch.setattr("ex3.plots.curves.redraws", lambda: False)
    options = TrainingOptions(max_iter=3)
    with watch_training(lambda theta: (1.0, theta), options, "descent") as watched:
        for _ in range(3):
            watched(None)
    bars = [(data["text/plain"], options) for data, options in shown if set(data) == {"text/plain"}]
    assert len({options["display_id"] for _, options in bars}) == 1
    assert [options["update"] for _, options in bars] == [False, *[True] * (len(bars) - 1)]
    assert bars[-1][0].startswith("descent: 100%")
    assert "descent" not in capsys.readouterr().out
