"""Prepare and unpack submissions in a process whose time and memory the system limits.

SECURITY: archives, notebooks and code can be made to take any amount of both. One helper process is kept for each
assignment; it forks for each submission, and the fork alone parses what was handed in. Requests are pickled, since
we make them; answers are JSON and plain bytes.
"""

from __future__ import annotations

import atexit
import contextlib
import errno
import json
import os
import pickle
import resource
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

from autograder.core.assignment import Assignment
from autograder.core.errors import OwnFault
from autograder.core.files import REPOSITORY
from autograder.intake.archive import Unreadable, unpack
from autograder.intake.handed_in import HandedIn
from autograder.intake.prepare import Prepared, PreparedPart, from_json, prepare, to_json

CPU_S = 8
WALL_S = 120  # on a machine that does much else
MEMORY = 300_000_000  # bytes of address space, and as many again as
SHARE = 5  # times what was handed in
MAX_ANSWER = 150_000_000  # bytes; the notebooks of an honest submission have less than 10 MB
_SIZE = struct.Struct(">Q")
_END = struct.Struct(">idQ")  # exit status, seconds of computing time, peak of memory in bytes
_START = "import sys; sys.path.append(sys.argv[1]); from autograder.intake.confined import serve; serve()"
_lock = threading.Lock()
_kept: _Reader | None = None

TOO_LONG = f"Reading it took more than {CPU_S} s of computing time"
TOO_LARGE = f"Reading it took more than {MEMORY // 10**6} MB of memory"
SEND_AGAIN = "Send the notebooks only, as Jupyter saves them."


class LimitExceeded(Exception):
    """A submission takes more time or memory than any honest one."""


def prepare_confined(handed_in: HandedIn, assignment: Assignment) -> Prepared:
    """Return what :func:`autograder.intake.prepare.prepare` makes of a submission.

    One that exceeds the limits is broken in all its parts.

    Raises
    ------
    OwnFault
        If the process cannot do its work, through no fault of the submission's.
    """
    try:
        data, files = _ask("prepare", handed_in, assignment)
    except LimitExceeded as exceeded:
        remark = f"{exceeded}. {SEND_AGAIN}"
        parts = (PreparedPart(part.name, False, (remark,), True) for part in assignment.notebooks)
        return Prepared(tuple(parts))
    return from_json(data, files, assignment)


def unpack_confined(handed_in: HandedIn) -> list[tuple[str, bytes | Unreadable]]:
    """Return what :func:`autograder.intake.archive.unpack` yields.

    Raises
    ------
    Unreadable
        If the rest cannot be read, or the submission exceeds the limits.
    OwnFault
        As :func:`prepare_confined`.
    """
    try:
        data, files = _ask("unpack", handed_in, None)
    except LimitExceeded as exceeded:
        raise Unreadable(f"{exceeded}. {SEND_AGAIN}") from None
    if data["problem"]:
        raise Unreadable(data["problem"])
    return [
        (name, files[str(i)] if why is None else Unreadable(why))
        for i, (name, why) in enumerate(data["entries"])
    ]


def _ask(task: str, handed_in: HandedIn, assignment: Assignment | None) -> tuple[Any, dict[str, bytes]]:
    global _kept
    with _lock:
        for attempt in (1, 2):
            if _kept is None or not _kept.fits(assignment):
                if _kept is not None:
                    _kept.close()
                _kept = _Reader(assignment)
            try:
                return _kept.ask(task, handed_in)
            except OSError as error:  # it was ended from outside
                _kept.close()
                _kept = None
                if attempt == 2:
                    raise OwnFault(f"The process that reads submissions has ended: {error}.") from error
    raise AssertionError


@atexit.register
def _close() -> None:
    if _kept is not None:
        _kept.close()


class _Reader:
    """The helper process of one assignment, seen from the grader.

    Attributes
    ----------
    used : list of float
        Seconds of computing time and bytes of memory that the latest submission took.
    """

    def __init__(self, assignment: Assignment | None):
        self.assignment, self.owner = assignment, os.getpid()
        self.used = [0.0, 0.0]
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", _START, str(REPOSITORY)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env={"LANG": "C.UTF-8"},
                start_new_session=True,
            )
        try:
            _send(self._control, pickle.dumps(assignment))
        except OSError as error:
            self.close()
            raise OwnFault(f"The process that reads submissions does not start: {error}.") from error

    def fits(self, assignment: Assignment | None) -> bool:
        """Whether it is this process's own, alive, and knows the assignment."""
        if self.owner != os.getpid() or self._process.poll() is not None:
            return False
        if assignment is None or assignment is self.assignment:
            return True
        return self.assignment == assignment and _raw(self.assignment) == _raw(assignment)

    def ask(self, task: str, handed_in: HandedIn) -> tuple[Any, dict[str, bytes]]:
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                socket.send_fds(self._control, [b"."], [theirs.fileno()])
            ours.settimeout(WALL_S + 30)
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                _send(ours, pickle.dumps((task, handed_in, CPU_S)))
            said = b"".join(iter(lambda: ours.recv(1 << 20), b""))
        if len(said) < _END.size:
            raise ConnectionResetError("no answer")
        status, *self.used = _END.unpack(said[-_END.size :])
        return _answer(said, status)

    def close(self) -> None:
        self._control.close()
        if self.owner == os.getpid():
            self._process.kill()
            self._process.wait()


