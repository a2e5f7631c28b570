"""What the cells of a submission may use."""

from __future__ import annotations

import contextlib
import os
import platform
import re
from dataclasses import dataclass
from pathlib import Path

CELL_S = 30.0  # seconds a cell, where the instructor says nothing else


@dataclass(frozen=True)
class Limits:
    """What the cells of a submission may use.

    Attributes
    ----------
    cell : float
        Seconds for one cell; a notebook has six times as many.
    memory, file : int
        Bytes of address space of a process, and of any one file that is written.
    total_memory : int
        Bytes that all processes of the sandbox may hold together.
    disk : int
        Bytes of the sandbox's private file system.
    processes : int
        Processes and threads in the sandbox.
    cell_output, notebook_output : int
        Characters that are kept of what is shown.
    """

    cell: float = CELL_S
    memory: int = 4_000_000_000
    total_memory: int = 5_000_000_000
    file: int = 50_000_000
    disk: int = 100_000_000
    processes: int = 128
    cell_output: int = 1_000_000
    notebook_output: int = 2_000_000

    @property
    def notebook(self) -> float:
        return 6 * self.cell


def process_limit(most: int) -> int:
    """Return the RLIMIT_NPROC that gives a sandbox ``most`` processes; old kernels count all of the user's."""
    release = tuple(int(part) for part in re.findall(r"\d+", platform.release())[:2])
    if os.geteuid() == 0 or release >= (5, 14):
        return most
    return most + sum(map(_threads, Path("/proc").glob("[0-9]*")))


def _threads(process: Path) -> int:
    with contextlib.suppress(OSError):  # it may have ended
        return len(list(process.glob("task/*"))) if process.stat().st_uid == os.geteuid() else 0
    return 0
