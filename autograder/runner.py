"""The program that runs student work: started once for a submission, forked once for each notebook.

It speaks with the grader in length-prefixed JSON over one socket, its standard input::

    grader   {"helper": folder}                        import what every notebook needs
    grader   {"open": folder, "memory": n, "file": n}  fork; from here on the fork answers
    grader   {"run": source, "limit": s, "output": n}  -> {"status", "outputs", "error", ...}
    grader   {"close": true}                           the fork ends
    program  {"ended": status}                         whenever a fork has ended, asked or not

The grader decides when to wait no longer, and then kills the program; the alarm in here is the polite way,
which leaves the notebook alive. Nothing that comes from this program is trusted.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import random
import resource
import signal
import socket
import struct
import sys
import time
from pathlib import Path

MAX_MESSAGE = 50_000_000
MAX_TEXT = 2_000  # of an exception's text
RERAISE_S = 0.25
# Linux: adopt orphans; die with the process that started this one, however that one dies.
PR_SET_CHILD_SUBREAPER, PR_SET_PDEATHSIG = 36, 1


class CellTimeout(BaseException):
    """A cell has used up its time. Not an Exception, so that ``except Exception`` lets it through."""


def send(channel: socket.socket, message: dict) -> None:
    content = json.dumps(message).encode()
    channel.sendall(struct.pack(">I", len(content)) + content)


def receive(channel: socket.socket) -> dict | None:
    """Return the next message; None if the other side is gone."""
    header = _exactly(channel, 4)
    if header is None:
        return None
    (size,) = struct.unpack(">I", header)
    if size > MAX_MESSAGE:  # SECURITY: the length comes from the other side
        raise ValueError(f"message of {size} bytes")
    content = _exactly(channel, size)
    return None if content is None else json.loads(content)


def _exactly(channel: socket.socket, size: int) -> bytes | None:
    parts = []
    while size:
        part = channel.recv(min(size, 1 << 20))
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def kill_descendants(pid: int) -> bool:
    """Kill all processes below ``pid``; return whether there were any."""
    below = _descendants(pid)
    for child in below:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(child, signal.SIGKILL)
    return bool(below)


def _descendants(pid: int) -> list[int]:
    found, parents = [], [pid]
    while parents:
        for listing in Path(f"/proc/{parents.pop()}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                children = [int(child) for child in listing.read_text().split()]
                found += children
                parents += children
    return found


def main() -> None:
    channel = socket.socket(fileno=os.dup(0))
    _prctl(PR_SET_CHILD_SUBREAPER, 1)
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    shell = _prepare(receive(channel)["helper"])
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    send(channel, {"ready": True})
    while (request := receive(channel)) is not None:
        if "open" not in request:  # meant for a fork that has just ended, which has been told
            continue
        pid = os.fork()
        if pid == 0:
            try:
                _notebook(channel, shell, request)
            finally:
                os._exit(1)
        _, status = os.waitpid(pid, 0)
        _reap()
        send(channel, {"ended": os.waitstatus_to_exitcode(status)})


def _prctl(option: int, value: int) -> None:
    with contextlib.suppress(OSError, AttributeError):  # only Linux has it
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _reap() -> None:
    """End what a notebook has left running."""
    while True:
        kill_descendants(os.getpid())
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def _prepare(helper: str):
    """Import once what the notebooks import, and return the shell that each fork gets a copy of."""
    from autograder.shell import make_shell

    sys.path.insert(0, helper)
    packages = [folder.parent.name for folder in sorted(Path(helper).glob("*/__init__.py"))]
    for name in ("numpy", "scipy.io", "matplotlib.pyplot", *packages):
        with contextlib.suppress(Exception):  # a missing one is told by the cell that wants it
            importlib.import_module(name)
    shell = make_shell()
    gc.collect()
    gc.freeze()  # forks share these pages as long as nobody walks over them
    return shell


def _notebook(channel: socket.socket, shell, request: dict) -> None:
    """Run the cells of one notebook, in a fork, until told to stop."""
    own = os.getpid()
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    os.chdir(request["open"])
    sys.path.append(request["open"])  # last: a student's file never hides a library
    _limit_resources(request["memory"], request["file"])
    _seed()
    alarm = Alarm()
    while (request := receive(channel)) is not None and "run" in request:
        reply = _run(shell, alarm, request)
        if os.getpid() != own:  # a cell has forked, and this is the copy
            os._exit(0)
        send(channel, reply)
    os._exit(0)


def _limit_resources(memory: int, file: int) -> None:
    for kind, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, file),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # not every system has every limit
            resource.setrlimit(kind, (value, value))


def _seed() -> None:
    """Start the global generators alike every time, so that grading twice gives the same."""
    random.seed(0)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(0)


class Alarm:
    """Interrupts a cell that takes too long, again and again until it gives in."""

    def __init__(self):
        self.armed = self.rang = False
        self.seconds = 0.0

    def start(self, seconds: float) -> None:
        self.seconds = seconds
        signal.signal(signal.SIGALRM, self._ring)  # anew each time: a cell may have taken it
        self.armed, self.rang = True, False
        signal.setitimer(signal.ITIMER_REAL, seconds, RERAISE_S)

    def stop(self) -> None:
        self.armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _ring(self, *_) -> None:
        if self.armed:
            self.rang = True
            raise self.error()

    def error(self) -> CellTimeout:
        return CellTimeout(f"stopped after {self.seconds:g} s")


def _run(shell, alarm: Alarm, request: dict) -> dict:
    """Run one cell and describe how it went."""
    shell.outputs.begin(request["output"])
    count = shell.execution_count
    error, before = None, False
    started = time.monotonic()
    try:
        try:
            alarm.start(request["limit"])
            result = shell.run_cell(request["run"], store_history=True)
            error, before = result.error_in_exec or result.error_before_exec, bool(result.error_before_exec)
        finally:
            alarm.stop()
    except BaseException as escaped:  # the alarm rang in IPython's own code
        alarm.stop()
        error = escaped
    seconds = time.monotonic() - started
    if alarm.rang and not isinstance(error, CellTimeout):
        error = alarm.error()  # the cell has swallowed it
    return {
        "status": "ok" if error is None else _kind(error),
        "error": None if error is None else {**describe(error), "before_run": before},
        "outputs": shell.outputs.end(),
        "count": count if shell.execution_count > count else None,
        "seconds": round(seconds, 3),
    }


def _kind(error: BaseException) -> str:
    """Sort an exception; a failed check that names a cause is the cause's kind."""
    cause = error.__cause__
    if isinstance(error, CellTimeout):
        return "timeout"
    if isinstance(error, MemoryError) or isinstance(cause, MemoryError):
        return "memory"
    if isinstance(error, AssertionError) and not isinstance(cause, Exception):
        return "failed"
    return "error"


def describe(error: BaseException) -> dict:
    """Return what is told of an exception; every value is a short string."""
    is_check = any(kind.__name__ == "CheckFailed" for kind in type(error).__mro__)
    return {
        "type": _text(lambda: type(error).__name__),
        "text": _text(lambda: _told(error, is_check)),
        "hint": _text(lambda: error.hint)
        if is_check or isinstance(getattr(error, "hint", None), str)
        else "",
        "cause": _text(lambda: type(error.__cause__).__name__) if error.__cause__ is not None else "",
        "name": _text(lambda: error.name) if isinstance(error, NameError) else "",
        "check": is_check,
    }


def _told(error: BaseException, is_check: bool) -> object:
    if isinstance(error, SyntaxError):
        return f"{error.msg} (line {error.lineno})"  # its own text names a file that does not exist
    return error.message if is_check else error


def _text(get) -> str:
    try:
        return str(get())[:MAX_TEXT]
    except BaseException:  # an exception of a student's own may fail in its own __str__
        return ""
