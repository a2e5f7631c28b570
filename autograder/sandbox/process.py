"""The two processes that run cells, seen from the grader: started, spoken to, and never waited for too long."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from autograder.core.errors import OwnFault
from autograder.sandbox import cgroup
from autograder.sandbox.cell_result import CellResult, checked, crashed, how_it_ended, stopped
from autograder.sandbox.inside.channel import Patient, receive, send
from autograder.sandbox.limits import Limits
from autograder.sandbox.memory import Watch, out_of_memory
from autograder.sandbox.started import Child, Server, Started

MAX_REPLY = (
    16_000_000  # bytes: a million characters of output, each written with as many signs as JSON may need
)
LOG = "start.log"
START_S = 60.0  # importing NumPy, SciPy, matplotlib and IPython on a busy machine
# What the processes run. SECURITY: nothing else of this package is visible in the sandbox.
INSIDE = Path(__file__).resolve().parent / "inside"
NAME = "sandbox_inside"  # of the copy: no name that a notebook would import
_START = f"import sys; sys.path.insert(0, sys.argv[1]); from {NAME}.main import main; del sys.path[0]; main()"


class ProcessError(OwnFault):
    """A process that runs cells cannot be started, or has failed on our side."""


class Process:
    """A running process; a context manager that leaves no process behind.

    Parameters
    ----------
    shared : Path
        Holds ``engine/``, ``helper/`` and ``home/``, the template of a home.
    scratch : Path
        An existing folder, for what the process says while it starts.
    environment : dict
        Variables for the process, beside those that it needs anyway. Nothing else is passed on.
    limits : Limits
    prefix : sequence of str
        The command before the command, of a sandbox.
    work : Path, optional
        Where the working folders and the home come, as the process sees it; if left out, ``work/`` in ``scratch``.
    judge : bool
        It runs the instructor's cells and not a student's.
    start : dict
        Further settings; see :mod:`autograder.sandbox.inside.main`.
    server : Server, optional
        Forks the process; without one it is started afresh.
    """

    def __init__(
        self,
        shared: Path,
        scratch: Path,
        environment: Mapping[str, str],
        limits: Limits,
        prefix: Sequence[str] = (),
        work: Path | None = None,
        judge: bool = False,
        start: Mapping[str, Any] | None = None,
        server: Server | None = None,
    ):
        self.shared, self.scratch, self.environment, self.limits = shared, scratch, environment, limits
        self.prefix, self.work, self.judge = prefix, work or scratch / "work", judge
        self.settings, self.server = start or {}, server
        self.is_open = False
        self._process: Started | None = None
        self._group: cgroup.Group | None = None
        self._opened = 0

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *exception: object) -> None:
        self.kill()

    def open(self, files: Path, link: socket.socket | None = None, **more: Any) -> None:
        """Start a notebook in a process of its own, in a new working folder with a copy of ``files``.

        ``link`` connects it with the other process.
        """
        self._opened += 1
        request = {
            "open": str(self.work / f"notebook-{self._opened}"),
            "files": str(files),
            "link": link is not None,
            "memory": self.limits.memory,
            "file": self.limits.file,
            "limit": self.limits.cell,
            "patience": 0,
            **more,
        }
        try:
            self._wait_for_start()
            self._open(request, link)
        except OSError:  # an earlier notebook has ended the process on its way out
            self.kill()
            self._wait_for_start()
            self._open(request, link)
        self.is_open = True
        self.watch.go_on()

    def run(
        self,
        source: str,
        limit: float,
        output: int,
        patience: float = 0.0,
        **more: Any,
    ) -> CellResult:
        """Run one cell. Afterwards ``is_open`` is False if the notebook's process did not survive it."""
        patience += limit + 2 + 0.1 * limit  # for the alarm inside to come first, on a busy machine
        try:
            self._send({"run": source, "limit": limit, "output": output, **more}, patience)
            reply = self._receive(patience)
            if reply is None:
                return self.lost("the grading process was ended")
            if "ended" in reply:
                return self._ended(reply)
            return checked(reply, output)
        except TimeoutError:
            self.kill()
            return stopped(limit)
        except Exception:  # whatever is wrong with what a student's process says is no fault of ours
            return self.lost("the grading process sent no sensible answer")

    def ended(self) -> CellResult:
        """Return how the notebook's process came to its end, as another process has noticed."""
        try:
            reply = self._receive(2.0)
            if reply is not None and "ended" in reply:
                return self._ended(reply)
        except Exception:
            pass  # what it says makes no sense
        return self.lost("the connection to it was closed")

    def lost(self, how: str) -> CellResult:
        """End the process; return a result that says how it was lost."""
        result = self._lost(how)
        self.kill()
        return result

    def close(self) -> None:
        """End the notebook's process and everything that it has left running."""
        if not self.is_open:
            return
        self.is_open = False
        try:
            self._send({"close": True}, 5)
            if self._receive(5) is None:
                self.kill()
        except Exception:
            self.kill()
        self.watch.pause()

    def kill(self) -> None:
        """End the process and all that it has started, whatever state they are in."""
        self.is_open = False
        if self._process is None:
            return
        self.watch.stop()
        self._process.kill()
        self._process = None
        self._channel.close()
        if self._group is not None:
            self._group.remove()

    def _ended(self, reply: dict[str, Any]) -> CellResult:
        self.is_open = False
        return self._lost(how_it_ended(reply["ended"]))

    def _lost(self, how: str) -> CellResult:
        if self._group is not None and self._group.ran_out():
            return out_of_memory(self.limits.total_memory)
        return self.watch.result() if self.watch.exceeded else crashed(how)

    def begin(self) -> None:
        """Start the process, if it is not there, and do not wait until it is ready: others can start meanwhile."""
        if self._process is not None:
            return
        self._channel, theirs = socket.socketpair()
        with theirs:
            self._process = self.server.fork(theirs) if self.server else self._child(theirs)
        self._is_ready = False
        self._group = cgroup.make(self.limits) if self.settings.get("confined") else None
        if self._group is not None:
            self._group.add(self._process.pid)  # before it is told what to do
        folders = [Path(folder) for folder in self.settings.get("clear", ())]
        self.watch = Watch(self._process.pid, self.limits.total_memory, folders)
        settings = {
            "helper": str(self.shared / "helper"),
            "home": str(self.shared / "home"),
            "judge": self.judge,
            "processes": self.limits.processes,
            "clear": [str(self.work)],
            **self.settings,
        }
        with contextlib.suppress(OSError):  # it has ended, which is noticed when it is waited for
            self._send(settings, 10)

    def _wait_for_start(self) -> None:
        self.begin()
        if self._is_ready:
            return
        with contextlib.suppress(OSError, ValueError):
            self._is_ready = self._receive(START_S) is not None
        if not self._is_ready:
            self.kill()
            source = self.server or self
            raise ProcessError(
                f"The process that runs notebooks did not start. {source.last_words()}".strip()
            )

    def _child(self, channel: socket.socket) -> Child:
        command = [sys.executable, "-s", "-P", "-c", _START, str(self.shared / "engine")]
        with (self.scratch / LOG).open("wb") as stderr:
            process = subprocess.Popen(
                [*self.prefix, *command],
                stdin=channel.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=stderr,
                cwd=self.scratch,
                env={**_bare_environment(self.work / "home"), **self.environment},
                start_new_session=True,
            )
        return Child(process)

    def last_words(self) -> str:
        """Return the last line of what the process has complained about while it started."""
        lines = (self.scratch / LOG).read_text(errors="replace").strip().splitlines()
        return lines[-1] if lines else ""

    def _open(self, request: dict[str, Any], link: socket.socket | None) -> None:
        self._send(request, 10)
        if link is not None:
            socket.send_fds(self._channel, [b"."], [link.fileno()])

    def _send(self, message: dict[str, Any], patience: float) -> None:
        send(Patient(self._channel, patience), message)

    def _receive(self, patience: float) -> dict[str, Any] | None:
        return receive(Patient(self._channel, patience), MAX_REPLY)


