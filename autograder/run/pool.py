"""Hand tasks to workers, any of which may die without taking other tasks with it."""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import signal
import tempfile
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from pathlib import Path
from typing import Any, Protocol, TypeVar

from autograder.sandbox.inside.processes import PR_SET_PDEATHSIG, kill_descendants

Name = TypeVar("Name")
Result = TypeVar("Result")


class Pool(Protocol):
    """Where tasks are worked on: processes of this machine, or a cluster.

    Attributes
    ----------
    died : tuple of types
        What a task fails with whose worker died. Then :meth:`mend` is called, before the next task.
    """

    @property
    def died(self) -> tuple[type[BaseException], ...]: ...

    def room(self) -> int:
        """Return how many tasks may be under way."""

    def submit(self, work: Callable[[Any], Any], task: Any) -> Future: ...

    def check(self) -> str:
        """Return what the pool itself waits for, "" if nothing; raise if there is no sense in waiting."""

    def mend(self) -> None: ...

    def stop(self) -> None:
        """End at once, whatever is under way."""

    def close(self) -> None:
        """End when nothing is under way any more."""


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def results(
    work: Callable[[Any], Result],
    names: Iterable[Name],
    pool: Pool,
    make_task: Callable[[Name], Any] = lambda name: name,
    poll: Callable[[], None] = lambda: None,
) -> Iterator[tuple[Name, Result | BaseException]]:
    """Yield (name, result or exception) as they come, in any order.

    When a worker dies, nobody may say which task it had: those that were lost are tried again, each alone, so
    that only the culprit fails. If the caller stops listening, or is interrupted, the pool is stopped.

    Parameters
    ----------
    work : callable
        What to do with a task, in a worker.
    names : iterable
        What there is to do.
    pool : Pool
        Closed at the end.
    make_task : callable
        Makes a task of a name when its turn comes: all tasks at once may be more than fits in memory.
    poll : callable
        Called several times a second, in this process.
    """
    waiting = deque(names)
    suspects: list[Name] = []
    try:
        while waiting or suspects:
            if suspects:
                name = suspects.pop()
                alone = deque([name])
                if (yield from _until_lost(work, alone, pool, make_task, poll)):
                    yield name, BrokenExecutor()
                suspects += alone  # still there if the connection was lost: once more
            else:
                suspects = yield from _until_lost(work, waiting, pool, make_task, poll)
    except BaseException:
        pool.stop()
        raise
    pool.close()


def _until_lost(
    work, waiting: deque, pool: Pool, make_task, poll
) -> Generator[tuple[Name, Result | BaseException], None, list[Name]]:
    """Work off what waits until nothing does or a worker has died; return what was lost with it."""
    running: dict[Future, Name] = {}
    lost: list[Name] = []
    broken = False
    while running or (waiting and not broken):
        while waiting and not broken and len(running) < pool.room():
            name = waiting.popleft()
            try:
                running[pool.submit(work, make_task(name))] = name
            except BrokenExecutor:  # it broke just before, with other tasks
                waiting.appendleft(name)
                broken = True
            except Exception as problem:
                yield name, problem
        finished, _ = wait(running, timeout=0.2, return_when=FIRST_COMPLETED)
        poll()
        for future in finished:
            name = running.pop(future)
            error = None if future.cancelled() else future.exception()
            if future.cancelled():  # the connection was lost, through no fault of the task's
                waiting.appendleft(name)
                broken = True
            elif isinstance(error, pool.died):
                lost.append(name)
                broken = True
            else:
                yield name, error or future.result()
    if broken:
        pool.mend()
    return lost


class ProcessPool:
    """Processes of this machine, each using one core.

    Parameters
    ----------
    workers : int, optional
        How many; one per core if left out.
    scratch : Path, optional
        Where workers put temporary files: what a killed one leaves goes with this folder.
    """

    def __init__(self, workers: int | None = None, scratch: Path | None = None):
        self.workers, self.died = workers or cores(), (BrokenExecutor,)
        self.scratch = str(scratch or tempfile.gettempdir())
        self._executor: Executor | None = None
        self._processes: set[multiprocessing.process.BaseProcess] = set()
        for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
            os.environ.setdefault(
                variable, "1"
            )  # the pool fills the cores; threads on top would fight for them

    def room(self) -> int:
        # One more than there are workers: the next is at hand when one is done, and few can be lost.
        return self.workers + 1

    def submit(self, work: Callable[[Any], Any], task: Any) -> Future:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                self.workers,
                multiprocessing.get_context("spawn"),
                initializer=_begin,
                initargs=(os.getpid(), self.scratch),
            )
        others = set(multiprocessing.active_children())
        with _no_interrupt():  # new processes start here, and a terminal's Ctrl-C goes to them as well
            future = self._executor.submit(work, task)
        self._processes |= set(multiprocessing.active_children()) - others
        return future

    def check(self) -> str:
        return ""  # this machine is always there

    def mend(self) -> None:
        self.close()

    def stop(self) -> None:
        kill_trees([process.pid for process in self._processes if process.pid and process.is_alive()])
        self.close()

    def close(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor, self._processes = None, set()


def kill_trees(pids: Iterable[int]) -> None:
    """Kill processes and all below them."""
    for pid in pids:
        _kill(pid, signal.SIGSTOP)  # so that it starts nothing new
    for _ in range(3):
        for pid in pids:
            # Those below first: once their parent is gone, they are nobody's and cannot be found.
            kill_descendants(pid)
        time.sleep(0.005)
    for pid in pids:
        _kill(pid, signal.SIGKILL)


def _kill(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


@contextlib.contextmanager
def _no_interrupt() -> Iterator[None]:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(parent: int, scratch: str) -> None:
    """Prepare a worker: Ctrl-C is the parent's business, and the parent's end is the worker's."""
    # Not SIG_IGN, which the programs that a worker starts would inherit.
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    with contextlib.suppress(OSError, AttributeError):  # only Linux has it
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
    tempfile.tempdir = scratch
