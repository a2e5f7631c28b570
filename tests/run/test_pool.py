"""A pool hands out tasks as there is room, and ends at once when it is told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, Future
from pathlib import Path

import pytest

from autograder.run.pool import ProcessPool, kill_trees, results
from autograder.sandbox.inside.processes import descendants


class Script:
    """A pool that does each task at once, as it is told to: a value, an exception, or None for a lost connection."""

    died = (BrokenExecutor,)

    def __init__(self, **answers):
        self.answers = {name: list(values) for name, values in answers.items()}
        self.calls, self.most, self.open = [], 0, 0

    def room(self):
        return 2

    def submit(self, work, task):
        self.calls.append(task)
        answer, future = self.answers[task].pop(0), Future()
        if answer is None:
            future.cancel()
            future.set_running_or_notify_cancel()
        elif isinstance(answer, BaseException):
            future.set_exception(answer)
        else:
            future.set_result(answer)
        return future

    def mend(self):
        self.calls.append("mend")

    def stop(self):
        self.calls.append("stop")

    def close(self):
        self.calls.append("close")


def test_what_is_lost_with_a_worker_is_tried_again_alone():
    pool = Script(a=[BrokenExecutor(), 1], b=[BrokenExecutor(), BrokenExecutor()], c=[3])
    got = dict(results(None, "abc", pool))
    assert (got["a"], got["c"]) == (1, 3)
    assert isinstance(got["b"], BrokenExecutor)
    assert pool.calls[:3] == ["a", "b", "mend"]
    assert sorted(pool.calls[3:-2]) == ["a", "b", "mend"], "one after the other"
    assert pool.calls[-2:] == ["c", "close"]


def test_a_lost_connection_is_nobodys_fault():
    pool = Script(a=[None, None, 1], b=[2])
    assert dict(results(None, "ab", pool)) == {"a": 1, "b": 2}


def test_a_suspect_whose_connection_is_lost_is_tried_once_more():
    pool = Script(a=[BrokenExecutor(), None, 1])
    assert dict(results(None, "a", pool)) == {"a": 1}


def test_a_task_that_cannot_be_made_fails_alone():
    def make(name):
        if name == "a":
            raise OSError("no such folder")
        return name

    got = dict(results(None, "ab", Script(b=[2]), make))
    assert got["b"] == 2
    assert str(got["a"]) == "no such folder"


def test_tasks_are_made_when_their_turn_comes():
    made = []
    listing = results(
        None, "abcdef", Script(**{name: [1] for name in "abcdef"}), lambda name: made.append(name) or name
    )
    next(listing)
    assert made == ["a", "b"]
    listing.close()


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_a_pool_is_stopped_when_its_user_is_interrupted(error):
    def poll():
        raise error

    pool = Script(a=[1])
    with pytest.raises(error):
        list(results(None, "a", pool, poll=poll))
    assert pool.calls == ["a", "stop"]


def start_and_wait(folder):
    """Run in a worker: start a program that nobody waits for, and stay."""
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    Path(folder, "started").touch()
    time.sleep(60)


@pytest.mark.slow
def test_a_pool_that_is_stopped_leaves_no_process(tmp_path):
    pool = ProcessPool(2)
    future = pool.submit(start_and_wait, tmp_path)
    while not (tmp_path / "started").exists():
        time.sleep(0.02)
    (worker,) = pool._processes
    processes = [worker.pid, *descendants(worker.pid)]
    assert len(processes) == 2
    started = time.monotonic()
    pool.stop()
    assert time.monotonic() - started < 30  # half of what both would sleep
    assert isinstance(future.exception(), BrokenExecutor)
    assert not any(is_running(pid) for pid in processes)


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def interrupt_me(_):
    os.kill(os.getpid(), signal.SIGINT)
    return "still there", signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, set())


@pytest.mark.slow
def test_ctrl_c_is_no_business_of_a_worker_but_reaches_what_it_starts():
    pool = ProcessPool(1)
    assert pool.submit(interrupt_me, None).result() == ("still there", False)
    pool.close()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, set())


def test_killing_what_is_gone_is_no_error():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    kill_trees([process.pid])
