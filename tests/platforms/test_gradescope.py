"""The autograder zip for Gradescope: complete, closed to students' code, and its results are of the documented form."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from autograder.cli import main as cli
from autograder.core.assignment import load_assignment
from autograder.core.errors import OwnFault
from autograder.core.files import REPOSITORY
from autograder.core.report import Report, Verdict
from autograder.course.folder import Course
from autograder.ex3.demo import ANSWERS, functions, hand_in, written_answers
from autograder.platforms.gradescope import PACKAGES, SCRIPTS, cut, package
from autograder.platforms.gradescope_run import VISIBILITIES, main, results
from toy_course import REPORT, SETUP, cell, make_course, notebook, toy_report, write

TEXT = {"type": "string", "minLength": 1}
VISIBILITY = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
POINTS = {"type": "number", "minimum": 0}
# Written from the output format in Gradescope's autograder specifications; nothing else may stand there.
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["score", "tests"],
    "properties": {
        "score": POINTS,
        "execution_time": POINTS,
        "output": TEXT,
        "output_format": FORMAT,
        "test_output_format": FORMAT,
        "test_name_format": FORMAT,
        "visibility": VISIBILITY,
        "stdout_visibility": VISIBILITY,
        "extra_data": {"type": "object"},
        "leaderboard": {"type": "array"},
        "tests": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "dependentRequired": {"score": ["max_score"], "max_score": ["score"]},
                "properties": {
                    "score": POINTS,
                    "max_score": POINTS,
                    "status": {"enum": ["passed", "failed"]},
                    "name": TEXT,
                    "name_format": FORMAT,
                    "number": {"type": "string", "pattern": r"^\w+(\.\w+)*$"},
                    "output": TEXT,
                    "output_format": FORMAT,
                    "tags": {"type": "array", "items": TEXT},
                    "visibility": VISIBILITY,
                    "extra_data": {"type": "object"},
                },
            },
        },
    },
}


def valid(content: dict) -> dict:
    """Return a results.json after a look whether Gradescope could read it."""
    Draft202012Validator(SCHEMA).validate(content)
    numbers = [test["number"] for test in content["tests"]]
    assert len(set(numbers)) == len(numbers)
    assert content["score"] == sum(test.get("score", 0) for test in content["tests"])
    assert content["stdout_visibility"] == "hidden"
    assert {content[key] for key in ("output_format", "test_output_format", "test_name_format")} == {"text"}
    return content


def by_number(content: dict) -> dict:
    return {test["number"]: test for test in content["tests"]}


@pytest.mark.parametrize("visibility", VISIBILITIES)
def test_results_have_the_documented_form(visibility):
    content = by_number(valid(json.loads(json.dumps(results(toy_report(value=0), visibility)))))
    assert content["1a.1"] == {
        "name": "1a feed_forward: value",
        "number": "1a.1",
        "score": 0,
        "max_score": 3,
        "status": "failed",
        "output": "Add z twice.\ngot 3",
        "tags": ["1a", "FAIL"],
        "visibility": visibility,
    }
    assert content["1a.2"]["status"] == "passed"
    assert content["0"]["visibility"] == content["1b.1"]["visibility"] == "visible"
    assert "score" not in content["1b.1"]


def test_what_is_missing_is_said_to_students_at_once():
    report = toy_report(0, 0, answered=False, verdict=Verdict.MISSING)
    lost = replace(report.notebooks[0], found=False, repairs=("part_c_toy.ipynb was not handed in.",))
    content = by_number(valid(results(Report("ex3", (lost,)), "after_published")))
    assert content["0"]["status"] == "failed"
    assert "part_c_toy: not found. part_c_toy.ipynb was not handed in." in content["0"]["output"]
    assert content["1b.1"]["output"].startswith("Not written. A human gives up to 2 points")


LOCK = """# made by uv
#    uv pip compile pyproject.toml
deep==2.0 ; python_full_version < '3.12' \\
    --hash=sha256:aa
    # via middle
deep==3.0 ; python_full_version >= '3.12' \\
    --hash=sha256:bb
    # via middle
middle==1.0 \\
    --hash=sha256:cc
    # via
    #   other
    #   top
other==1.0 \\
    --hash=sha256:dd
    # via ex3-autograder (pyproject.toml)
