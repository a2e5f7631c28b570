"""What each kind of sandbox offers: a place in which the process of one submission runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from autograder.core.errors import UsageError
from autograder.sandbox.limits import Limits

VISIBLE = ("engine", "helper", "beside", "home", "stand-ins")  # of what the processes of an assignment share


class SandboxError(UsageError):
    """The sandbox that was asked for is missing, or does not work; the text says what to do."""


@dataclass(frozen=True)
class Place:
    """Where the process of one submission runs.

    Attributes
    ----------
    shared : Path
        Holds the folders called :data:`VISIBLE`, as the process sees them.
    folder : Path
        Holds ``files/`` and ``work/``, as the process sees them.
    prefix : sequence of str
        The command before the command, which runs it in the sandbox.
    start : mapping
        Settings of the process that depend on the sandbox; see :mod:`autograder.sandbox.inside.main`.
    """

    shared: Path
    folder: Path
    prefix: Sequence[str] = ()
    start: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Wall:
    """One of the things that keep a submission from all else.

    Attributes
    ----------
    against : str
        What it keeps out.
    is_up : bool
    detail : str
        How it is built, or why it is not.
    """

    against: str
    is_up: bool
    detail: str

    def __str__(self) -> str:
        return f"{'up  ' if self.is_up else 'DOWN'}  {self.against}: {self.detail}"


class Sandbox(Protocol):
    """A way to keep a student's process away from everything else.

    Attributes
    ----------
    name : str
        What ``--sandbox`` and :func:`autograder.grading.grade.grade` call it.
    forks : bool
        Each submission's process is a fork of one that is started in the sandbox once for all of an assignment's.
    """

    name: str
    forks: bool

    def place(self, folder: Path, shared: Path, data: Path, hidden: Sequence[Path], limits: Limits) -> Place:
        """Prepare the folder of one submission, and return where its process runs.

        Parameters
        ----------
        folder : Path
            Holds ``files/``, what was handed in, and an empty ``work/``, where the process writes. If the sandbox
            forks, it lies beside those of the other submissions.
        shared : Path
            Holds the folders called :data:`VISIBLE`.
        data : Path
            The course's data, which notebooks read.
        hidden : sequence of Path
            Not shown even if they lie in what is.
        limits : Limits
        """
        ...

    def walls(self) -> list[Wall]:
        """Return which walls stand on this machine."""
        ...
