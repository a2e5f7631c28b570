"""The trained network: the sheet's three numbers, how it was trained, and what load_parameters says."""

import importlib.util
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy.io import loadmat, savemat
from scipy.optimize import approx_fprime
from scipy.special import expit, xlogy

from ex3 import data

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
ORIGINAL = ROOT.parent / "shared" / "data" / "ex3weights.mat"
LAMBDA = 0.0002


@pytest.fixture(scope="module")
def digits():
    return load_from(DATA, data.load_digits)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty data folder that EX3_DATA names."""
    monkeypatch.setenv("EX3_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def train_weights(monkeypatch):
    monkeypatch.syspath_prepend(str(DATA))  # it imports its neighbour build_data
    spec = importlib.util.spec_from_file_location("train_weights", DATA / "train_weights.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.modules.pop("build_data", None)


def load_from(folder, load):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EX3_DATA", str(folder))
        return load()


def three_numbers(params, digits, dtype=np.float64):
    """Samples classified correctly, loss, regularised loss: Eq. 2-6, 9 and 11, written out anew."""
    X, y = digits
    W1, b1, W2, b2 = (block.astype(dtype) for block in params)
    output = expit(W2 @ expit(W1 @ X.astype(dtype) + b1) + b2)
    Y = y == np.arange(1, 11)[:, None]
    loss = -np.sum(xlogy(Y, output) + xlogy(1 - Y, 1 - output)) / y.size
    weights = np.concatenate([W1.ravel(), W2.ravel()])
    return np.sum(output.argmax(axis=0) + 1 == y), loss, loss + LAMBDA / 2 * weights @ weights


# --- the committed file


def test_our_weights_give_the_three_numbers_of_the_sheet(digits):
    correct, loss, loss_reg = three_numbers(load_from(DATA, data.load_parameters), digits)
    assert correct == 4876
    assert loss == pytest.approx(0.287629, abs=5e-7)
    assert loss_reg == pytest.approx(0.383770, abs=5e-7)
    assert (f"{loss:.6f}", f"{loss_reg:.6f}") == ("0.287629", "0.383770")


def test_our_weights_give_them_in_single_precision_too(digits):
    correct, loss, loss_reg = three_numbers(load_from(DATA, data.load_parameters), digits, np.float32)
    assert correct == 4876
    assert loss == pytest.approx(0.287629, abs=1e-6)
    assert loss_reg == pytest.approx(0.383770, abs=1e-6)


def test_regularising_the_biases_too_would_show_in_the_printed_digits():
    params = load_from(DATA, data.load_parameters)
    assert LAMBDA / 2 * (np.sum(params.b1**2) + np.sum(params.b2**2)) > 1e-4


# --- loading


def test_the_biases_are_the_first_column_of_each_matrix(folder):
    Theta1, Theta2 = np.arange(25.0 * 401).reshape(25, 401), -np.arange(260.0).reshape(10, 26)
    savemat(folder / "ex3weights.mat", {"Theta1": Theta1, "Theta2": Theta2})
    params = data.load_parameters()
    np.testing.assert_array_equal(params.b1, Theta1[:, [0]])
    np.testing.assert_array_equal(params.W1, Theta1[:, 1:])
    np.testing.assert_array_equal(params.b2, Theta2[:, [0]])
    np.testing.assert_array_equal(params.W2, Theta2[:, 1:])


def test_parameters_have_the_shapes_of_the_sheet_in_memory_of_their_own():
    params = load_from(DATA, data.load_parameters)
    assert [block.shape for block in params] == [(25, 400), (25, 1), (10, 25), (10, 1)]
    for block in params:
        assert block.dtype == np.float64
        assert block.flags.c_contiguous
        assert block.flags.owndata
        assert block.flags.writeable


@pytest.mark.skipif(not ORIGINAL.is_file(), reason="the original ex3weights.mat is not here")
def test_the_original_file_can_be_dropped_in(folder):
    shutil.copy(DATA / "ex3data1.mat", folder)
    shutil.copy(ORIGINAL, folder)
    correct, loss, loss_reg = three_numbers(data.load_parameters(), data.load_digits())
    assert correct == 4876
    assert loss == pytest.approx(0.2876291652, abs=1e-9)
    assert loss_reg == pytest.approx(0.3837698, abs=1e-7)


BROKEN = {
    "other_names": ({"W1": np.zeros((25, 401)), "Theta2": np.zeros((10, 26))}, "has no variable Theta1"),
    "transposed": (
        {"Theta1": np.zeros((401, 25)), "Theta2": np.zeros((10, 26))},
        "Theta1 of shape (401, 25) instead of (25, 401)",
    ),
    "without_biases": (
        {"Theta1": np.zeros((25, 401)), "Theta2": np.zeros((10, 25))},
        "Theta2 of shape (10, 25) instead of (10, 26)",
    ),
    "nan": (
        {"Theta1": np.zeros((25, 401)), "Theta2": np.full((10, 26), np.nan)},
        "values in Theta2 that are not finite",
    ),
}


@pytest.mark.parametrize(("content", "fault"), BROKEN.values(), ids=BROKEN.keys())
def test_a_wrong_weights_file_is_named_with_its_fault_and_remedy(folder, content, fault):
    savemat(folder / "ex3weights.mat", content)
    with pytest.raises(data.DataError) as caught:
        data.load_parameters()
    assert str(folder / "ex3weights.mat") in str(caught.value)
    assert fault in str(caught.value)
    assert data.REMEDY in str(caught.value)


@pytest.mark.parametrize("kept", [0, 127, 128, 1000, -1])
def test_a_truncated_weights_file_is_named_with_its_remedy(folder, kept):
    (folder / "ex3weights.mat").write_bytes((DATA / "ex3weights.mat").read_bytes()[:kept])
    with pytest.raises(data.DataError, match=r"ex3weights\.mat") as caught:
        data.load_parameters()
    assert data.REMEDY in str(caught.value)


# --- the training script


@pytest.fixture
def small():
    """A network 6-4-3 and twelve samples."""
    rng = np.random.default_rng(5)
    theta = [rng.normal(size=shape) for shape in [(4, 6), (4, 1), (3, 4), (3, 1)]]
    return theta, rng.uniform(size=(6, 12)), np.eye(3)[:, rng.integers(3, size=12)]


def test_the_gradient_used_for_training_agrees_with_differences(train_weights, small):
    theta, X, Y = small

    def loss(flat):
        blocks = np.split(flat, np.cumsum([block.size for block in theta])[:-1])
        W1, b1, W2, b2 = (f.reshape(block.shape) for f, block in zip(blocks, theta, strict=True))
        output = expit(W2 @ expit(W1 @ X + b1) + b2)
        return -np.sum(xlogy(Y, output) + xlogy(1 - Y, 1 - output)) / X.shape[1]

    flat = np.concatenate([block.ravel() for block in theta])
    value, slope = train_weights.gradient(theta, X, Y)
    assert value == pytest.approx(loss(flat), rel=1e-12)
    found = np.concatenate([block.ravel() for block in slope])
    np.testing.assert_allclose(found, approx_fprime(flat, loss, 1e-7), atol=1e-6)


def test_the_scaled_weights_account_for_the_gap_between_the_two_losses(train_weights, small):
    theta, *_ = small
    W1, b1, W2, b2 = train_weights.onto_sphere(theta)
    assert LAMBDA / 2 * (np.sum(W1**2) + np.sum(W2**2)) == pytest.approx(0.383770 - 0.287629, rel=1e-12)
    np.testing.assert_array_equal(b1, theta[1])
    np.testing.assert_array_equal(b2, theta[3])
    np.testing.assert_allclose(W1 / theta[0], (W2 / theta[2])[0, 0], rtol=1e-12)


def test_the_last_step_is_shortened_to_end_at_the_wanted_loss(train_weights, small, monkeypatch):
    theta, X, Y = small
    theta = train_weights.onto_sphere(theta)
    before, slope = train_weights.gradient(theta, X, Y)
    step = [-0.1 * block for block in slope]
    after, _ = train_weights.gradient(train_weights.move(theta, step), X, Y)
    wanted = (3 * before + after) / 4
    monkeypatch.setattr(train_weights, "LOSS", wanted)
    reached, _ = train_weights.gradient(train_weights.shorten(theta, step, X, Y), X, Y)
    assert after < wanted < before
    assert reached == pytest.approx(wanted, rel=1e-13)


def test_training_ends_at_the_wanted_loss_and_gives_up_where_it_cannot(train_weights, small, monkeypatch):
    _, X, Y = small
    monkeypatch.setattr(train_weights, "HIDDEN", 4)
    monkeypatch.setattr(train_weights, "LOSS", 1.0)  # of 3 ln 2, about, at the start
    theta = train_weights.train(X, Y, seed=0)
    assert [block.shape for block in theta] == [(4, 6), (4, 1), (3, 4), (3, 1)]
    assert train_weights.gradient(theta, X, Y)[0] == pytest.approx(1.0, rel=1e-12)
    monkeypatch.setattr(train_weights, "MAX_ITER", 2)
    assert train_weights.train(X, Y, seed=0) is None


def test_the_first_seed_with_the_wanted_count_is_kept(train_weights, monkeypatch, capsys):
    y = np.arange(1, 11)
    X = np.zeros((400, 10))

    def network(always):  # says the same digit for every sample, so that one in ten is right
        b2 = np.zeros((10, 1))
        b2[always] = 1
        return [np.zeros((25, 400)), np.zeros((25, 1)), np.zeros((10, 25)), b2]

    networks = {0: None, 1: network(1), 2: network(2), 3: network(3)}
    monkeypatch.setattr(train_weights, "train", lambda X, Y, seed: networks[seed])
    monkeypatch.setattr(train_weights, "SEEDS", range(4))
    y[2] = 4  # now 4 is right twice and 3 never
    monkeypatch.setattr(train_weights, "CORRECT", 2)
    seed, theta = train_weights.search(X, y)
    assert seed == 3
    assert theta is networks[3]
    assert "seed 0" in capsys.readouterr().out
    monkeypatch.setattr(train_weights, "CORRECT", 9)
    with pytest.raises(SystemExit, match="none of the seeds 0 to 3 fits"):
        train_weights.search(X, y)


def test_the_committed_weights_are_an_end_point_of_the_training(train_weights, digits):
    """The script's own view of the committed file: on the sphere and at the loss, to the last digits."""
    X, y = digits
    content = loadmat(DATA / "ex3weights.mat")
    theta = [block for name in ("Theta1", "Theta2") for block in (content[name][:, 1:], content[name][:, :1])]
    Y = (y == np.arange(1, 11)[:, None]).astype(float)
    _, z = train_weights.scores(theta, X)
    assert train_weights.loss(z, Y) == pytest.approx(train_weights.LOSS, abs=1e-6)
    for block, scaled in zip(theta, train_weights.onto_sphere(theta), strict=True):
        np.testing.assert_allclose(block, scaled, rtol=1e-5)
