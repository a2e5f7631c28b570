"""The program that runs cells: a student's in the sandbox, or the instructor's tests as the judge outside of it.

It is started once, imports what notebooks need, and forks for each notebook. It speaks with the grader in JSON
over one socket, its standard input::

    grader   {"helper": folder, "home": folder, "judge": bool}   import; -> {"ready": true}
    grader   {"open": folder, "link": bool, ...}                 fork; from here on the fork answers
             one byte, and with it a socket to the other program, if "link" is true
    grader   {"run": source, "limit": s, "output": n}            -> {"status", "outputs", "error", ...}
    grader   {"close": true}                                     the fork ends
    program  {"ended": status}                                   whenever a fork has ended, asked or not

Judge and student process call each other's functions over the other socket, see :mod:`rpc`.
The grader decides when to wait no longer, and then kills the program; the alarm in here is the polite way,
which leaves the notebook alive. Nothing that comes from a student's program is trusted.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import os
import random
import resource
import select
import shutil
import signal
import socket
import sys
import time
import warnings
from pathlib import Path

from .alarm import Alarm, CellTimeout
from .channel import receive, send
from .exceptions import describe, is_ours, kind_of
from .processes import PR_SET_CHILD_SUBREAPER, PR_SET_PDEATHSIG, kill_descendants


def main() -> None:
    channel = socket.socket(fileno=os.dup(0))
    request = receive(channel)
    _become(request.get("user"))
    _prctl(PR_SET_CHILD_SUBREAPER, 1)
    if not request["judge"]:
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if request["processes"]:
            _limit(resource.RLIMIT_NPROC, request["processes"])
    _fill_home(request["home"])
    shell = _prepare(request["helper"], plots=not request["judge"])
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    send(channel, {"ready": True})
    while (message := receive(channel)) is not None:
        if "open" not in message:  # meant for a fork that has just ended, which has been told
            continue
        link = _take_socket(channel) if message["link"] else None
        pid = os.fork()
        if pid == 0:
            try:
                _notebook(channel, link, shell, request, message)
            finally:
                os._exit(1)
        if link is not None:
            link.close()
        _, status = os.waitpid(pid, 0)
        _reap()
        for folder in request["clear"]:
            _clear(folder, os.lstat(folder).st_dev)
        _fill_home(request["home"])
        send(channel, {"ended": os.waitstatus_to_exitcode(status)})


def _become(user: int | None) -> None:
    """Give up root, for limits on the number of processes do not hold for it."""
    if user is not None:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)


def _take_socket(channel: socket.socket) -> socket.socket:
    _, descriptors, _, _ = socket.recv_fds(channel, 1, 1)
    return socket.socket(fileno=descriptors[0])


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


def _clear(folder: str, device: int) -> None:
    """Remove what a notebook has left, so that it costs the next one neither room nor a name."""
    with contextlib.suppress(OSError):
        os.chmod(folder, 0o700)
    with contextlib.suppress(OSError):
        for entry in list(os.scandir(folder)):
            with contextlib.suppress(OSError):
                if os.lstat(entry.path).st_dev != device:
                    continue  # a folder that is only shown here
                if entry.is_dir(follow_symlinks=False):
                    _clear(entry.path, device)
                    os.rmdir(entry.path)
                else:
                    os.unlink(entry.path)


def _fill_home(template: str) -> None:
    home = Path(os.environ["HOME"])
    home.mkdir(parents=True, exist_ok=True)
    shutil.copytree(template, home, dirs_exist_ok=True)
    os.chdir(home)


def _prepare(helper: str, plots: bool):
    """Import once what the notebooks import, and return the shell that each fork gets a copy of."""
    from .shell import make_shell

    sys.path.insert(0, helper)
    names = ["numpy", "scipy.io", "matplotlib.pyplot", *packages_in(helper)]
    for name in (*names, f"{__package__}.rpc"):
        with contextlib.suppress(Exception):  # a missing one is told by the cell that wants it
            importlib.import_module(name)
    shell = make_shell(plots)
    gc.collect()
    gc.freeze()  # forks share these pages as long as nobody walks over them
    return shell


def packages_in(helper: str) -> list[str]:
    return [folder.parent.name for folder in sorted(Path(helper).glob("*/__init__.py"))]


def _checks(helper: str) -> tuple[str, ...]:
    """Return how the names of the files begin that hold the checks of the helper packages."""
    return tuple(f"{helper}/{name}/check{end}" for name in packages_in(helper) for end in (os.sep, ".py"))


def _notebook(channel: socket.socket, link: socket.socket | None, shell, start: dict, request: dict) -> None:
    """Run the cells of one notebook, in a fork, until told to stop."""
    own = os.getpid()
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    shutil.copytree(request["files"], request["open"], symlinks=True, dirs_exist_ok=True)
    os.chdir(request["open"])
    sys.path.append(request["open"])  # last: a student's file never hides a library
    alarm = Alarm()
    peer = None
    if link is not None:
        peer = (_judge_peer if start["judge"] else _student_peer)(link, shell, alarm, start, request)
    checks = _checks(start["helper"]) if start["judge"] else ()
    for kind, name in ((resource.RLIMIT_AS, "memory"), (resource.RLIMIT_FSIZE, "file")):
        _limit(kind, request[name])
    _limit(resource.RLIMIT_CORE, 0)
    _seed()
    while (message := _next(channel, peer, request)) is not None and "run" in message:
        reply = _run(shell, alarm, peer, checks, message)
        if os.getpid() != own:  # a cell has forked, and this is the copy
            os._exit(0)
        send(channel, reply)
    os._exit(0)


def _next(channel: socket.socket, peer, request: dict) -> dict | None:
    """Return the grader's next message; until it comes, answer the calls of the other program."""
    from .rpc import Gone

    while peer is not None and not peer.lost:
        ready, _, _ = select.select([channel, peer.channel], [], [])
        if channel in ready:
            break
        if request["patience"]:
            peer.end = time.monotonic() + request["limit"]
        with contextlib.suppress(Gone):
            peer.serve()
    return receive(channel)


