"""The instructor's guide names commands, settings and files that there are, and its commands do what they say."""

import re
import shlex
import shutil
from functools import partial
from pathlib import Path

import pytest

from autograder.cli.main import build_parser, main
from autograder.core.report import Verdict
from autograder.course.course_toml import KEYS
from autograder.course.states import State
from autograder.ex3.moodle import hand_in_to_moodle
from autograder.ex3.release import release
from autograder.pages.marking_server import MarkingServer
from toy_course import make_course

GUIDE = (Path(__file__).parents[2] / "docs" / "guide.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    (ex3 .*)$", GUIDE, re.MULTILINE)


@pytest.mark.slow
def test_each_command_of_the_guide_does_what_it_says_one_after_the_other(tmp_path, monkeypatch, capsys):
    course = make_course(tmp_path / "course", "Carla Rossi", "Rosa Vidal")
    archive, worksheet = hand_in_to_moodle(course)
    shutil.copy(archive, tmp_path / "submissions.zip")
    shutil.copy(worksheet, tmp_path / "worksheet.csv")
    handed_in = course.source / "part_c_toy.ipynb"
    shutil.make_archive(str(tmp_path / "submission"), "zip", handed_in.parent, handed_in.name)
    monkeypatch.chdir(tmp_path)
    # A release goes into the repository, and the pages are served until Ctrl-C.
    elsewhere = partial(release, destination=tmp_path / "notebooks")
    monkeypatch.setattr("autograder.ex3.release.release", lambda source, folder: elsewhere(source))
    monkeypatch.setattr("autograder.course.folder.source_folder", lambda: course.source)
    monkeypatch.setattr("webbrowser.open", lambda address: True)

    def stop(server):
        raise KeyboardInterrupt

    monkeypatch.setattr(MarkingServer, "serve_forever", stop)
    for line in COMMANDS:
        words = shlex.split(line)[1:]
        where = {
            "release": [],
            "grade": ["--assignment", course.source],
        }.get(words[0], ["--course", course.root, "--assignment", course.source])
        status = main([*words, *map(str, where)])
        out, err = capsys.readouterr()
        assert status == 0, (line, out, err)
    assert (tmp_path / "ex3.zip").exists()
    for name in ("feedback-moodle.zip", "grades-moodle.csv", "report.html", "backups"):
        assert (course.root / name).exists(), name
    assert "A shorter way than ours." in (course.root / "changes.csv").read_text(encoding="utf-8")


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
