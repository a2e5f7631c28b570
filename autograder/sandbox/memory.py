"""An eye on the memory that all processes of a sandbox hold together, for limits of the system are per process."""

from __future__ import annotations

import contextlib
import re
import socket
import time
from collections.abc import Sequence
from pathlib import Path

from autograder.sandbox.cell_result import CellError, CellResult, Status, gone
from autograder.sandbox.inside.channel import Patient
from autograder.sandbox.inside.processes import descendants, kill_descendants

INTERVAL_S = 0.25


class Watch:
    """Adds up what the processes below ``pid`` hold, and ends them when it is too much."""

    def __init__(self, pid: int, most: int):
        self.pid, self.most, self.exceeded = pid, most, False

    def check(self) -> None:
        if sum(map(_own_memory, descendants(self.pid))) > self.most:
            self.exceeded = True
            kill_descendants(self.pid)

    def result(self) -> CellResult:
        text = f"all processes together held more than {self.most / 1e9:g} GB"
        return gone(Status.MEMORY, CellError("MemoryError", text))


class Watchful(Patient):
    """A channel that has a look at the memory now and then while it waits."""

    def __init__(self, channel: socket.socket, patience: float, watches: Sequence[Watch]):
        super().__init__(channel, patience)
        self.watches = watches

    def recv_into(self, view: memoryview) -> int:
        while True:
            left = self.end - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self.channel.settimeout(min(left, INTERVAL_S))
            try:
                return self.channel.recv_into(view)
            except TimeoutError:
                pass
            for watch in self.watches:
                watch.check()


def _own_memory(pid: int) -> int:
    """Return the bytes that a process holds, those of mapped files left out."""
    with contextlib.suppress(OSError):
        status = Path(f"/proc/{pid}/status").read_text()
        return 1024 * sum(map(int, re.findall(r"^Rss(?:Anon|Shmem):\s*(\d+)", status, re.MULTILINE)))
    return 0
