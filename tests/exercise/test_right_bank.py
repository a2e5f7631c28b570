"""Each right answer of the bank agrees with the oracle at several sizes and leaves its inputs alone.

A check of the course that turns one of these answers down is itself wrong.
"""

from __future__ import annotations

import ast
import sys
import warnings
from collections import Counter
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from scipy.special import chdtri

import reference
from autograder.ex3.bank import Variant, functions, header, variants
from ex3.network import Parameters, TrainingOptions, sigmoid
from variant_bank import define

BANK = variants("right")
LAMBDA = 0.7  # of order 1, or a slip in the regulariser would drown

# (input units, hidden units, classes, samples, labels that occur, memory order, type of the labels)
DEBUG = (3, 5, 4, 6, (1, 2, 3, 4), "C", np.int64)
SMALL = (6, 7, 10, 10, (2, 9), "C", np.int32)
FORTRAN = (4, 7, 5, 9, (1, 5), "F", np.uint8)
PROBLEMS = {
    "3-5-4": DEBUG,
    "400-25-10": (400, 25, 10, 12, tuple(range(1, 11)), "C", np.int64),
    "one sample": (400, 25, 10, 1, (10,), "C", np.int64),
    "ten samples of two classes": SMALL,
    "as many samples as hidden units and classes": (8, 10, 10, 10, tuple(range(1, 11)), "C", np.int64),
    "column order, bytes as labels": FORTRAN,
}


def problem(d, h, K, N, labels, order, label_type, seed=3):
    """Return self-consistent (params, X, y); all labels of ``labels`` occur if N allows it."""
    rng = np.random.default_rng(seed)
    shapes = [(h, d), (h, 1), (K, h), (K, 1)]
    blocks = [np.asarray(rng.normal(size=s) / np.sqrt(s[1]), order=order) for s in shapes]
    blocks[0][0, 0] = 0.0  # a step that is relative to the parameter stands still here
    X = np.asarray(rng.uniform(-0.2, 1.1, size=(d, N)), order=order)
    return Parameters(*blocks), X, rng.permutation(np.resize(labels, N)).astype(label_type)


def arrays(value):
    """Return the arrays within an argument or a result, in a fixed order."""
    if isinstance(value, Parameters | tuple | list):
        return [array for part in value for array in arrays(part)]
    return [np.asarray(value)] if isinstance(value, np.ndarray | np.number | float | int) else []


def call(answer, *arguments):
    """Call an answer and see that its arguments are the same bits afterwards."""
    before = [array.copy() for array in arrays(arguments)]
    result = answer(*arguments)
    for old, new in zip(before, arrays(arguments), strict=True):
        np.testing.assert_array_equal(new, old, err_msg="an argument was changed")
    return result


def assert_close(got, wanted, tolerance=1e-9):
    """Compare shape, type and numbers; the tolerance is relative to the largest number wanted."""
    if isinstance(wanted, Parameters):
        assert isinstance(got, Parameters)
        for name, block in vars(wanted).items():
            assert_close(getattr(got, name), block, tolerance)
        return
    got = np.squeeze(np.asarray(got)) if np.ndim(wanted) == 0 else np.asarray(got)
    assert got.dtype == np.float64
    assert got.shape == np.shape(wanted)
    assert np.isfinite(got).all()
    assert np.abs(got - wanted).max() <= tolerance * np.abs(wanted).max()


def judge_values(name, answer):
    for sizes in PROBLEMS.values():
        params, X, y = problem(*sizes)
        for given in {
            "feed_forward": [(params, X)],
            "nn_loss": [(params, X, y)],
        }.get(name, [(params, X, y, 0.0), (params, X, y, LAMBDA)]):
            got, wanted = call(answer, *given), getattr(reference, name)(*given)
            if name == "nn_gradient":
                (J, got), (J_wanted, wanted) = got, wanted
                assert_close(J, J_wanted)
            assert_close(got, wanted)


