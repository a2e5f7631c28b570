"""Our own course follows what an instructor adds: questions of any kind, other points, a tenth part."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.core.files import REPOSITORY
from autograder.ex3.release import release
from grown_course import grown, solve

# Makes a release, and grades in the sandbox.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


class Desk:
    """The copied course, and what its commands have said."""

    def __init__(self, root: Path):
        self.root, self.source = root, grown(REPOSITORY / "source" / "ex3", root)
        self.mine = root / "mine"
        shutil.copytree(release(self.source, root / "release"), self.mine)
        solve(self.mine)
        shutil.copytree(self.mine, root / "submitted" / "Ada" / "ex3")
        self.packed = self.run("submit", self.mine, course=False)
        self.graded = self.run("autograde", "--workers", "1")
        self.pages = self.run("grade-reports")
        for question, points, reason in (("5c", "4", "A neat drawing."), ("5d", "3", "Half of it.")):
            self.run("mark", "Ada", question, points, "--comment", reason)
        self.run("feedback")
        self.marks = next(csv.DictReader(io.StringIO(self.run("export", "--output", "-"))))
        self.run("report")

    def run(self, command: str, *more: object, course: bool = True) -> str:
        where = ["--course", str(self.root)] if course else []
        paths = {"EX3_SOURCE": str(self.source), "EX3_DATA": str(REPOSITORY / "data")}
        done = subprocess.run(
            [sys.executable, "-m", "autograder", command, *map(str, more), *where],
            capture_output=True,
            text=True,
            env={**_environment(), **paths, "PYTHONPATH": str(REPOSITORY)},
            cwd=self.root,
            timeout=240,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def text(self, pattern: str) -> str:
        (page,) = self.root.glob(pattern)
        return " ".join(re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8")).split())


def _environment() -> dict[str, str]:
    import os

    return dict(os.environ)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("grown"))


def test_progress_and_the_packed_zip_know_what_is_new(desk: Desk):
    assert "10 notebooks" in desk.packed
    for line in ("D    2z chosen", "J    5a rate_at", "J    5b Optimiser"):
        assert line in desk.packed
    assert re.search(r"✓ J +5c report +5 +written", desk.packed)
    assert re.search(r"✓ J +5d report +6 +written", desk.packed)
    assert re.search(r"nn_loss +0 of 4", desk.packed), "two of them new"


def test_new_questions_are_graded_and_exported_under_their_labels(desk: Desk):
    assert {name: desk.marks[name] for name in ("2z chosen [2]", "5a rate_at [3]", "5b Optimiser [4]")} == {
        "2z chosen [2]": "2",
        "5a rate_at [3]": "3",
        "5b Optimiser [4]": "4",
    }
    assert (desk.marks["5c [5]"], desk.marks["5d [6]"]) == ("4", "3")
    assert desk.marks["automatic [44]"] == "9"
    assert desk.marks["report [18 + 5 bonus]"] == "7"
    assert (desk.marks["total [62 + 5 bonus]"], desk.marks["state"]) == ("16", "graded")


def test_code_and_tasks_for_a_human_are_on_the_marking_pages(desk: Desk):
    assert "5c: 1 answer," in desk.pages
    assert "5d: 1 answer," in desk.pages
    code, task = desk.text("grade_reports/5c.html"), desk.text("grade_reports/5d.html")
    assert "print('mine')" in code or "print(&#x27;mine&#x27;)" in code or "print(&#39;mine&#39;)" in code
    assert "a drawing of mine" in code, "the model answer, as a guide"
    assert "The project, done." in task
    assert "Three pictures." in task, "the mark scheme"
    assert "Do a small project" in task


def test_feedback_and_statistics_show_them_with_their_comments(desk: Desk):
    page, statistics = desk.text("feedback/Ada/**/*.html"), desk.text("report.html")
    for words in ("5a rate_at", "5b Optimiser", "2z chosen", "A neat drawing.", "Half of it."):
        assert words in page
    for words in ("rate_at", "Optimiser", "chosen"):
        assert words in statistics


def test_no_mark_scheme_is_released(desk: Desk):
    released = "".join(path.read_text(encoding="utf-8") for path in desk.mine.glob("*.ipynb"))
    assert "Three pictures." not in released
    assert "a drawing of mine" not in released
