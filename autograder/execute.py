"""Run notebooks in a program of their own, one for each submission, and never wait for it longer than agreed.

The program (:mod:`autograder.runner`) imports everything once and forks for each notebook. This side sends it
one cell at a time, and kills it with all that it started when an answer is late.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.errors import OwnFault
from autograder.results import CellResult, Status, checked, crashed, how_it_ended, stopped
from autograder.runner import kill_descendants, receive, send

START_S = 60.0  # importing NumPy, SciPy, matplotlib and IPython on a busy machine
REPEAT_SHARE = 0.2
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from autograder.runner import main; del sys.path[0]; main()"
)


class RunnerError(OwnFault):
    """The program that runs notebooks cannot be started."""


@dataclass(frozen=True)
class Limits:
    """What the cells of a submission may use.

    Attributes
    ----------
    cell : float
        Seconds for one cell; a notebook has six times as many.
    memory, file : int
        Bytes of address space, and of any one file that is written.
    cell_output, notebook_output : int
        Characters that are kept of what is shown.
    """

    cell: float = 30.0
    memory: int = 4_000_000_000
    file: int = 50_000_000
    cell_output: int = 1_000_000
    notebook_output: int = 2_000_000

    @property
    def notebook(self) -> float:
        return 6 * self.cell


@dataclass(frozen=True)
class Code:
    """A cell to run, and the functions of the student's that it calls."""

    source: str
    calls: frozenset[str] = frozenset()


class Runner:
    """The running program; a context manager that leaves no process behind.

    Parameters
    ----------
    scratch : Path
        An empty folder; it gets a home for the program and ``helper/``, which the cells import from.
    environment : dict
        Variables for the program, beside those that it needs anyway. Nothing else is passed on.
    limits : Limits
    """

    def __init__(self, scratch: Path, environment: dict[str, str], limits: Limits):
        self.scratch, self.environment, self.limits = scratch, environment, limits
        self.is_open = False
        self._process: subprocess.Popen | None = None

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *exception) -> None:
        self._kill()

    def open(self, folder: Path) -> None:
        """Start a notebook in a process of its own, with ``folder`` as working folder."""
        request = {"open": str(folder), "memory": self.limits.memory, "file": self.limits.file}
        try:
            if self._process is None:
                self._start()
            self._send(request, 10)
        except OSError:  # an earlier notebook has ended the program on its way out
            self._kill()
            self._start()
            self._send(request, 10)
        self.is_open = True

    def run(self, source: str, limit: float, output: int) -> CellResult:
        """Run one cell. Afterwards ``is_open`` is False if the notebook's process did not survive it."""
        patience = limit + 2 + 0.1 * limit  # for the polite way to work, on a busy machine
        try:
            self._send({"run": source, "limit": limit, "output": output}, patience)
            reply = self._receive(patience)
            if reply is None:
                return self._lost("the grading process was ended")
            if "ended" in reply:
                self.is_open = False
                return crashed(how_it_ended(reply["ended"]))
            return checked(reply, output)
        except TimeoutError:
            self._kill()
            return stopped(limit)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return self._lost("the grading process sent no sensible answer")

    def close(self) -> None:
        """End the notebook's process and everything that it has left running."""
        if not self.is_open:
            return
        self.is_open = False
        try:
            self._send({"close": True}, 5)
            if self._receive(5) is None:
                self._kill()
        except (OSError, ValueError, RecursionError):
            self._kill()

    def _start(self) -> None:
        home = self.scratch / "home"
        _make_home(home)
        log = self.scratch / "start.log"
        package = str(Path(__file__).resolve().parents[1])
        self._channel, theirs = socket.socketpair()
        with theirs, log.open("wb") as stderr:
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-P", "-c", _START, package],
                stdin=theirs,
                stdout=subprocess.DEVNULL,
                stderr=stderr,
                cwd=home,
                env={**_bare_environment(home), **self.environment},
                start_new_session=True,
            )
        try:
            self._send({"helper": str(self.scratch / "helper")}, 10)
            ready = self._receive(START_S)
        except (OSError, ValueError):
            ready = None
        if ready is None:
            self._kill()
            lines = log.read_text(errors="replace").strip().splitlines()
            raise RunnerError(
                f"The program that runs notebooks did not start. {lines[-1] if lines else ''}".strip()
            )

    def _send(self, message: dict, patience: float) -> None:
        self._channel.settimeout(patience)
        send(self._channel, message)

    def _receive(self, patience: float) -> dict | None:
        return receive(_Patient(self._channel, patience))

    def _lost(self, how: str) -> CellResult:
        self._kill()
        return crashed(how)

    def _kill(self) -> None:
        """End the program and all that it has started, whatever state they are in."""
        self.is_open = False
        if self._process is None:
            return
        # Those below it first: once it is gone, they are nobody's and cannot be found.
        for _ in range(50):
            if not kill_descendants(self._process.pid):
                break
            time.sleep(0.005)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None
        self._channel.close()


class _Patient:
    """A socket that lets a whole message take so many seconds, however many pieces it comes in."""

    def __init__(self, channel: socket.socket, patience: float):
        self.channel, self.end = channel, time.monotonic() + patience

    def recv(self, size: int) -> bytes:
        self.channel.settimeout(max(self.end - time.monotonic(), 0.001))
        return self.channel.recv(size)


def run_cells(runner: Runner, cells: Sequence[Code], folder: Path) -> list[CellResult]:
    """Run the cells of one notebook, one result for each.

    A cell that fails does not keep the next one from running. One that ends the process does; so does the end
    of the notebook's time. Once a cell has timed out, later ones that call the same function of the student's
    get a fifth of the time, so that an endless loop is not waited for again and again.
    """
    limits = runner.limits
    slow: frozenset[str] = frozenset()
    results: list[CellResult] = []
    runner.open(folder)  # before the clock starts: the first time, the whole program has to be started
    end, output = time.monotonic() + limits.notebook, limits.notebook_output
    for cell in cells:
        left = end - time.monotonic()
        if not runner.is_open or left <= 0:
            status = results[-1].status if results and not runner.is_open else Status.TIMEOUT
            results.append(CellResult(status, ran=False))
            continue
        limit = min(left, limits.cell * (REPEAT_SHARE if cell.calls & slow else 1))
        result = runner.run(cell.source, limit, max(0, min(limits.cell_output, output)))
        output -= sum(len(str(item)) for item in result.outputs)
        if result.status is Status.TIMEOUT:
            slow |= cell.calls
        results.append(result)
    runner.close()
    return results


def _bare_environment(home: Path) -> dict[str, str]:
    """Return all variables that the program sees, whatever the grader's own are."""
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.defpath]),
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
        "IPYTHONDIR": str(home / "ipython"),
        "MPLCONFIGDIR": str(home / "matplotlib"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        # One core for each submission: a pool fills the others, and results depend on no number of cores.
        **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    }


def _make_home(home: Path) -> None:
    fonts = home / "matplotlib"
    fonts.mkdir(parents=True, exist_ok=True)
    for path in _font_lists():
        shutil.copy(path, fonts)


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
