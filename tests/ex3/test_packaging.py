"""The set-up files agree with each other, and hold for any machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
# `dev` holds the other extras by name
DIRECT = [
    *PROJECT["dependencies"],
    *(line for lines in EXTRAS.values() for line in lines if not line.startswith(PROJECT["name"])),
]
FLOOR = PROJECT["requires-python"].removeprefix(">=")

needs_git = pytest.mark.skipif(
    not (ROOT / ".git").exists() or shutil.which("git") is None, reason="not a git clone"
)
needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def bounds(lines: list[str]) -> dict[str, str]:
    """Return {package: version range} of requirement lines."""
    return {canonicalize_name(r.name): str(r.specifier) for r in map(Requirement, lines)}


def locked(name: str = "requirements.lock") -> dict[str, list[tuple[str, int]]]:
    """Return {package: [(version, number of hashes), ...]} of a lock file."""
    entries = re.split(r"^(?=\w)", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE)[1:]
    packages: dict[str, list[tuple[str, int]]] = {}
    for entry in entries:
        name, version = re.match(r"([\w.-]+)==(\S+)", entry).groups()
        hashes = re.findall(r"--hash=sha256:[0-9a-f]{64}\b", entry)
        packages.setdefault(canonicalize_name(name), []).append((version, len(hashes)))
    return packages


def test_dev_holds_every_other_extra():
    (others,) = (Requirement(line).extras for line in EXTRAS["dev"] if line.startswith(PROJECT["name"]))
    assert others == set(EXTRAS) - {"dev"}


def test_conda_gets_the_packages_and_bounds_of_pyproject():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    conda = bounds([line for line in environment["dependencies"] if isinstance(line, str)])
    (pip,) = (line["pip"] for line in environment["dependencies"] if isinstance(line, dict))
    assert conda.pop("python") == PROJECT["requires-python"]
    assert conda.pop("pip") == ""
    assert pip.pop() == "-e ."
    assert conda | bounds(pip) == bounds(DIRECT)
    assert environment["channels"] == ["conda-forge"]


def test_what_runs_is_locked_as_what_is_tested():
    runs, tested = locked("requirements-run.lock"), locked()
    assert {name: tested.get(name) for name in runs} == runs
    assert {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]} <= runs.keys()
    assert not {"pytest", "mypy", "playwright"} & runs.keys()


@pytest.mark.parametrize("line", DIRECT)
def test_the_lock_has_each_direct_dependency_in_range(line):
    requirement = Requirement(line)
    entries = locked()[canonicalize_name(requirement.name)]
    assert [version for version, _ in entries if version not in requirement.specifier] == []


LOCKS = sorted(path.name for path in ROOT.glob("requirements*.lock"))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash(lock):
    packages = locked(lock)
    assert packages
    assert {name for name, entries in packages.items() if not all(count for _, count in entries)} == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address_and_no_file(lock):
    text = (ROOT / lock).read_text("utf-8")
    assert re.findall(r".*(?:://|--\w*index|--find-links| @ |^-e).*", text, re.MULTILINE) == []


def test_the_lowest_python_is_the_same_everywhere():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    assert settings["ruff"]["target-version"] == "py" + FLOOR.replace(".", "")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert f"sys.version_info < ({FLOOR.replace('.', ', ')})" in makefile
    assert set(re.findall(r"Python (\d\.\d+) or newer|older than (\d\.\d+)", makefile)) == {
        (FLOOR, ""),
        ("", FLOOR),
    }


# In pieces, since this file is read as well.
NOT_FOR_OTHERS = re.compile(
    r"(?<![\w.}])/" + r"(?:work|root|opt/(?:pypi|wheels)|tmp/bash_jobs)\b"
    r"|\bpypi" + r"\.org|python" + r"hosted\.org|\bnpm" + r"js\.\w+|\byarn" + r"pkg\.com"
    r"|\b(?:deb|security)\.debian" + r"\.org|\banaconda" + r"\.org"
)


@pytest.mark.slow
@needs_git
def test_no_file_names_a_registry_address_or_a_machine_path():
    """Files that git would add count too, so that the test speaks before the commit."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    # Attacks try the homes of common machines on purpose.
    names = [
        name
        for name in names
        if name and not name.startswith(("tests/attack", "tests/security/", "tests/fixtures/attack_"))
    ]
    files = [ROOT / name for name in names if (ROOT / name).is_file()]
    assert ROOT / "pyproject.toml" in files
    found = []
    for file in files:
        content = file.read_bytes()
        if b"\0" not in content[:8000]:
            text = content.decode("utf-8", "replace")
            found += [f"{file.relative_to(ROOT)}: {hit[0]}" for hit in NOT_FOR_OTHERS.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    "line", ["see /" + "work/main", "'/" + "root/.cache'", "https://files.python" + "hosted.org/x"]
)
def test_the_search_for_machine_paths_finds(line):
    assert NOT_FOR_OTHERS.search(line)


def test_the_ci_script_can_be_executed_and_runs_make_test():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text("utf-8").splitlines()[-1] == "make test"


HELP = """
import sys
from autograder.cli.main import main

sys.argv = ["ex3", "--help"]
try:
    status = main()
except SystemExit as stop:
    status = stop.code
print("status", status or 0, sorted({"numpy", "matplotlib", "scipy", "nbgrader"} & set(sys.modules)))
"""