top==1.0 \\
    --hash=sha256:ee
    # via ex3-autograder (pyproject.toml)
"""


def test_the_lock_is_cut_to_what_the_packages_need():
    assert re.findall(r"^\S+", cut(LOCK, ("top",)), re.MULTILINE) == [
        "deep==2.0",
        "deep==3.0",
        "middle==1.0",
        "top==1.0",
    ]
    assert cut(LOCK, ("deep",)).count("--hash") == 2
    with pytest.raises(OwnFault, match="has no absent"):
        cut(LOCK, ("top", "absent"))


def test_the_zip_asks_for_locked_packages_and_names_no_registry():
    text = cut((REPOSITORY / "requirements.lock").read_text(encoding="utf-8"), PACKAGES)
    names = set(re.findall(r"^[\w.-]+", text, re.MULTILINE))
    assert {"numpy", "traitlets", "pillow", "parso"} <= names
    assert not {"nbgrader", "jupyterlab", "pandas", "pytest", "rich"} & names
    assert len(re.findall(r"^\S+==", text, re.MULTILINE)) <= text.count("--hash=sha256:")
    scripts = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS.iterdir())
    assert "://" not in text + scripts
    assert "index" not in scripts


@pytest.fixture
def toy_course(tmp_path):
    course = make_course(tmp_path / "course")
    for name in ("ex3data1.mat", "ex3weights.mat", "unseen_digits.npz", "README.md"):
        write(course.root / "data" / name, {})
    return course


def test_the_zip_has_scripts_grader_tests_and_data_in_their_places(toy_course, tmp_path, monkeypatch):
    monkeypatch.delenv("EX3_DATA", raising=False)
    target = tmp_path / "new" / "gradescope.zip"
    package(toy_course, target, "visible", 12.0)
    with zipfile.ZipFile(target) as archive:
        names = set(archive.namelist())
        assert {
            "setup.sh",
            "run_autograder",
            "README.md",
            "requirements.txt",
            "grader/autograder/platforms/gradescope_run.py",
            "grader/autograder/sandbox/inside/main.py",
            "grader/source/ex3/part_c_toy.ipynb",
            "grader/source/ex3/ex3/__init__.py",
            "grader/data/ex3data1.mat",
        } <= names
        assert json.loads(archive.read("settings.json")) == {"visibility": "visible", "timeout": 12.0}
        assert b"BEGIN HIDDEN TESTS" in archive.read("grader/source/ex3/part_c_toy.ipynb")
        runnable = {
            entry.filename for entry in archive.infolist() if entry.external_attr >> 16 & stat.S_IXUSR
        }
        assert runnable == {"setup.sh", "run_autograder"}
        assert not any("demo" in name and name.endswith((".html", ".md")) for name in names)
    again = tmp_path / "again.zip"
    package(toy_course, again, "visible", 12.0)
    assert again.read_bytes() == target.read_bytes()


def test_missing_data_is_named(toy_course, tmp_path, monkeypatch):
    monkeypatch.delenv("EX3_DATA", raising=False)
    (toy_course.root / "data" / "ex3weights.mat").unlink()
    with pytest.raises(OwnFault, match=r"ex3weights\.mat is missing"):
        package(toy_course, tmp_path / "gradescope.zip")


def test_the_command_says_what_the_zip_holds(tmp_path, capsys):
    assert (
        cli.main(["package", "gradescope", "--output", str(tmp_path / "g.zip"), "--visibility", "visible"])
        == 0
    )
    assert "solutions and the hidden tests" in capsys.readouterr().out
    with zipfile.ZipFile(tmp_path / "g.zip") as archive:
        assert json.loads(archive.read("settings.json"))["visibility"] == "visible"
        assert archive.read("grader/data/ex3data1.mat") == (Course().data / "ex3data1.mat").read_bytes()


def test_a_fault_of_ours_gives_no_results(tmp_path, monkeypatch, capsys):
    write(tmp_path / "source" / "settings.json", {"visibility": "visible", "timeout": 30})
    monkeypatch.setattr("autograder.platforms.gradescope_run.sandbox", lambda: "none")
    monkeypatch.setattr(
        "autograder.grading.grade.grade", lambda *a, **k: toy_report(0, verdict=Verdict.INTERNAL)
    )
    monkeypatch.setattr("autograder.core.assignment.load_assignment", lambda folder: None)
    assert main(tmp_path) == 1
    assert "test_feed_forward_value" in capsys.readouterr().out
    assert not (tmp_path / "results").exists()


# --- the scripts in it ------------------------------------------------------------------------------

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


@pytest.fixture
def container(tmp_path):
    """A folder laid out as Gradescope's /autograder, and a function that runs a script in it."""
    # Not below tmp_path, which others may not enter: students' code is to run as another user.
    root = Path(tempfile.mkdtemp(prefix="autograder-"))
    root.chmod(0o755)
    programs = tmp_path / "programs"
    programs.mkdir()

    def run(script: str, **lines: str) -> subprocess.CompletedProcess:
        for name, line in lines.items():
            program = programs / name.replace("_", "-")
            program.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
            program.chmod(0o755)
        path = f"{programs}{os.pathsep}{os.environ['PATH']}"
        environment = {"PATH": path, "HOME": str(tmp_path), "EX3_AUTOGRADER_ROOT": str(root)}
        return subprocess.run(
            ["bash", str(root / "source" / script)], cwd=root, env=environment, capture_output=True, text=True
        )

    def unpack(course: Course) -> Path:
        package(course, tmp_path / "gradescope.zip", "visible", 20.0)
        subprocess.run(
            [sys.executable, "-m", "zipfile", "-e", str(tmp_path / "gradescope.zip"), str(root / "source")],
            check=True,
        )
        shutil.copytree(root / "source" / "grader" / "data", root / "data")
        python = root / "venv" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
        python.chmod(0o755)
        (root / "submission").mkdir()
        return root

    run.unpack = unpack
    yield run
    shutil.rmtree(root, ignore_errors=True)


