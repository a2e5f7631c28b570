"""Fixtures that several test modules share."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.core.assignment import Assignment, load_assignment
from toy_assignment import make_assignment

pytest_plugins = ["chromium"]
SLOW = {"slow", "browser"}
pytest.register_assert_rewrite("attack_suite")


# Half the time that nbformat takes to import; see autograder.course.startup.
sys.modules.setdefault("rfc3987_syntax", None)

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # As in `make test &`: the programs that tests start would inherit it, and never hear the Ctrl-C that they get.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Use all cores where nothing but `pytest` is said; for a module or two, starting the workers takes longer."""
    if hasattr(config, "workerinput") or config.args_source is config.ArgsSource.ARGS:
        return
    if config.option.numprocesses is None:
        config.option.numprocesses, config.option.dist = "auto", "loadgroup"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give a module to one worker, unless its tests name groups; the groups that take long come first.

    What starts last should not take long, or one core would wait for the other.
    """
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
    slow = {group_of(item) for item in items if SLOW & {mark.name for mark in item.iter_markers()}}
    items.sort(key=lambda item: group_of(item) not in slow)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Cut what is long: a text of 14 MB as the name of a test is sent to and fro, and fills the log."""
    if isinstance(val, str | bytes) and len(val) > 100:
        return f"{argname} {val[:40]!a} and {len(val) - 40} more"
    return None


def group_of(item: pytest.Item) -> str:
    return item.get_closest_marker("xdist_group").args[0]


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
