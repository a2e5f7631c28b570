"""The digits: what build_data.py makes, what is committed, and what load_digits says about bad files."""

import hashlib
import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image
from scipy.io import loadmat, savemat
from scipy.special import expit, xlogy

from ex3 import data

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
ORIGINAL_WEIGHTS = ROOT.parent / "shared" / "data" / "ex3weights.mat"
ORIGINAL_SHA256 = "7eb93f42e50219a15de2378c7f8e4ecdd71005fc19e0e519cd52d5ce4d74e1f5"


@pytest.fixture(scope="module")
def build_data():
    spec = importlib.util.spec_from_file_location("build_data", DATA / "build_data.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory):
    """X and y as the script writes them now."""
    folder = tmp_path_factory.mktemp("rebuilt")
    command = [sys.executable, "-W", "error", str(DATA / "build_data.py"), str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=120)
    content = loadmat(folder / "ex3data1.mat")
    return content["X"], content["y"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty data folder that EX3_DATA names."""
    monkeypatch.setenv("EX3_DATA", str(tmp_path))
    return tmp_path


def complaint(load=data.load_digits) -> str:
    with pytest.raises(data.DataError) as caught:
        load()
    return str(caught.value)


# --- what is built and committed


@pytest.mark.slow
@pytest.mark.slow
def test_the_rebuilt_digits_have_the_values_of_the_original(rebuilt):
    X, _ = rebuilt
    first = X[0][X[0] != 0][:4]
    np.testing.assert_allclose(
        first, [8.56059680e-06, 1.94035948e-06, -7.37438725e-04, -8.13403799e-03], rtol=1e-8
    )
    np.testing.assert_allclose([X.min(), X.max()], [-0.1319632301985249, 1.1276882991588884], rtol=1e-14)


@pytest.mark.slow
@pytest.mark.slow
def test_the_rebuilt_digits_have_the_orientation_and_labels_of_the_original(rebuilt):
    X, y = rebuilt
    assert X.shape == (5000, 400)
    assert X.dtype == y.dtype == np.float64
    np.testing.assert_array_equal(y, np.repeat([10, 1, 2, 3, 4, 5, 6, 7, 8, 9], 500)[:, None])


@pytest.mark.skipif(not ORIGINAL_WEIGHTS.is_file(), reason="the original ex3weights.mat is not here")
@pytest.mark.slow
def test_the_original_weights_reach_the_original_loss_on_the_rebuilt_digits(rebuilt):
    X, y = rebuilt
    weights = loadmat(ORIGINAL_WEIGHTS)
    ones = np.ones((5000, 1))
    hidden = expit(np.hstack([ones, X]) @ weights["Theta1"].T)
    output = expit(np.hstack([ones, hidden]) @ weights["Theta2"].T)
    Y = y == np.arange(1, 11)
    loss = -np.sum(xlogy(Y, output) + xlogy(1 - Y, 1 - output)) / 5000
    assert loss == pytest.approx(0.2876291652, abs=1e-9)
    assert np.sum(output.argmax(axis=1) + 1 == y.ravel()) == 4876


@pytest.mark.slow
def test_the_committed_digits_are_the_rebuilt_ones(rebuilt):
    committed = loadmat(DATA / "ex3data1.mat")
    np.testing.assert_allclose(committed["X"], rebuilt[0], rtol=0, atol=1e-14)
    np.testing.assert_array_equal(committed["y"], rebuilt[1])


def test_the_committed_files_match_their_check_sums():
    sums = dict(reversed(line.split("  ")) for line in (DATA / "SHA256SUMS").read_text().splitlines())
    assert sorted(sums) == sorted(path.name for path in DATA.iterdir() if path.suffix in (".mat", ".npz"))
    for name, expected in sums.items():
        found = hashlib.sha256((DATA / name).read_bytes()).hexdigest()
        if found == ORIGINAL_SHA256:
            pytest.skip("the original ex3weights.mat has been put in place of the committed one")
        assert found == expected, name


def test_the_same_variables_give_the_same_bytes_at_any_time(build_data, tmp_path, monkeypatch):
    contents = []
    for moment in ("Mon Jan  1 00:00:00 2024", "Tue Feb  2 11:11:11 2027"):
        monkeypatch.setattr(time, "asctime", lambda *_, moment=moment: moment)
        build_data.write_mat(tmp_path / "a.mat", {"A": np.arange(6.0).reshape(2, 3)})
        contents.append((tmp_path / "a.mat").read_bytes())
    assert contents[0] == contents[1]
    np.testing.assert_array_equal(loadmat(tmp_path / "a.mat")["A"], [[0, 1, 2], [3, 4, 5]])


@pytest.mark.parametrize("name", ["ex3data1.mat", "ex3weights.mat"])
def test_the_committed_files_are_compressed_matlab_5_files(name):
    with (DATA / name).open("rb") as file:
        header = file.read(132)
    assert header.startswith(b"MATLAB 5.0 MAT-file")
    assert header[124:128] == b"\x00\x01IM"  # version 1.0, little endian
    assert header[128:132] == b"\x0f\x00\x00\x00"  # the first element is compressed


# --- the resize matrix


@pytest.mark.parametrize(("size_in", "size_out"), [(28, 20), (20, 28), (9, 4), (3, 1)])
def test_resizing_keeps_a_constant_image(build_data, size_in, size_out):
    R = build_data.resize_matrix(size_in, size_out)
    assert R.shape == (size_out, size_in)
    np.testing.assert_allclose(R @ np.full(size_in, 0.7), 0.7, rtol=1e-14)


def test_resizing_to_the_same_size_changes_nothing(build_data):
    np.testing.assert_allclose(build_data.resize_matrix(7, 7), np.eye(7), atol=1e-15)


def test_enlarging_threefold_keeps_every_third_pixel(build_data):
    np.testing.assert_allclose(build_data.resize_matrix(5, 15)[1::3], np.eye(5), atol=1e-14)


def test_resizing_is_the_same_from_both_ends(build_data):
    R = build_data.resize_matrix(28, 20)
    np.testing.assert_allclose(R, R[::-1, ::-1], atol=1e-14)


def test_resizing_agrees_with_pillow_away_from_the_border(build_data):
    image = np.random.default_rng(1).uniform(size=(28, 28))
    ours = build_data.resize(image[None], 20)[0]
    theirs = Image.fromarray(image.astype(np.float32)).resize((20, 20), Image.Resampling.BICUBIC)
    # Near the border Pillow leaves out the pixels that do not exist; we repeat the last one.
    np.testing.assert_allclose(ours[2:-2, 2:-2], np.asarray(theirs)[2:-2, 2:-2], atol=1e-5)
    assert np.abs(ours - theirs).max() > 1e-3


def test_beyond_the_border_the_border_pixel_is_repeated(build_data):
    row = np.random.default_rng(2).uniform(size=28)
    longer = np.concatenate([np.full(7, row[0]), row, np.full(7, row[-1])])  # 7 pixels become 5
    inner = build_data.resize_matrix(42, 30)[5:-5] @ longer
    np.testing.assert_allclose(build_data.resize_matrix(28, 20) @ row, inner, atol=1e-14)


# --- loading


def test_digits_are_loaded_as_columns_of_float64_with_whole_labels(monkeypatch):
    monkeypatch.delenv("EX3_DATA", raising=False)
    X, y = data.load_digits()
    assert X.shape == (400, 5000)
    assert X.dtype == np.float64
    assert X.flags.c_contiguous
    assert X.flags.writeable
    assert y.shape == (5000,)
    assert y.dtype.kind == "i"
    np.testing.assert_array_equal(y[::500], [10, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    np.testing.assert_array_equal(X[:, 1234], loadmat(DATA / "ex3data1.mat")["X"][1234])


def test_an_image_unrolled_by_columns_stands_upright(monkeypatch):
    monkeypatch.delenv("EX3_DATA", raising=False)
    X, y = data.load_digits()
    ones = X[:, y == 1].mean(axis=1).reshape(20, 20, order="F")
    height, width = (np.sqrt(np.cov(np.arange(20), aweights=ones.sum(axis=axis).clip(0))) for axis in (1, 0))
    assert height > 1.3 * width


def test_numbers_stored_as_bytes_are_read_as_float64_and_as_signed_labels(folder):
    content = {"X": np.full((5000, 400), 200, np.uint8), "y": np.full((5000, 1), 10, np.uint8)}
    savemat(folder / "ex3data1.mat", content)
    X, y = data.load_digits()
    assert X.dtype == np.float64
    assert (y - 11 == -1).all()


def test_importing_the_loader_does_not_import_scipy():
    code = "import sys, ex3.data; sys.exit('scipy' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "source" / "ex3")}
    assert subprocess.run([sys.executable, "-c", code], env=environment, timeout=60).returncode == 0


# --- where the file is searched


def place(folder: Path) -> Path:
    path = folder / "data" / "ex3data1.mat"
    path.parent.mkdir(parents=True)
    path.touch()
    return path


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A repository with notebooks in it, and a working folder elsewhere."""
    notebooks, work = tmp_path / "course" / "source" / "ex3", tmp_path / "home" / "work"
    notebooks.mkdir(parents=True)
    work.mkdir(parents=True)
    monkeypatch.delenv("EX3_DATA", raising=False)
    monkeypatch.setattr(data, "NOTEBOOKS", notebooks)
    monkeypatch.chdir(work)

    def isfile(path):  # whatever lies around the temporary folder must not be found
        return Path(path).is_relative_to(tmp_path) and os.path.isfile(path)

    monkeypatch.setattr(data, "os", SimpleNamespace(environ=os.environ, path=SimpleNamespace(isfile=isfile)))
    return tmp_path


def test_each_place_comes_before_the_next_in_the_search(tree, monkeypatch):
    places = ["home", "course", "home/work", "course/source/ex3"]
    for name in places:
        nearer = place(tree / name)
        assert data.find("ex3data1.mat") == nearer
    chosen = place(tree / "chosen")
    monkeypatch.setenv("EX3_DATA", str(chosen.parent))
    assert data.find("ex3data1.mat") == chosen


def test_a_data_folder_without_the_file_is_passed_over(tree):
    (tree / "course" / "source" / "ex3" / "data").mkdir()
    path = place(tree / "course")
    assert data.find("ex3data1.mat") == path


def test_an_empty_ex3_data_counts_as_unset(tree, monkeypatch):
    path = place(tree / "course")
    monkeypatch.setenv("EX3_DATA", "")
    assert data.find("ex3data1.mat") == path


def test_ex3_data_may_start_with_the_home_folder(tree, monkeypatch):
    path = place(tree / "home")
    monkeypatch.setenv("HOME", str(tree / "home"))
    monkeypatch.setenv("USERPROFILE", str(tree / "home"))
    monkeypatch.setenv("EX3_DATA", "~/data")
    assert data.find("ex3data1.mat") == path


def test_a_missing_file_is_named_with_the_place_and_the_remedy(tree):
    text = complaint()
    assert "ex3data1.mat was not found" in text
    assert str(tree / "course" / "source" / "ex3" / "data") in text
    assert data.REMEDY in text


def test_a_file_missing_from_ex3_data_is_not_searched_elsewhere(tree, monkeypatch):
    place(tree / "course")
    monkeypatch.setenv("EX3_DATA", str(tree / "nowhere"))
    text = complaint()
    assert f"{tree / 'nowhere' / 'ex3data1.mat'} does not exist" in text
    assert "EX3_DATA" in text
    assert data.REMEDY in text


# --- what is wrong with a file

X_FINE, Y_FINE = np.zeros((5000, 400)), np.ones((5000, 1))


def with_one(value, array):
    changed = array.astype(np.result_type(array, value))
    changed[7, 0] = value
    return changed


WRONG_CONTENT = {
    "no_X": ({"images": X_FINE, "y": Y_FINE}, "has no variable X"),
    "no_y": ({"X": X_FINE}, "has no variable y"),
    "samples_as_columns": ({"X": X_FINE.T, "y": Y_FINE}, "X of shape (400, 5000) instead of (5000, 400)"),
    "labels_in_a_row": ({"X": X_FINE, "y": Y_FINE.T}, "y of shape (1, 5000) instead of (5000, 1)"),
    "one_sample_less": ({"X": X_FINE[1:], "y": Y_FINE}, "X of shape (4999, 400)"),
    "label_zero": ({"X": X_FINE, "y": with_one(0, Y_FINE)}, "labels y other than the integers 1 to 10"),
    "label_eleven": ({"X": X_FINE, "y": with_one(11, Y_FINE)}, "labels y other than the integers 1 to 10"),
    "label_between": ({"X": X_FINE, "y": with_one(2.5, Y_FINE)}, "labels y other than the integers 1 to 10"),
    "label_nan": ({"X": X_FINE, "y": with_one(np.nan, Y_FINE)}, "values in y that are not finite"),
    "grey_inf": ({"X": with_one(np.inf, X_FINE), "y": Y_FINE}, "values in X that are not finite"),
    "grey_nan": ({"X": with_one(np.nan, X_FINE), "y": Y_FINE}, "values in X that are not finite"),
    "complex": ({"X": X_FINE, "y": Y_FINE + 1j}, "holds y, but not as a matrix of real numbers"),
    "cells": ({"X": X_FINE, "y": Y_FINE.astype(object)}, "holds y, but not as a matrix of real numbers"),
    "text": ({"X": "digits", "y": Y_FINE}, "holds X, but not as a matrix of real numbers"),
    "structure": ({"X": {"a": 1.0}, "y": Y_FINE}, "holds X, but not as a matrix of real numbers"),
}


@pytest.mark.parametrize(("content", "fault"), WRONG_CONTENT.values(), ids=WRONG_CONTENT.keys())
def test_a_file_with_other_content_is_named_with_its_fault_and_remedy(folder, content, fault):
    path = folder / "ex3data1.mat"
    savemat(path, content)
    text = complaint()
    assert str(path) in text
    assert fault in text
    assert data.REMEDY in text


@pytest.mark.parametrize(
    "content",
    [b"", b"<!DOCTYPE html><title>404</title>", b"\0" * 200, b"MATLAB 7.3 MAT-file", b"\x89HDF\r\n\x1a\n"],
)
def test_a_file_that_is_no_matlab_5_file_is_named_with_its_remedy(folder, content):
    path = folder / "ex3data1.mat"
    path.write_bytes(content)
    text = complaint()
    assert f"{path} is not a MATLAB 5 file" in text
    assert data.REMEDY in text


@pytest.mark.parametrize("kept", [20, 127, 129, 136, 1000, 3_000_000, -100, -1])
def test_a_truncated_file_is_named_with_its_remedy(folder, kept):
    path = folder / "ex3data1.mat"
    path.write_bytes((DATA / "ex3data1.mat").read_bytes()[:kept])
    text = complaint()
    assert f"{path} is cut short or damaged" in text
    assert data.REMEDY in text


def test_a_file_that_ends_after_the_header_has_no_variable(folder):
    path = folder / "ex3data1.mat"
    path.write_bytes((DATA / "ex3data1.mat").read_bytes()[:128])
    assert f"{path} has no variable X: it is cut short" in complaint()


@pytest.mark.parametrize("position", [130, 137, 5_000, 2_000_000, -60, -2])
def test_one_changed_byte_is_noticed(folder, position):
    content = bytearray((DATA / "ex3data1.mat").read_bytes())
    content[position] ^= 0x10
    (folder / "ex3data1.mat").write_bytes(content)
    assert "is cut short or damaged" in complaint()


def test_a_file_that_may_not_be_read_is_named_with_the_reason(folder, monkeypatch):
    (folder / "ex3data1.mat").touch()

    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "ex3data1.mat cannot be read: Permission denied" in complaint()


def test_the_notebook_shows_the_message_without_a_traceback(folder):
    with pytest.raises(data.DataError) as caught:
        data.load_digits()
    assert caught.value._render_traceback_() == [f"DataError: {caught.value}"]


@pytest.mark.slow
def test_in_the_browser_the_data_comes_from_npz_files_without_scipy(folder, monkeypatch):
    numbers = np.arange(5000 * 400) / 7
    np.savez_compressed(folder / "ex3data1.npz", X=numbers.reshape(5000, 400), y=np.ones((5000, 1)))
    monkeypatch.setattr(sys, "platform", "emscripten")
    monkeypatch.setitem(sys.modules, "scipy.io", None)  # an import of it fails
    X, y = data.load_digits()
    np.testing.assert_array_equal(X, numbers.reshape(5000, 400).T)
    assert (y == 1).all()


def test_a_truncated_npz_file_is_named_with_its_remedy(folder, monkeypatch):
    np.savez_compressed(folder / "ex3data1.npz", X=np.ones((5000, 400)), y=np.ones((5000, 1)))
    content = (folder / "ex3data1.npz").read_bytes()
    (folder / "ex3data1.npz").write_bytes(content[: len(content) // 2])
    monkeypatch.setattr(sys, "platform", "emscripten")
    assert "ex3data1.npz is cut short or damaged" in complaint()


def test_the_digits_are_the_callers_own_and_are_read_again_when_the_file_changes(tmp_path, monkeypatch):
    copy = tmp_path / "ex3data1.mat"
    copy.write_bytes((DATA / "ex3data1.mat").read_bytes())
    monkeypatch.setenv("EX3_DATA", str(tmp_path))
    X, y = data.load_digits()
    before = X[0, 0], y[0]
    X[:], y[:] = 7, 7
    again = data.load_digits()
    assert (again[0][0, 0], again[1][0]) == before
    copy.write_bytes(b"MATLAB 5.0 cut short")
    with pytest.raises(data.DataError, match="cut short"):
        data.load_digits()