def make_shared(folder: Path, helper: Path) -> None:
    """Fill the folder that the processes of one assignment share.

    Parameters
    ----------
    folder : Path
    helper : Path
        What notebooks import lies here, beside the notebooks.
    """
    leave = shutil.ignore_patterns("*.ipynb", ".ipynb_checkpoints", "__pycache__")
    shutil.copytree(INSIDE, folder / "engine" / NAME, ignore=leave)
    shutil.copytree(helper, folder / "helper", ignore=leave)
    home = folder / "home" / "matplotlib"
    home.mkdir(parents=True)
    for path in _font_lists():
        shutil.copy(path, home)
    make_readable(folder)
    # Once for all submissions: the processes write no bytecode.
    command = [sys.executable, "-m", "compileall", "-q", str(folder / "engine"), str(folder / "helper")]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def make_readable(folder: Path) -> None:
    """Let any user read a folder's content; a sandbox started by root runs as another one."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))


def _bare_environment(home: Path) -> dict[str, str]:
    """Return all variables that the process sees, whatever the grader's own are."""
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.defpath]),
        "HOME": str(home),
        "TMPDIR": str(home),
        "USER": "student",
        "LANG": "C.UTF-8",
        "IPYTHONDIR": str(home / "ipython"),
        "MPLCONFIGDIR": str(home / "matplotlib"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        # One core for each submission: a pool fills the others, and results depend on no number of cores.
        **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    }


@cache
def _font_lists() -> tuple[Path, ...]:
    """Return matplotlib's list of fonts. It is made once, since searching for fonts can take seconds."""
    cache_home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    folders = [
        os.environ.get("MPLCONFIGDIR"),
        f"{cache_home}/matplotlib",
        os.path.expanduser("~/.matplotlib"),
    ]

    def found() -> tuple[Path, ...]:
        return tuple(path for folder in folders if folder for path in Path(folder).glob("fontlist-*.json"))

    if not found():
        command = [sys.executable, "-c", "import matplotlib.font_manager"]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return found()
