"""What test workers do with a task; in a module of its own, so that workers of a cluster can import it."""

from __future__ import annotations

import os
import signal
import time

from autograder.task import Graded
from toy_course import toy_report

KEYS = {"part_c_toy": "key"}


def report(task, place) -> Graded:
    return Graded(toy_report(student=task.student), KEYS)


def slowly(task, place) -> Graded:
    time.sleep(0.5)
    return report(task, place)


def die_for_ben(task, place) -> Graded:
    if task.student == "Ben":
        os.kill(os.getpid(), signal.SIGKILL)
    return report(task, place)
