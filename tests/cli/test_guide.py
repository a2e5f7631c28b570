"""The instructor's guide names commands, settings and files that there are."""

import re
import shlex
from pathlib import Path

import pytest

from autograder.cli.main import build_parser
from autograder.core.report import Verdict
from autograder.course.course_toml import KEYS
from autograder.course.states import State

GUIDE = (Path(__file__).parents[2] / "docs" / "guide.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    (ex3 .*)$", GUIDE, re.MULTILINE)


@pytest.mark.parametrize("line", COMMANDS)
def test_each_command_of_the_guide_is_one(line):
    arguments = build_parser().parse_args(shlex.split(line)[1:])
    assert callable(arguments.run)


def test_the_guide_has_every_key_of_course_toml():
    for table, keys in KEYS.items():
        for key in keys:
            if key not in KEYS:
                assert (f"`[{table}] {key}`" if table else key) in GUIDE, key


def test_the_guide_has_every_state_and_verdict():
    assert all(f"| {state} |" in GUIDE for state in State)
    assert all(verdict in GUIDE for verdict in Verdict)


def test_every_command_of_a_class_is_in_the_guide():
    (subparsers,) = build_parser()._subparsers._group_actions
    own = {"demo", "submit", "explore", "package", "site", "selfcheck", "check-source"}
    assert set(subparsers.choices) - own <= {line.split()[1] for line in COMMANDS}
