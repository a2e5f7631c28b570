"""The workflow for GitHub: keeps the tests away from students, and its shell lines do what they say."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from autograder.core.files import REPOSITORY
from autograder.core.report import Report, Verdict
from autograder.platforms.github import main, notices, summary
from toy_course import toy_report

WORKFLOW = yaml.load((REPOSITORY / "docs" / "github-classroom.yml").read_text("utf-8"), yaml.BaseLoader)
JOB = WORKFLOW["jobs"]["run-autograding-tests"]
STEPS = {step["name"]: step for step in JOB["steps"]}


def report_saying(text: str) -> Report:
    """Return a toy report whose first check says something."""
    report = toy_report(value=0)
    (notebook,) = report.notebooks
    first = replace(notebook.checks[0], message=text, hint="")
    return replace(
        report, notebooks=(replace(notebook, checks=(first, *notebook.checks[1:]), repairs=(text,)),)
    )


def test_the_summary_has_a_row_for_each_check():
    lines = summary(toy_report(value=0)).splitlines()
    assert lines[0] == "## 1 of 4 automatic points"
    assert "| 1a feed_forward | value | 0 / 3 | ✗ fail | Add z twice.<br>got 3 |" in lines
    assert "| 1a feed_forward | zero | 1 / 1 | ✓ pass |  |" in lines


@pytest.mark.parametrize(
    "text",
    [
        "a | b",
        "<img src=x onerror=alert(1)>",
        "![pixel](https://evil.example/x.png)",
        "[click](javascript:x)",
        "https://evil.example www.evil.example",
        "`code` **bold** _it_ # heading ~~no~~ @somebody #1",
        "\x1b[31mred\r\n::error::no",
        "&lt; &amp;",
    ],
)
def test_security_a_students_text_is_shown_as_text(text):
    page = summary(report_saying(text))
    row = next(line for line in page.splitlines() if "| value |" in line)
    assert row.count("|") == 6
    said = re.sub(r"&#\d+;|<br>", "", row.split("|")[5] + page.splitlines()[-1])
    assert not re.search(r"[<>\[\]!`*_#@~&\\\x1b]|://|www\.", said)


def test_security_the_log_has_no_word_of_a_students(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    path = tmp_path / "report.json"
    path.write_text(json.dumps(report_saying("::error::hello").to_json()), encoding="utf-8")
    main(path)
    assert capsys.readouterr().out == (
        "::notice title=Autograding complete::Points 1/4\n"
        '::notice title=Autograding report::{"totalPoints": 1, "maxPoints": 4}\n'
    )
    assert (tmp_path / "summary.md").read_text(encoding="utf-8").startswith("## 1 of 4 automatic points")


def test_a_long_text_is_cut():
    assert len(summary(report_saying("x" * 100_000))) < 3_000


def test_points_are_those_of_the_report():
    assert '{"totalPoints": 3, "maxPoints": 4}' in notices(toy_report(zero=0, verdict=Verdict.ERROR))


def test_classroom_would_find_its_workflow():
    assert WORKFLOW["name"] == "Autograding Tests"
    assert list(WORKFLOW["jobs"]) == ["run-autograding-tests"]


def test_security_the_workflow_may_read_only_and_leaves_no_key_behind():
    assert WORKFLOW["permissions"] == {"contents": "read"}
    checkouts = [step for step in JOB["steps"] if step.get("uses", "").startswith("actions/checkout@")]
    assert [step["with"]["persist-credentials"] for step in checkouts] == ["false", "false"]
    secret = [step["name"] for step in JOB["steps"] if "secrets." in str(step)]
    assert secret == ["Check out the grader"]
    # What an event carries is never part of a shell line.
    assert not any("${{" in step.get("run", "") for step in JOB["steps"])
    assert "--sandbox bwrap" in STEPS["Grade"]["run"]


def test_every_step_is_named_and_does_one_thing():
    assert len(STEPS) == len(JOB["steps"])
    assert all(("uses" in step) != ("run" in step) for step in JOB["steps"])


@pytest.fixture
def workspace(tmp_path):
    """A fake checkout of both repositories, and a function that runs a step in it as GitHub does."""
    (tmp_path / "grader").symlink_to(REPOSITORY)
    (tmp_path / "programs").mkdir()

    def run(name: str, **programs: str) -> subprocess.CompletedProcess:
        for program, line in programs.items():
            path = tmp_path / "programs" / program
            path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
            path.chmod(0o755)
        environment = {
            "PATH": f"{tmp_path / 'programs'}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(tmp_path),
            "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        }
        script = tmp_path / "step.sh"
        script.write_text(STEPS[name]["run"], encoding="utf-8")
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)

    run.folder = tmp_path
    return run


needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


@needs_bash
def test_the_set_up_asks_for_the_sandbox_and_makes_the_grader(workspace):
    done = workspace("Set up the grader", sudo='echo "sudo $*"', make='echo "make $*"')
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "sudo apt-get update",
        "sudo apt-get install -y bubblewrap",
        "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
        "make -C grader .venv/ready",
    ]
    assert ".venv/ready:" in (REPOSITORY / "Makefile").read_text("utf-8")


@needs_bash
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bwrap") is None, reason="no bubblewrap")
@pytest.mark.skipif(Path(sys.prefix) != REPOSITORY / ".venv", reason="not run in the repository's own .venv")
def test_a_pushed_notebook_is_graded_and_reported(workspace):
    source = REPOSITORY / "source" / "ex3" / "part_e_regularisation.ipynb"
    (workspace.folder / "submission").mkdir()
    text = (
        source.read_text(encoding="utf-8").replace("### BEGIN SOLUTION", "#").replace("### END SOLUTION", "#")
    )
    (workspace.folder / "submission" / source.name).write_text(text, encoding="utf-8")
    graded = workspace("Grade")
    assert (graded.returncode, graded.stdout) == (0, ""), graded.stderr
    reported = workspace("Report")
    assert reported.returncode == 0, reported.stderr
    assert "::notice title=Autograding complete::Points 2/33" in reported.stdout
    page = (workspace.folder / "summary.md").read_text(encoding="utf-8")
    assert "| 1d nn_loss_reg | value | 1 / 1 | ✓ pass |  |" in page
    assert "| 1a feed_forward | likelihoods | 0 / 2 | ✗ missing |" in page


@needs_bash
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bwrap") is None, reason="no bubblewrap")
@pytest.mark.skipif(Path(sys.prefix) != REPOSITORY / ".venv", reason="not run in the repository's own .venv")
def test_a_push_without_notebooks_fails_the_job(workspace):
    (workspace.folder / "submission").mkdir()
    done = workspace("Grade")
    assert done.returncode == 1
    assert "no notebook" in done.stderr
