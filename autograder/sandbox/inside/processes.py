"""Find and end the processes below a process."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path

PR_SET_PDEATHSIG = 1  # Linux: die with the process that started this one, however that one dies
PR_SET_DUMPABLE = 4  # Linux: whether other processes of the user may look into the memory
PR_SET_CHILD_SUBREAPER = 36  # Linux: adopt orphans


def kill_descendants(pid: int) -> bool:
    """Kill all processes below ``pid``; return whether there were any."""
    below = descendants(pid)
    for child in below:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(child, signal.SIGKILL)
    return bool(below)


def descendants(pid: int) -> list[int]:
    """Return the processes below ``pid``, parents before their children."""
    found, parents = [], [pid]
    while parents:
        # a process, or a thread of it, may end at any moment
        with contextlib.suppress(OSError):
            for listing in Path(f"/proc/{parents.pop()}/task").glob("*/children"):
                with contextlib.suppress(OSError):
                    children = [int(child) for child in listing.read_text().split()]
                    found += children
                    parents += children
    return found
