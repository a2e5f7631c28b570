"""Errors of the command, with their exit statuses. Each text says what happened, where, and what to do next.

::

    Ex3Error
    ├── NotGraded     exit status 1: a submission could not be graded
    ├── UsageError    exit status 2: the command line, or a file that it names, is wrong
    └── OwnFault      exit status 3: something on the instructor's side is missing or broken
"""

from __future__ import annotations


class Ex3Error(Exception):
    """Something to tell the user in words, without a traceback."""

    exit_status = 3


class NotGraded(Ex3Error):
    exit_status = 1


class UsageError(Ex3Error):
    exit_status = 2


class OwnFault(Ex3Error):
    exit_status = 3