def a_python(version: str) -> str:
    """A stand-in for Python that makes virtual environments of itself."""
    return (
        f'echo "{version} $*" | cut -c -60 >&2\n'
        'case "$*" in\n'
        f'  "-c import sys"*) exit {int(version < "3.11")};;\n'
        '  "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python";;\n'
        "esac"
    )


@needs_bash
def test_setup_installs_the_sandbox_and_the_locked_packages_and_closes_the_tests(
    container, toy_course, monkeypatch
):
    monkeypatch.delenv("EX3_DATA", raising=False)
    root = container.unpack(toy_course)
    shutil.rmtree(root / "venv")
    shutil.rmtree(root / "data")
    done = container("setup.sh", apt_get='echo "apt-get $*"', python3=a_python("3.12"))
    assert done.returncode == 0, done.stderr
    assert "install -y --no-install-recommends bubblewrap util-linux" in done.stdout
    assert "python3-venv" in done.stdout
    assert "-m pip install --require-hashes" in done.stderr
    assert stat.S_IMODE((root / "source").stat().st_mode) & 0o077 == 0
    assert stat.S_IMODE((root / "source/grader/source/ex3/part_c_toy.ipynb").stat().st_mode) & 0o077 == 0
    assert stat.S_IMODE((root / "data" / "ex3data1.mat").stat().st_mode) & 0o044 == 0o044


@needs_bash
def test_setup_takes_a_newer_python_and_else_says_which_image_to_choose(container, toy_course, monkeypatch):
    monkeypatch.delenv("EX3_DATA", raising=False)
    root = container.unpack(toy_course)
    shutil.rmtree(root / "venv")
    old = {name: a_python("3.10") for name in ("python3", "python3.13", "python3.12")}
    done = container("setup.sh", apt_get='echo "apt-get $*"', **old, **{"python3.11": a_python("3.11")})
    assert done.returncode == 0, done.stderr
    assert "3.11 -m venv" in done.stderr
    done = container("setup.sh", apt_get='echo "apt-get $*"', **{**old, "python3.11": a_python("3.10")})
    assert done.returncode == 1
    assert "Choose another base image" in done.stderr


FAILING_BWRAP = 'echo "bwrap: Creating new namespace failed: Operation not permitted" >&2; exit 1'
RIGHT = cell("feed_forward", "def feed_forward(z):\n    return z + z", solution=True)
walls = pytest.mark.parametrize(
    "wall",
    [
        pytest.param(
            "bubblewrap", marks=pytest.mark.skipif(shutil.which("bwrap") is None, reason="no bubblewrap")
        ),
        pytest.param(
            "another user",
            marks=pytest.mark.skipif(
                os.geteuid() != 0 or shutil.which("setpriv") is None, reason="needs root and setpriv"
            ),
        ),
    ],
)


