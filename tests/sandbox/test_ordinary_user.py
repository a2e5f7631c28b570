"""An ordinary user gets the same walls as root: the bank's attacks on them, run as one."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from ordinary_user import run_as_ordinary_user, why_not

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "it can be done")
ATTACKS = (
    "keys",
    "system-calls",
    "alloc-memfd",
    "alloc-shared",
    "alloc-mounts",
    "alloc-children",
    "steal-home",
)


def test_security_an_ordinary_user_gets_the_same_walls(tmp_path: Path):
    command = [sys.executable, "-m", "autograder", "--version", "--verbose"]
    done = run_as_ordinary_user(command, tmp_path / "home", timeout=120)
    assert done.returncode == 0, done.stderr
    walls = done.stdout.splitlines()[1:]
    assert len(walls) == 4
    assert all(wall.startswith("up ") for wall in walls), done.stdout
    assert "user namespace" in done.stdout


@pytest.mark.attacks
@pytest.mark.slow
@pytest.mark.timeout(900)
def test_security_the_walls_hold_for_an_ordinary_user(tmp_path: Path):
    names = " or ".join(f"[{name}]" for name in ATTACKS)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n", "0", "-q", "-m", "attacks",
               "tests/security", "-k", names, f"--basetemp={tmp_path}/home/tests"]  # fmt: skip
    done = run_as_ordinary_user(command, tmp_path / "home", timeout=880)
    passed = re.search(r"(\d+) passed", done.stdout)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert passed is not None
    assert int(passed[1]) == len(ATTACKS)
