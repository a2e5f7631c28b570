"""What an installed package can do, far from a clone: grade with an assignment that it is told of, and say what it lacks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


def run(*command: object, **options) -> subprocess.CompletedProcess:
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of what it is made of; setuptools writes beside it."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "autograder", folder / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel")
    done = run(*pip, "--no-deps", "--no-build-isolation", "--no-index", "-w", folder / "dist", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return next((folder / "dist").glob("*.whl"))


@pytest.fixture(scope="module")
def ex3(wheel: Path, tmp_path_factory: pytest.TempPathFactory):
    """Install the wheel into an environment of its own, and return its command, to be run in an empty folder.

    The packages that it depends on are lent by the environment of the tests; its editable install of this
    repository is not, since a .pth file counts in an environment's own folder only.
    """
    root = tmp_path_factory.mktemp("elsewhere")
    assert run(sys.executable, "-m", "venv", "--without-pip", root / "env").returncode == 0
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(root / "env")}))
    lent = f"{sysconfig.get_path('purelib')}\nimport site; site.PREFIXES.append({sys.prefix!r})\n"
    (packages / "lent.pth").write_text(lent, encoding="utf-8")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    (root / "work").mkdir()

    def command(*arguments: object, **variables: object) -> subprocess.CompletedProcess:
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("EX3_", "PYTHON"))}
        variables = {name: str(value) for name, value in variables.items()}
        program = (root / "env" / "bin" / "python", "-m", "autograder")
        return run(*program, *arguments, cwd=root / "work", env={**clean, **variables})

    command.packages = packages
    return command


def test_a_wheel_holds_every_file_of_the_package(wheel: Path):
    files = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "autograder").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == files


LOOKS_FOR_THE_GRADER = """
try:
    import autograder.core.errors
except ImportError:
    pass
else:
    del feed_forward
"""


def test_security_an_installed_package_grades_with_the_assignment_that_ex3_source_names_and_stays_unseen(
    ex3, tmp_path: Path
):
    part = json.loads((ROOT / "source" / "ex3" / "part_c_feed_forward.ipynb").read_text(encoding="utf-8"))
    for cell in part["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "feed_forward":
            cell["source"] = "".join(cell["source"]) + LOOKS_FOR_THE_GRADER
    (tmp_path / "part_c_feed_forward.ipynb").write_text(json.dumps(part), encoding="utf-8")
    done = ex3("grade", tmp_path, "--json", "-", EX3_SOURCE=ROOT / "source" / "ex3")
    assert (done.returncode, done.stderr) == (0, "")
    graded = {part["name"]: part for part in json.loads(done.stdout)["notebooks"]}
    assert graded["part_c_feed_forward"]["score"] == graded["part_c_feed_forward"]["max_score"] > 0
    assert not graded["part_d_loss"]["found"]


def test_without_an_assignment_the_error_names_the_variable(ex3):
    done = ex3("grade", ROOT / "source" / "ex3" / "part_c_feed_forward.ipynb")
    assert done.returncode == 3
    assert f"{ex3.packages / 'source' / 'ex3'} has no notebooks. Set EX3_SOURCE to" in done.stderr


@pytest.mark.parametrize("command", ["selfcheck", "site _site", "explore", "release"])
def test_what_needs_a_clone_says_so(ex3, command: str):
    done = ex3(*command.split(), EX3_SOURCE=ROOT / "source" / "ex3")
    assert done.returncode == 2
    assert "of the repository" in done.stderr
    assert "Run it in a clone." in done.stderr
