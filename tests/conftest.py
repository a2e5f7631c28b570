"""Fixtures that several test modules share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.assignment import Assignment, load_assignment
from toy_assignment import make_assignment

pytest_plugins = ["chromium"]
pytest.register_assert_rewrite("attack_suite")


@pytest.fixture(scope="module")
def grounds(tmp_path_factory: pytest.TempPathFactory) -> Iterator:
    """What the entries of tests/attacks are graded on."""
    from attack_suite import prepared  # starts a sandbox to see whether there is one

    with prepared(tmp_path_factory.mktemp("grounds")) as made:
        yield made


@pytest.fixture(scope="session")
def toy_assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """Two parts, one function each, with a helper package of their own."""
    return load_assignment(make_assignment(tmp_path_factory.mktemp("toy")))


@pytest.fixture
def toy_folder(tmp_path: Path) -> Path:
    """The folder of a toy assignment that a test may spoil."""
    return make_assignment(tmp_path)
