"""The given parts of the network: parameters, sigmoid, random start."""

import subprocess
import sys
from pathlib import Path

import numpy as np
from scipy.special import expit

from ex3 import Parameters, rand_initialize_weights, sigmoid

HELPER = Path(__file__).parents[2] / "source/ex3"


def test_the_sigmoid_is_scipys_to_the_last_digits_and_never_overflows():
    u = np.concatenate([np.linspace(-40, 40, 1001), [-1e4, 1e4, 0.0]])
    np.testing.assert_allclose(sigmoid(u), expit(u), rtol=1e-14)
    assert sigmoid(0.0) == 0.5


def test_parameters_unpack_in_the_order_of_the_sheet():
    blocks = [np.zeros((2, 3)), np.zeros((2, 1)), np.zeros((4, 2)), np.zeros((4, 1))]
    W1, b1, W2, b2 = Parameters(*blocks)
    assert [W1, b1, W2, b2] == blocks or all(a is b for a, b in zip((W1, b1, W2, b2), blocks, strict=True))


def test_a_copy_of_parameters_shares_no_memory():
    theta = Parameters(*(np.zeros((2, 2)) for _ in range(4)))
    theta.copy().W1[0, 0] = 1.0
    assert theta.W1[0, 0] == 0.0


def test_parameters_show_their_shapes_and_not_ten_thousand_numbers():
    theta = Parameters(np.zeros((25, 400)), np.zeros((25, 1)), np.zeros((10, 25)), np.zeros((10, 1)))
    assert repr(theta) == "Parameters(W1: (25, 400), b1: (25, 1), W2: (10, 25), b2: (10, 1))"


def test_random_weights_have_the_shape_of_a_layer_and_fill_the_range():
    W = rand_initialize_weights(400, 25, np.random.default_rng(0))
    assert W.shape == (25, 400)
    assert 0.119 < W.max() < 0.12
    assert -0.12 < W.min() < -0.119
    assert not np.array_equal(W, rand_initialize_weights(400, 25, np.random.default_rng(1)))


def test_importing_the_helper_loads_numpy_and_nothing_slow():
    code = (
        "import sys, ex3; "
        "print([m for m in ('scipy', 'matplotlib', 'IPython', 'tqdm', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=HELPER, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
