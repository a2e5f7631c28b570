"""Fixtures that several test modules share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.core.assignment import Assignment, load_assignment
from toy_assignment import make_assignment

pytest_plugins = ["chromium"]
# The longest files, longest first: what starts last should not take long, or one core would wait for the other.
LONGEST = (
    "test_selfcheck",
    "test_interrupts",
    "test_demo",
    "test_wrong_bank",
    "test_postgresql",
    "test_nbgrader",
    "test_browser_lab",
    "test_security_time",
    "test_security_resource",
    "test_security_tampering_1",
    "test_security_tampering_2",
    "test_security_tampering_3",
    "test_browser_lite",
    "test_explorer",
    "test_cluster",
    "test_grade",
    "test_judge",
    "test_notebooks",
)
pytest.register_assert_rewrite("attack_suite")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    place = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(place)))


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
