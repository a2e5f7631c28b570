"""Grade on a running dask.distributed cluster. Workers need this package and bubblewrap, and see no shared disk.

SECURITY: whoever reaches a dask scheduler can run code on its workers. Keep it on a network of your own, or give it
certificates (tls:// and dask's own settings). Nothing that a student made is ever code here, see
:mod:`autograder.run.worker`.
"""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.core.errors import Ex3Error, NotGraded, UsageError
from autograder.course.conditions import engine_hash
from autograder.course.folder import Course
from autograder.run.worker import Bundle, Graded, Task, pack

if TYPE_CHECKING:
    from distributed import Client

CONNECT_S = 6.0
GONE_S = 15.0
ASK_EVERY_S = 2.0
INSTALL = "python -m pip install -e '.[cluster]'"


class ClusterPool:
    """The workers of a cluster, as a :class:`autograder.run.pool.Pool`.

    Parameters
    ----------
    address : str
        Of the scheduler, such as tcp://10.0.0.1:8786.
    course : Course
        Its assignment and data are sent along.
    workers : int, optional
        Submissions at a time; as many as the workers have threads if left out.
    sandbox : str
        Which one the workers are to use.

    Raises
    ------
    UsageError
        If the extra is not installed, nobody answers at the address, or a worker cannot grade.
    """

    def __init__(self, address: str, course: Course, workers: int | None = None, sandbox: str = "auto"):
        try:
            import dask
            from distributed import KilledWorker
        except ImportError as error:
            raise UsageError(
                f"--scheduler needs dask.distributed. This line installs it: {INSTALL}"
            ) from error
        self.address, self.most, self.died = address, workers, (KilledWorker,)
        for name in ("distributed", "distributed.client"):  # what went wrong is told in our own words
            logging.getLogger(name).setLevel(logging.CRITICAL)
        dask.config.set(
            {"distributed.admin.large-graph-warning-threshold": "1 GB"}
        )  # the data are meant to go along
        try:
            self.client = _client(address)
        except Exception as error:  # also what is no scheduler may answer, with anything
            raise UsageError(
                f"There is no dask scheduler at {address} ({error}). Start one with `dask scheduler`, workers with "
                f"`dask worker {address}`, and name its address with --scheduler."
            ) from error
        self._bundle, self._sandbox = pack(course), sandbox
        self._asked, self._threads, self._last_seen = 0.0, 0, time.monotonic()
        try:
            self._look_at_workers()
            self.mend()
        except BaseException:
            self.stop()
            raise

    def room(self) -> int:
        # Some more than are graded at a time: they travel meanwhile.
        return self.most or self._threads + max(2, self._threads // 4)

    def submit(self, work: Callable[..., Graded], task: Task) -> Future:
        return self._executor.submit(_work_there, work, task, self._sent)

    def check(self) -> str:
        now = time.monotonic()
        if self.client.status != "running":
            if now - self._last_seen > GONE_S:
                raise NotGraded(
                    f"The scheduler at {self.address} is gone. What was finished is kept; when it is back, run the "
                    "same command to go on."
                )
            return f"waiting for the scheduler at {self.address}"
        self._last_seen = now
        if now - self._asked > ASK_EVERY_S:
            with contextlib.suppress(OSError):  # the next look tells more
                self._threads = sum(self.client.nthreads().values())
            self._asked = now
        return "" if self._threads else "waiting for a worker to join the cluster"

    def mend(self) -> None:
        while self.client.status != "running":
            self.check()
            time.sleep(0.2)
        self._executor = self.client.get_executor(pure=False)
        # As the result of a task, which dask makes again if the worker that holds it dies.
        self._sent = self.client.submit(_same, self._bundle, key=f"ex3-course-{self._bundle.digest}")

    def stop(self) -> None:
        """Take back what has not begun; what a worker is grading ends by its own time limits, and is dropped."""
        with contextlib.suppress(Exception):
            self._executor.shutdown(wait=False)
        self.close()

    def close(self) -> None:
        with contextlib.suppress(Exception):  # of a cluster that is gone there is nothing to take leave of
            self.client.close(timeout=2)

    def _look_at_workers(self) -> None:
        """Ask the workers that are there whether they can grade."""
        answers = self.client.run(_problem, self._sandbox, engine_hash(), on_error="return")
        for worker, problem in answers.items():
            if isinstance(problem, ImportError):
                problem = (
                    f"this package cannot be imported there ({problem}). Install the same version everywhere."
                )
            if problem:
                raise UsageError(f"The worker at {worker} cannot grade: {problem}")


def _client(address: str) -> Client:
    """Connect to a scheduler; what fails is closed at once.

    dask leaves a client that could not connect to the garbage collector. Where that comes while dask's lock is held,
    closing waits for the lock for ever, in the thread that holds it.
    """
    from distributed import Client

    class Closing(Client):
        def __init__(self) -> None:
            try:
                super().__init__(address, timeout=CONNECT_S, set_as_default=False)
            except BaseException:
                self.close(timeout=2)
                raise

    return Closing()


def _same(bundle: Bundle) -> Bundle:
    return bundle


def _work_there(work: Callable[..., Graded], task: Task, bundle: Bundle) -> Graded:
    """Work on a task; this runs on a worker of the cluster."""
    from distributed import get_worker

    tempfile.tempdir = get_worker().local_directory  # dask removes it also when the worker was killed
    os.environ.pop("EX3_DATA", None)  # the data that were sent count, whatever this machine has
    return work(task, place=bundle.unpacked(Path(tempfile.tempdir)))


def _problem(sandbox: str, version: str) -> str:
    """Return what keeps the worker that this runs in from grading, "" if nothing does."""
    from autograder.sandbox.walls import choose

    if version != engine_hash():
        return "it has another version of this package. Install the same one everywhere."
    try:
        choose(sandbox)
    except Ex3Error as error:
        return str(error)
    return ""
