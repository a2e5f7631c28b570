"""What asks a program to end waits while something is half done, and ends what has been started."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.core.interrupts import run_to_end, uninterrupted


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_what_comes_in_the_block_is_heard_at_its_end(number):
    done = []

    def stop(*_):
        raise KeyboardInterrupt

    def work():
        with uninterrupted():
            signal.raise_signal(number)
            done.append("in the block")
        done.append("after it")

    before = signal.signal(number, stop)
    try:
        with pytest.raises(KeyboardInterrupt):
            work()
        assert signal.getsignal(number) is stop
    finally:
        signal.signal(number, before)
    assert done == ["in the block"]


def test_a_command_that_is_just_being_started_is_ended_too(monkeypatch):
    started = []

    class Interrupted(subprocess.Popen):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            started.append(self)
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(subprocess, "Popen", Interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_to_end([sys.executable, "-c", "import time; time.sleep(60)"], Path())
    (process,) = started
    assert process.returncode == -signal.SIGKILL


def test_a_command_says_how_it_ended_and_what_it_wrote():
    code = "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"
    done = run_to_end([sys.executable, "-c", code], Path())
    assert (done.returncode, done.stdout, done.stderr) == (3, "out\n", "err\n")