def test_help_starts_without_numpy_or_matplotlib():
    run = subprocess.run([sys.executable, "-c", HELP], cwd=ROOT, capture_output=True, text=True)
    assert run.stderr == ""
    assert run.stdout.splitlines()[-1] == "status 0 []"
    assert "grade" in run.stdout


def test_the_command_ex3_is_installed():
    command = Path(sys.executable).with_name("ex3")
    run = subprocess.run([command, "--help"], cwd=ROOT, capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")
    assert "usage" in run.stdout.lower()


@pytest.fixture
def machine(tmp_path):
    """Return a function that runs make in a bare clone, where each given program is a line of shell."""
    for path in (ROOT / "Makefile", ROOT / "pyproject.toml", *ROOT.glob("requirements*.lock")):
        shutil.copy(path, tmp_path)

    def make(*goals: str, **programs: str) -> subprocess.CompletedProcess:
        (tmp_path / "bin").mkdir()
        for name, line in programs.items():
            program = tmp_path / "bin" / name.replace("_", "-")
            program.write_text(f"#!/bin/sh\n{line}\n", "utf-8")
            program.chmod(0o755)
        path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS", "PYTHON"))}
        return subprocess.run(
            ["make", *goals], cwd=tmp_path, env={**environment, "PATH": path}, capture_output=True, text=True
        )

    return make


@needs_make
def test_make_alone_lists_every_command(machine):
    run = machine(python3="exit 1")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    commands = re.search(r"^\.PHONY: (.*)", makefile, re.MULTILINE)[1].split()
    assert run.returncode == 0
    assert [line.split()[1] for line in run.stdout.splitlines()] == commands


@needs_make
def test_an_old_python_is_named_with_its_remedy(machine):
    run = machine("demo", python3="exit 1")
    assert run.returncode != 0
    assert "python3 is missing or older than 3.11" in run.stderr
    assert "make PYTHON=" in run.stderr


NO_ENSUREPIP = 'case "$2" in *ensurepip*) exit 1; esac'


@needs_make
def test_missing_venv_support_is_named_with_the_line_that_installs_it(machine):
    run = machine("test", python3=NO_ENSUREPIP, id="echo 1000", apt_get="echo never")
    assert run.returncode != 0
    assert "sudo apt-get install python3-venv" in run.stderr
    assert "never" not in run.stdout


@needs_make
def test_root_on_debian_gets_venv_support_installed(machine):
    run = machine("test", python3=NO_ENSUREPIP, id="echo 0", apt_get='echo "apt-get $*"')
    assert "apt-get -qy install python3-venv" in run.stdout
    assert "Installing the locked packages" in run.stdout


@needs_make
@pytest.mark.parametrize(("uv", "installer"), [("exit 0", "uv"), ("exit 1", "pip"), (None, "pip")])
def test_pip_installs_what_uv_cannot(machine, uv, installer):
    """uv does not read pip's settings, so it finds nothing where packages come from a mirror of one's own."""
    no_uv = "" if uv else "; case $* in *-uv.lock*) exit 1;; esac"
    programs = {"python": f"echo pip: $*{no_uv}"} | ({"uv": f"echo uv: $*; {uv}"} if uv else {})
    made = [f"printf '#!/bin/sh\n{line}\n' > .venv/bin/{name}" for name, line in programs.items()]
    steps = " && ".join(["mkdir -p .venv/bin", *made, "chmod +x .venv/bin/*"])
    run = machine(".venv/locked", python3=f'case "$*" in *"venv --clear"*) {steps};; esac')
    assert run.returncode == 0
    packages = [line for line in run.stdout.splitlines() if "requirements-run.lock" in line]
    assert packages[-1].startswith(f"{installer}:")
    assert all("--require-hashes" in line for line in packages)


@needs_make
@pytest.mark.parametrize("user", ["0", "1000"])
@pytest.mark.parametrize("program", ["bubblewrap", "chromium"])
def test_a_program_is_installed_where_we_may_and_else_the_line_is_printed(
    machine, tmp_path, monkeypatch, program, user
):
    few = tmp_path / "few"
    few.mkdir()
    for name in ("make", "sh", "grep"):
        (few / name).symlink_to(shutil.which(name))
    monkeypatch.setenv("PATH", str(few))
    monkeypatch.delenv("EX3_CHROMIUM", raising=False)
    run = machine(program, id=f"echo {user}", apt_get='echo "apt-get $*"')
    assert run.returncode == 0
    assert (f"apt-get -qy install {program}" in run.stdout) == (user == "0")
    assert (f"sudo apt-get install {program}" in run.stderr) == (user != "0")


@pytest.mark.slow
def test_the_tests_of_a_module_go_to_one_worker():
    """Or what they share would be made once for each worker."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-v",
        "-n",
        "2",
        "--dist",
        "loadgroup",
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run(
        [*command, "tests/core/test_tables.py"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    lines = [line for line in done.stdout.splitlines() if " PASSED " in line]
    assert len({line.split()[0] for line in lines}) == 1, "all from one worker"
    assert all(line.rstrip().endswith("@test_tables") for line in lines)