def graded(container, wall: str) -> tuple[dict, subprocess.CompletedProcess]:
    programs = {} if wall == "bubblewrap" else {"bwrap": FAILING_BWRAP}
    done = container("run_autograder", **programs)
    assert done.returncode == 0, done.stdout + done.stderr
    assert wall in done.stdout
    root = Path(done.args[1]).parents[1]
    return valid(json.loads((root / "results" / "results.json").read_text(encoding="utf-8"))), done


@needs_bash
@pytest.mark.slow
@walls
def test_a_right_and_a_wrong_answer_get_their_results(container, toy_course, monkeypatch, wall):
    monkeypatch.delenv("EX3_DATA", raising=False)
    root = container.unpack(toy_course)
    written = {**REPORT, "source": "Because."}
    write(root / "submission" / "part_c_toy.ipynb", notebook(SETUP, RIGHT, written))
    content, _ = graded(container, wall)
    assert content["score"] == 4
    assert {test["status"] for test in content["tests"]} == {"passed"}
    wrong = cell("feed_forward", "def feed_forward(z):\n    return 3 * z", solution=True)
    write(root / "submission" / "part_c_toy.ipynb", notebook(SETUP, wrong, REPORT))
    content, _ = graded(container, wall)
    assert content["score"] == 1
    assert by_number(content)["1a.1"]["status"] == "failed"


@needs_bash
@pytest.mark.slow
@walls
def test_security_students_code_reads_no_test_and_writes_no_result(container, toy_course, monkeypatch, wall):
    monkeypatch.delenv("EX3_DATA", raising=False)
    root = container.unpack(toy_course)
    thief = (
        "import os, glob, subprocess\n"
        "def feed_forward(z):\n"
        "    got = []\n"
        f"    root = {str(root)!r}\n"
        "    tries = {\n"
        "        'list': lambda: os.listdir(root + '/source'),\n"
        "        'tests': lambda: open(root + '/source/grader/source/ex3/part_c_toy.ipynb').read(),\n"
        "        'results': lambda: open(root + '/results/results.json', 'w'),\n"
        "        'replace': lambda: os.rename(root + '/results', root + '/old'),\n"
        "        'mode': lambda: os.chmod(root + '/source', 0o777),\n"
        "        'data': lambda: open(root + '/data/ex3data1.mat', 'a'),\n"
        "        'python': lambda: open(root + '/venv/bin/python', 'a'),\n"
        "        'root': lambda: os.setuid(0),\n"
        "        'kill': lambda: os.kill(os.getppid(), 0) if os.getppid() == 1 else os.kill(1, 9),\n"
        "        'judge': lambda: [open(p).read() for p in glob.glob('/tmp/ex3-judge-*/shared/reference/*')][0],\n"
        "    }\n"
        "    for name, attempt in tries.items():\n"
        "        try:\n"
        "            attempt()\n"
        "            got.append(name)\n"
        "        except Exception:\n"
        "            pass\n"
        "    raise RuntimeError('got ' + str(got))\n"
    )
    write(
        root / "submission" / "part_c_toy.ipynb", notebook(SETUP, cell("feed_forward", thief, solution=True))
    )
    content, _ = graded(container, wall)
    assert content["score"] == 0
    said = by_number(content)["1a.1"]["output"]
    allowed = {"[]"} if wall == "another user" else {"[]", "['kill']"}  # process 1 there is the sandbox's own
    assert re.search(r"got (\[.*?\])", said)[1] in allowed, said


@needs_bash
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bwrap") is None, reason="no bubblewrap")
def test_a_complete_submission_of_the_real_exercise_gets_all_points(container, tmp_path, monkeypatch):
    monkeypatch.delenv("EX3_DATA", raising=False)
    root = container.unpack(Course())
    shutil.rmtree(root / "submission")
    answers = functions("model", Course().source)
    hand_in(
        REPOSITORY / "notebooks" / "ex3", root / "submission", answers, written_answers(ANSWERS / "report.md")
    )
    content, _ = graded(container, "bubblewrap")
    assert content["score"] == load_assignment(Course().source).max_score == 33
    assert {test["status"] for test in content["tests"]} == {"passed"}
