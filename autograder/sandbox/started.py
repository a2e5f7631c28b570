"""Processes that have been started, and how each kind is ended with all that it has started itself."""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Protocol

from autograder.sandbox.inside.processes import kill_descendants

END_S = 30.0  # for the kernel to take away what a killed process has held


class Started(Protocol):
    """A running process.

    Attributes
    ----------
    pid : int
    """

    @property
    def pid(self) -> int: ...

    def kill(self) -> None:
        """End it and everything below it, and wait until it is gone."""
        ...


class Server(Protocol):
    """A process that others are forked from, see :mod:`.fork_server`."""

    def fork(self, channel: socket.socket) -> Started: ...

    def last_words(self) -> str: ...


class Child:
    """A process that was started by this one, in a session of its own."""

    def __init__(self, process: subprocess.Popen[bytes]):
        self.process, self.pid = process, process.pid

    def kill(self) -> None:
        # Those below it first: once it is gone, they are nobody's and cannot be found.
        for _ in range(50):
            if not kill_descendants(self.pid):
                break
            time.sleep(0.005)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self.process.wait()


class Fork:
    """The first process of a namespace of its own; the kernel ends all others in it together with this one.

    Parameters
    ----------
    descriptor : int
        A pidfd, which stands for this process alone, even when its number belongs to another one.
    """

    def __init__(self, descriptor: int):
        self.descriptor = descriptor
        info = Path(f"/proc/self/fdinfo/{descriptor}").read_text()
        found = re.search(r"^Pid:\s*(\d+)", info, re.MULTILINE)
        self.pid = int(found[1]) if found else 0

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.descriptor, signal.SIGKILL)
        select.select([self.descriptor], [], [], END_S)
        os.close(self.descriptor)
