"""The process that runs cells: a student's in the sandbox, or the instructor's tests as the judge outside of it.

It is started once, imports what notebooks need, and forks for each notebook. It speaks with the grader in JSON
over one socket, its standard input::

    grader   {"helper": folder, "home": folder, "judge": bool}   import; -> {"ready": true}
    grader   one byte, and with it a socket, if it "serves"      fork; the fork begins anew, with that socket
    grader   {"open": folder, "link": bool, ...}                 fork; from here on the fork answers
             one byte, and with it a socket to the other process, if "link" is true
    grader   {"run": source, "limit": s, "output": n}            -> {"status", "outputs", "error", ...}
    grader   {"close": true}                                     the fork ends
    process  {"ended": status}                                   whenever a fork has ended, asked or not

Judge and student's process call each other's functions over the other socket, see :mod:`rpc`.
The grader decides when to wait no longer, and then kills the process; the alarm in the fork comes first and
leaves the notebook alive. Nothing that comes from a student's process is trusted.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import os
import resource
import shutil
import signal
import socket
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .channel import receive, send, take_socket
from .namespaces import become, complaints, mount_own, serve
from .notebook import packages_in, run_notebook, set_limit
from .processes import PR_SET_CHILD_SUBREAPER, PR_SET_DUMPABLE, PR_SET_PDEATHSIG, kill_descendants
from .syscalls import refuse_system_calls

# Of each process: open files and sockets, bytes of message queues, signals that wait, and bytes kept out of swap.
LIMITS = {"RLIMIT_NOFILE": 256, "RLIMIT_MSGQUEUE": 0, "RLIMIT_SIGPENDING": 1_000, "RLIMIT_MEMLOCK": 0}

# These do something when they are imported.
NOT_AT_ONCE = frozenset({"antigravity", "this", "turtle", "tkinter", "idlelib", "IPython"})

if TYPE_CHECKING:
    from .shell import Shell


def main() -> None:
    channel = socket.socket(fileno=os.dup(0))
    start = receive(channel)
    if start is None:
        return
    if start.get("serves"):
        shell = _warm(start)
        send(channel, {"ready": True})
        forked = serve(channel)
        start = receive(forked) if forked else None
        if forked is None or start is None:
            return
        channel = forked
        with complaints():
            _confine(start)
        _fill_home(start["home"])
    else:
        _confine(start)
        shell = _warm(start)
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.close(null)
    if start.get("mounts"):  # SECURITY: whatever was opened on the way here lies outside of the sandbox
        os.closerange(3, channel.fileno())
        os.closerange(channel.fileno() + 1, 65_536)
    send(channel, {"ready": True})
    while (message := receive(channel)) is not None:
        if "open" not in message:  # meant for a fork that has just ended, which has been told
            continue
        status = _run_in_fork(channel, shell, start, message)
        _reap()
        for folder in start["clear"]:
            _clear(folder, os.lstat(folder).st_dev)
        _fill_home(start["home"])
        send(channel, {"ended": os.waitstatus_to_exitcode(status)})


def _confine(start: dict[str, Any]) -> None:
    """Give up what the process may do beyond running a notebook."""
    confined, mounts = start.get("confined"), start.get("mounts")
    if confined:
        with contextlib.suppress(OSError):  # if the machine's memory is used up, this goes before the grader
            Path("/proc/self/oom_score_adj").write_text("1000")
    if mounts:
        mount_own(**mounts)
        become(start["user"])
    elif not start["judge"]:  # else it ends with the namespace of the one that it was forked from
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    _prctl(PR_SET_CHILD_SUBREAPER, 1)
    if not start["judge"] and start["processes"]:
        set_limit(resource.RLIMIT_NPROC, start["processes"])
    if confined:
        for name, value in LIMITS.items():
            if hasattr(resource, name):  # not every system has every limit
                set_limit(getattr(resource, name), value)
        _prctl(PR_SET_DUMPABLE, 0)  # SECURITY: what is started from here may not write into this memory
        refuse_system_calls()


def _run_in_fork(channel: socket.socket, shell: Shell, start: dict[str, Any], message: dict[str, Any]) -> int:
    link = take_socket(channel) if message["link"] else None
    pid = os.fork()
    if pid == 0:
        try:
            _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            run_notebook(channel, link, shell, start, message)
        finally:
            os._exit(1)
    if link is not None:
        link.close()
    return os.waitpid(pid, 0)[1]


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


def _warm(start: dict[str, Any]) -> Shell:
    """Import once what the notebooks import, and return the shell that each fork gets a copy of.

    A helper package that has a function ``warm_up`` is told the names that the notebooks use.
    """
    from .shell import make_shell

    gc.disable()  # what is imported stays
    _fill_home(start["home"])
    helper, uses = start["helper"], frozenset(start.get("uses", []))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # each notebook that imports it sees the module's own
        for name in start.get("imports", []):  # before the assignment's own modules can be found
            if name.partition(".")[0] not in NOT_AT_ONCE:
                with contextlib.suppress(Exception):
                    importlib.import_module(name)
    sys.path.insert(0, helper)
    # numpy.random comes when it is first asked for, which each notebook's fork would do again
    for name in ("numpy", "numpy.random", *packages_in(helper), f"{__package__}.objects.connection"):
        with contextlib.suppress(Exception):  # a missing one is told by the cell that wants it
            module = importlib.import_module(name)
            if hasattr(module, "warm_up"):
                module.warm_up(uses)
    shell = make_shell(start["judge"])
    gc.collect()
    gc.enable()
    gc.freeze()  # forks share these pages as long as nobody walks over them
    return shell
