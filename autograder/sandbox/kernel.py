"""The two walls that the kernel builds under every sandbox: refused system calls, and a control group."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

from autograder.sandbox import cgroup
from autograder.sandbox.inside import syscalls
from autograder.sandbox.limits import Limits
from autograder.sandbox.protocol import Wall


def walls() -> list[Wall]:
    """Return how system calls, memory and processes are limited here."""
    problem, limits, way = _no_filter(), Limits(), cgroup.way()
    total = limits.total_memory / 1e9
    watched = f"watched several times a second, ended at {total:g} GB"
    return [
        Wall(
            "memory, keys and rights beyond a process",
            not problem,
            f"no system call is refused, for {problem}"
            if problem
            else f"{len(syscalls.REFUSED) + len(syscalls.ATTRIBUTES)} system calls are refused",
        ),
        Wall(
            "memory of all processes together",
            True,
            f"{watched}; {way} with {cgroup.SHARE * total:g} GB"
            if way
            else f"{watched}; no control group can be made here, so what the kernel holds for it is estimated",
        ),
    ]


@cache
def _no_filter() -> str:
    """Return what keeps the filter of system calls from being installed, "" if nothing does."""
    folder = Path(syscalls.__file__).parent
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import syscalls; print(syscalls.refuse_system_calls())"
    )
    command = [sys.executable, "-I", "-c", program, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = done.stderr.strip().splitlines()
    return (
        done.stdout.strip() if done.returncode == 0 else lines[-1] if lines else "the filter ends the process"
    )