def judge_numerical_gradient(answer):
    for sizes in (DEBUG, SMALL, FORTRAN):
        params, X, y = problem(*sizes)

        def loss(theta, X=X, y=y, shapes=tuple(block.shape for block in params)):
            assert isinstance(theta, Parameters)
            assert tuple(block.shape for block in theta) == shapes
            return reference.nn_loss_reg(theta, X, y, LAMBDA)

        by_default = call(answer, loss, params)
        assert_close(by_default, reference.nn_gradient(params, X, y, LAMBDA)[1], 1e-6)
        assert_close(by_default, reference.compute_numerical_gradient(loss, params, 1e-4), 1e-7)
        # So wide a step tells Eq. 17 from a better approximation or an ignored epsilon.
        assert_close(call(answer, loss, params, 0.5), reference.compute_numerical_gradient(loss, params, 0.5))


def judge_step(answer):
    for sizes in PROBLEMS.values():
        params, velocity, gradient = (problem(*sizes, seed=seed)[0] for seed in (1, 2, 3))
        rest = Parameters(*(np.zeros(block.shape) for block in params))
        for start, alpha, beta in ((velocity, 0.3, 0.8), (rest, 0.1, 0.9), (velocity, 0.05, 0.0)):
            theta, v = call(answer, params, start, gradient, alpha, beta)
            wanted = reference.gradient_step(params, start, gradient, alpha, beta)
            assert_close(theta, wanted[0])
            assert_close(v, wanted[1])
            again = call(answer, theta, v, gradient, alpha, beta)
            assert_close(again[0], reference.gradient_step(*wanted, gradient, alpha, beta)[0])


class Recorder:
    """A loss with its gradient that keeps a copy of what it was called with."""

    def __init__(self):
        self.calls = []

    def __call__(self, params, X, y):
        # Copies: an answer may use one buffer for all batches, or move its parameters in place.
        self.calls.append((params.copy(), np.array(X), np.array(y)))
        return reference.nn_gradient(params, X, y, LAMBDA)


def judge_sgd(answer):
    for d, h, N, options in (
        (5, 4, 37, TrainingOptions(max_iter=60, learning_rate=0.2, momentum=0.7, batch_size=6)),
        (400, 7, 23, TrainingOptions(max_iter=25, learning_rate=0.1, momentum=0.0, batch_size=10)),
    ):
        params, X, y = problem(d, h, 10, N, tuple(range(1, 11)), "C", np.int64)
        column = {x.tobytes(): i for i, x in enumerate(X.T.copy())}
        rng = np.random.default_rng(17)
        runs = []
        for _ in range(2):
            record = Recorder()
            trained, losses = call(answer, record, X, y, params, options, rng)
            assert len(record.calls) == options.max_iter
            theta, v = params, Parameters(*(np.zeros(block.shape) for block in params))
            batches, wanted_losses = [], []
            for given, X_batch, y_batch in record.calls:
                assert X_batch.shape == (d, options.batch_size)
                batch = [column[x.tobytes()] for x in X_batch.T.copy()]
                np.testing.assert_array_equal(y_batch, y[batch])
                assert_close(given, theta)
                J, gradient = reference.nn_gradient(theta, X_batch, y_batch, LAMBDA)
                theta, v = reference.gradient_step(
                    theta, v, gradient, options.learning_rate, options.momentum
                )
                wanted_losses.append(J)
                batches.append(tuple(sorted(batch)))
            assert_close(trained, theta)
            assert_close(losses, wanted_losses)
            assert len(set(batches)) > 0.9 * len(batches)
            runs.append(batches)
        # The same generator, used on: another run, not the same one again.
        assert not set(runs[0]) & set(runs[1])
        drawn = Counter(i for batches in runs for batch in batches for i in batch)
        expected = drawn.total() / N
        assert sum((drawn[i] - expected) ** 2 / expected for i in range(N)) < chdtri(N - 1, 1e-6)