def _raw(assignment: Assignment) -> list[Any]:
    return [[part.metadata, [cell.raw for cell in part.cells]] for part in assignment.notebooks]


def _answer(said: bytes, status: int) -> tuple[Any, dict[str, bytes]]:
    """Return what the fork has answered, or say from its end why it has not."""
    if status == 0:
        (size,) = _SIZE.unpack(said[: _SIZE.size])
        place = _SIZE.size + size
        answer = json.loads(said[_SIZE.size : place])
        if "fault" in answer:
            raise OwnFault(f"The submission could not be read, through a fault of ours: {answer['fault']}")
        if "limit" in answer:
            raise LimitExceeded(answer["limit"])
        files = {}
        for name, length in answer["files"]:
            files[name] = said[place : place + length]
            place += length
        return answer["data"], files
    if status == errno.ENOMEM:
        raise LimitExceeded(TOO_LARGE)
    if -status == signal.SIGXCPU:
        raise LimitExceeded(TOO_LONG)
    if -status == signal.SIGSEGV:  # the stack has an end too
        raise LimitExceeded("It is nested more deeply than can be read")
    raise OwnFault(
        f"The process that reads a submission was ended by the system (status {status}). The machine may be too busy "
        "or short of memory: run the same command again."
    )


def serve() -> None:
    """Answer requests, each in a fork; this is the helper process."""
    control = socket.socket(fileno=0)
    assignment = pickle.loads(_receive(control))
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not data or not descriptors:
            return
        channel = socket.socket(fileno=descriptors[0])
        pid = os.fork()
        if pid == 0:
            try:
                _work(channel, assignment)
                os._exit(0)
            finally:
                os._exit(1)
        _, status, used = os.wait4(pid, 0)
        end = (os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)
        with contextlib.suppress(OSError):
            channel.sendall(_END.pack(*end))
        channel.close()


def _work(channel: socket.socket, assignment: Assignment | None) -> None:
    task, handed_in, seconds = pickle.loads(_receive(channel))
    _limit(resource.RLIMIT_AS, MEMORY + SHARE * handed_in.size)
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, WALL_S)
    try:
        data, files = _TASKS[task](handed_in, assignment)
        listed = [[name, len(content)] for name, content in files.items()]
        said = json.dumps({"data": data, "files": listed}, ensure_ascii=False).encode()
        if len(said) + sum(map(len, files.values())) > MAX_ANSWER:
            os._exit(errno.ENOMEM)
    except MemoryError:
        os._exit(errno.ENOMEM)  # there may be too little left to say so
    except RecursionError:
        said, files = json.dumps({"limit": "It is nested more deeply than can be read"}).encode(), {}
    except Exception as error:
        said, files = json.dumps({"fault": f"{type(error).__name__}: {error}"}).encode(), {}
    _send(channel, said)
    for content in files.values():
        channel.sendall(content)


def _prepare(handed_in: HandedIn, assignment: Assignment) -> tuple[Any, dict[str, bytes]]:
    prepared = prepare(handed_in, assignment)
    return to_json(prepared, assignment), dict(prepared.files)


def _unpack(handed_in: HandedIn, assignment: Assignment | None) -> tuple[Any, dict[str, bytes]]:
    entries: list[tuple[str, str | None]] = []
    files: dict[str, bytes] = {}
    problem = ""
    try:
        for name, content in unpack(handed_in):
            if isinstance(content, bytes):
                files[str(len(entries))] = content
            entries.append((name, None if isinstance(content, bytes) else str(content)))
    except Unreadable as unreadable:
        problem = str(unreadable)
    return {"entries": entries, "problem": problem}, files


_TASKS: dict[str, Callable[..., tuple[Any, dict[str, bytes]]]] = {"prepare": _prepare, "unpack": _unpack}


def _limit(kind: int, value: int) -> None:
    with contextlib.suppress(ValueError, OSError):  # not every system has every limit
        # The hard limit a little later: its signal says less.
        resource.setrlimit(kind, (value, value + 2 if kind == resource.RLIMIT_CPU else value))


def _send(channel: socket.socket, content: bytes) -> None:
    channel.sendall(_SIZE.pack(len(content)) + content)


def _receive(channel: socket.socket) -> bytes:
    (size,) = _SIZE.unpack(_exactly(channel, _SIZE.size))
    return _exactly(channel, size)


def _exactly(channel: socket.socket, size: int) -> bytes:
    pieces = bytearray()
    while len(pieces) < size:
        piece = channel.recv(min(size - len(pieces), 1 << 20))
        if not piece:
            raise EOFError
        pieces += piece
    return bytes(pieces)
