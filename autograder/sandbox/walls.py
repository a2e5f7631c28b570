"""The choice of the sandbox: what the user asks for by name, once it is known to work here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.sandbox.another_user import AnotherUser, copy_shared
from autograder.sandbox.bubblewrap import Bubblewrap
from autograder.sandbox.limits import Limits
from autograder.sandbox.protocol import Place, Sandbox, SandboxError, Wall

CHOICES = ("auto", "bwrap", "none")  # on the command line; see AnotherUser for what "user" does not promise
WARNING = (
    "warning: --sandbox none: submissions run with your own rights, on your files and your network. "
    "Use it only for work that you trust."
)


class NoSandbox:
    """The student's process has the grader's own rights."""

    name = "none"
    forks = False

    def walls(self) -> list[Wall]:
        return [Wall("anything", False, "submissions run with your own rights")]

    def place(self, folder: Path, shared: Path, data: Path, hidden: Sequence[Path], limits: Limits) -> Place:
        copy_shared(shared, folder)
        return Place(folder, folder, start={"processes": None})


def choose(name: str) -> Sandbox:
    """Return the sandbox of this name: "auto" and "bwrap" are bubblewrap, "user" is another user, or "none".

    Raises
    ------
    SandboxError
        If it is unknown or does not work here. None is ever replaced by a weaker one.
    """
    if name in ("auto", "bwrap"):
        return Bubblewrap()
    if name == "user":
        return AnotherUser()
    if name == "none":
        return NoSandbox()
    raise SandboxError(f"--sandbox {name}: there are {', '.join(CHOICES)}.")