def _student_peer(link: socket.socket, shell, alarm: Alarm, start: dict, request: dict):
    """Let the judge call what the cells define."""
    import numpy as np

    from . import rpc as peer
    from . import wire

    def named(name: str):
        return lambda: shell.user_ns[name]

    @contextlib.contextmanager
    def quietly():
        shell.outputs.begin(0)
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")  # a student may have made errors of them
            yield

    def is_own(file: str) -> bool:
        return file.startswith(("<ipython-input", request["open"]))

    records = wire.records_in([sys.modules[n] for n in packages_in(start["helper"]) if n in sys.modules])
    peer.current = peer.Peer(link, records, named, alarm, is_own, quietly)
    peer.current.keep_offers = peer.current.tells_changes = True
    return peer.current


def _judge_peer(link: socket.socket, shell, alarm: Alarm, start: dict, request: dict):
    """Let the student's code call the functions of earlier parts, and no others."""
    from . import rpc as peer
    from . import wire

    packages = [sys.modules[name] for name in packages_in(start["helper"]) if name in sys.modules]
    known: dict = {}

    def named(name: str):
        # SECURITY: of this part and later ones a student must not even get values.
        if name not in request["earlier"]:
            raise LookupError(f"{name} is not a function of an earlier part")
        if name not in known:
            known[name] = next(p.carry_over for p in packages if hasattr(p, "carry_over"))(name)
        return known[name]

    mine = peer.Peer(
        link, wire.records_in(packages), named, alarm, lambda file: False, contextlib.nullcontext
    )
    mine.patience = request["patience"]
    return mine


def _limit(kind: int, value: int) -> None:
    with contextlib.suppress(ValueError, OSError):  # not every system has every limit
        resource.setrlimit(kind, (value, value))


def _seed() -> None:
    """Start the global generators alike every time, so that grading twice gives the same."""
    random.seed(0)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(0)


def _run(shell, alarm: Alarm, peer, checks: tuple[str, ...], request: dict) -> dict:
    """Run one cell and describe how it went."""
    limit, extra = request["limit"], 0.0  # the student's side is to be late first, so the judge gets more
    shell.outputs.begin(request["output"])
    count = shell.execution_count
    error, before = None, False
    started = time.monotonic()
    if "names" in request:
        extra, peer.end = peer.patience + 0.5, started + limit
    try:
        try:
            alarm.start(limit + extra, limit)
            if request.get("names"):
                _bind(shell, peer, request["names"])
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
        "status": "ok" if error is None else kind_of(error),
        "error": None
        if error is None
        else {**describe(error), "before_run": before, "ours": is_ours(error, checks)},
        "outputs": shell.outputs.end(),
        "count": count if shell.execution_count > count else None,
        "seconds": round(seconds, 3),
        "lost": peer.lost if peer is not None else "",
    }


def _bind(shell, peer, names: list[str]) -> None:
    """Give the judge's cells the student's functions; a name that has none is not defined."""
    for name in names:
        value, error = peer.call(name, (), {})
        if error is None:
            shell.user_ns[name] = value
        else:
            shell.user_ns.pop(name, None)
