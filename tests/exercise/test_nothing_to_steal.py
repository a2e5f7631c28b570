"""What students get holds numbers and hints, and no way to compute an answer."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

import ex3
import reference
from autograder.ex3.bank import functions
from ex3.check import random_tests
from ex3.check.inputs import cubic, main, network

ROOT = Path(__file__).parents[2]
HELPER = ROOT / "source/ex3/ex3"


def modules() -> list:
    names = [info.name for info in pkgutil.walk_packages(ex3.__path__, "ex3.")]
    return [ex3, *map(importlib.import_module, names)]


def callables() -> Iterator[tuple[str, Callable]]:
    for module in modules():
        for name, value in list(vars(module).items()):
            if inspect.isfunction(value) and value.__module__.startswith("ex3"):
                yield f"{module.__name__}.{name}", value


def cases() -> dict[str, tuple]:
    params, X, y = main()
    small = network(3, 2, 4)
    steps = tuple(network(3, 2, 4, phase=phase) for phase in (0, 0.4, 0.8))
    return {
        "feed_forward": (params, X),
        "nn_loss": (params, X, y),
        "nn_loss_reg": (params, X, y, 0.7),
        "nn_gradient": (params, X, y, 0.7),
        "compute_numerical_gradient": (cubic, small, 1e-4),
        "gradient_step": (*steps, 0.3, 0.6),
    }


def flat(result) -> np.ndarray:
    """Return all numbers in a result, in order."""
    parts = result if isinstance(result, tuple | list | ex3.Parameters) else [result]
    if not any(isinstance(part, tuple | list | ex3.Parameters) for part in parts):
        return np.concatenate([np.ravel(np.asarray(part, dtype=float)) for part in parts])
    return np.concatenate([flat(part) for part in parts])


def test_the_test_finds_an_answer_where_there_is_one():
    for function, args in cases().items():
        assert answers(getattr(reference, function), function, args)


def answers(candidate: Callable, function: str, args: tuple) -> bool:
    expected = flat(getattr(reference, function)(*args))
    try:
        got = flat(candidate(*args))
    except Exception:
        return False
    return got.shape == expected.shape and np.allclose(got, expected)


# They write files or show pictures, and call what they are given.
NOT_TRIED = ("show", "publish", "plot_", "display_data")


@pytest.mark.slow
def test_no_function_of_the_helper_package_answers_a_question(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)  # no notebook to read an answer from
    for function, args in cases().items():
        for name, candidate in callables():
            if not name.rsplit(".", 1)[1].startswith(NOT_TRIED):
                assert not answers(candidate, function, args), f"{name} answers {function}"


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.__name__)
def test_no_name_that_is_asked_for_is_defined_but_by_the_checks(module):
    for function in functions():
        found = getattr(module, function, None)
        assert found is None or module.__name__ == "ex3.check"


def test_no_line_of_a_solution_stands_in_the_helper_package():
    text = "".join(path.read_text(encoding="utf-8") for path in HELPER.rglob("*.py"))
    given = {line.strip() for line in (HELPER / "training.py").read_text(encoding="utf-8").splitlines()}
    for path in (ROOT / "source/ex3").glob("part_*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "code" and "### BEGIN SOLUTION" in source:
                solution = source.split("### BEGIN SOLUTION")[1].split("### END SOLUTION")[0]
                for line in map(str.strip, solution.splitlines()):
                    # Alg. 3 is given, and its loop has the lines of Alg. 4 that are not asked for there.
                    if len(line) > 15 and line not in given:
                        assert line not in text, (path.name, line)


def test_a_table_of_the_checks_holds_numbers_and_words_only():
    table = json.loads((HELPER / "check/expected.json").read_text(encoding="utf-8"))
    for entry in table.values():
        for mistake in entry["mistakes"]:
            assert mistake.keys() == {"id", "hint", "more", "marks"}
            for mark in mistake["marks"].values():
                assert isinstance(mark, str) or len(mark) == 3


def test_the_tools_for_hidden_tests_need_a_reference_from_elsewhere():
    assert "reference" in inspect.signature(random_tests.compare).parameters