JUDGES = {name: partial(judge_values, name) for name in functions()[:4]} | {
    "compute_numerical_gradient": judge_numerical_gradient,
    "gradient_step": judge_step,
    "stochastic_gradient_descent": judge_sgd,
}


@pytest.mark.slow
@pytest.mark.parametrize("variant", BANK, ids=str)
def test_a_right_variant_agrees_with_the_oracle(variant):
    may_warn = "noisy" in variant.way or "np.matrix" in variant.way
    with warnings.catch_warnings():
        warnings.simplefilter("ignore" if may_warn else "error")
        JUDGES[variant.function](define(variant))


@pytest.mark.parametrize("function", functions())
def test_a_function_has_a_dozen_ways_and_each_says_what_is_its_own(function):
    bank = variants("right", function)
    assert len(bank) >= 12
    assert len({variant.way for variant in bank}) == len(bank)
    assert all(variant.way for variant in bank)
    assert [variant.id for variant in bank] == [f"right-{function}-{v.path.name[:2]}" for v in bank]


def test_no_two_right_variants_share_an_id():
    assert [name for name, count in Counter(variant.id for variant in BANK).items() if count > 1] == []


def imported(source):
    """Return the names of the packages that a cell imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module.split(".")[0]


def test_no_right_variant_imports_a_framework():
    allowed = sys.stdlib_module_names | {"numpy", "scipy", "tqdm"}
    assert [str(variant) for variant in BANK if not set(imported(variant.source)) <= allowed] == []


def with_magic(variant: Variant) -> str:
    """Return the cell as a student has it: the magic of the header ``# magic:`` on its first line."""
    return f"{header(variant.source)['magic']}\n{variant.source}"


@pytest.mark.parametrize("function", functions())
def test_a_cell_that_begins_with_a_magic_defines_its_function_in_ipython(function):
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    cells = [v for v in variants("right", function) if header(v.source).get("cell") == "magic"]
    assert len(cells) == 1
    shell = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))
    shell.user_ns.update(np=np, Parameters=Parameters, sigmoid=sigmoid)
    shell.run_cell(with_magic(cells[0])).raise_error()
    assert callable(shell.user_ns[function])


WRONG = {
    "feed_forward": """
def feed_forward(params, X):
    return sigmoid(params.W2 @ sigmoid(params.W1 @ X + params.b1))""",
    "nn_loss": """
def nn_loss(params, X, y):
    Y, u = np.eye(int(y.max()))[y - 1].T, feed_forward(params, X)
    return -np.sum(Y * np.log(u) + (1 - Y) * np.log(1 - u)) / y.size""",
    "nn_loss_reg": """
def nn_loss_reg(params, X, y, lambda_):
    return nn_loss(params, X, y) + lambda_ / 2 * sum(np.sum(block**2) for block in params)""",
    "nn_gradient": """
def nn_gradient(params, X, y, lambda_):
    J, gradient = right(params, X, y, 0.0)
    return nn_loss_reg(params, X, y, lambda_), gradient""",
    "compute_numerical_gradient": """
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    return right(loss, params, 1e-4)""",
    "gradient_step": """
def gradient_step(params, velocity, gradient, alpha, beta):
    for v, g in zip(velocity, gradient):
        v *= beta
        v -= alpha * g
    return Parameters(*(p + v for p, v in zip(params, velocity))), velocity""",
    "stochastic_gradient_descent": """
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    return right(loss_and_gradient, X, y, params, options, np.random.default_rng(0))""",
}


@pytest.mark.parametrize("function", functions())
def test_the_yardstick_turns_a_wrong_answer_down(function):
    variant = replace(variants("right", function)[0], source=WRONG[function])
    answer = define(variant, right=getattr(reference, function))
    with pytest.raises((AssertionError, ValueError)):
        JUDGES[function](answer)
