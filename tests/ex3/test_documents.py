"""What the pages for people name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from autograder.cli.main import build_parser
from autograder.core.files import PACKAGE, REPOSITORY

PAGES = [
    REPOSITORY / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "autograder/README.md")
]
TOP = {path.name for path in REPOSITORY.iterdir() if not path.name.startswith(".")} | {".github"}
# made by a command, or a student's
MADE = re.compile(r"(mine|demo|_site|submitted|attempts|autograded|feedback|reports|course)\b")


def code(page: Path) -> list[str]:
    """Return what stands between backticks."""
    return re.findall(r"`([^`\n]+)`", page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", [p for p in PAGES if p.name != "CHANGELOG.md"], ids=lambda page: page.name)
def test_each_path_that_is_named_exists(page: Path):
    named = {text.rstrip("/") for text in code(page) if re.fullmatch(r"[\w.-]+(/[\w.*-]+)+/?", text)}
    paths = {
        text for text in named if text.split("/")[0] in TOP and not text.isupper() and "FUNCTION" not in text
    }
    assert paths, "or the search finds nothing"
    assert [text for text in sorted(paths) if not list(REPOSITORY.glob(text)) and not MADE.match(text)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_command_of_make_and_ex3_exists(page: Path):
    goals = set(
        re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    (commands,) = (action.choices for action in build_parser()._actions if action.dest == "command")
    text = page.read_text(encoding="utf-8")
    lines = "\n".join([*code(page), *re.findall(r"^    (\S.*)$", text, re.MULTILINE)])
    assert set(re.findall(r"^make ([a-z]+)", lines, re.MULTILINE)) <= goals
    assert set(re.findall(r"^(?:\.venv/bin/)?ex3 ([a-z][a-z-]+)", lines, re.MULTILINE)) <= set(commands)


def test_contributing_names_every_room_once_and_no_other():
    text = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text.split("| room |")[1].split("\n\n")[0]
    rooms = [name for line in table.splitlines() for name in re.findall(r"`(\w+)/`", line.split("|")[1])]
    assert sorted(rooms) == sorted(
        path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()
    )


def test_the_workflow_runs_make_test():
    text = (REPOSITORY / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8")
    steps = yaml.safe_load(text)["jobs"]["test"]["steps"]
    assert steps[-1] == {"run": "make test"}
