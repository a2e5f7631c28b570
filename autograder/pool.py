"""Run tasks in worker processes, any of which may die without taking other tasks with it."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, ProcessPoolExecutor, wait
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
Poll = Callable[[], None]
MakeExecutor = Callable[[int], Executor]


def process_pool(workers: int) -> Executor:
    """Return a pool whose processes start fresh, each using one core."""
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")  # the pool fills the cores; threads on top would fight for them
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def results(
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    workers: int,
    poll: Poll = lambda: None,
    make_executor: MakeExecutor = process_pool,
) -> Iterator[tuple[Task, Result | BaseException]]:
    """Yield (task, result or exception) as they come, in any order.

    When a worker dies, its whole pool is lost and nobody says which task it had: those that were running are
    tried again, each alone, so that only the culprit fails.

    Parameters
    ----------
    work : callable
        What to do with a task, in a worker.
    tasks : iterable
    workers : int
        How many at a time.
    poll : callable
        Called several times a second, in this process.
    make_executor : callable
        Maps a number of workers to an executor.
    """
    waiting, suspects = deque(tasks), []
    while waiting or suspects:
        if suspects:
            alone = suspects.pop()
            lost = yield from _one_pool(work, deque([alone]), 1, poll, make_executor)
            if lost:
                yield alone, BrokenExecutor()
        else:
            size = min(workers, len(waiting))
            suspects = yield from _one_pool(work, waiting, size, poll, make_executor)


def _one_pool(
    work, waiting: deque, size: int, poll: Poll, make_executor: MakeExecutor
) -> Generator[tuple[Task, Result | BaseException], None, list[Task]]:
    """Work off what waits until nothing does or the pool breaks; return the tasks that were lost with it."""
    executor = make_executor(size)
    running = {}
    try:
        while waiting or running:
            # One more than there are workers: the next is at hand when one is done, and few can be lost.
            while waiting and len(running) <= size:
                running[executor.submit(work, waiting[0])] = waiting[0]
                waiting.popleft()
            finished, _ = wait(running, timeout=0.2, return_when=FIRST_COMPLETED)
            poll()
            for future in finished:
                error = future.exception()
                if isinstance(error, BrokenExecutor):
                    return list(running.values())
                yield running.pop(future), error or future.result()
    except BrokenExecutor:  # submit says so when the pool broke just before
        if not running:
            raise
        return list(running.values())
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
    return []
