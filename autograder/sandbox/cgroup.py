"""Hold all that a sandbox takes within one control group of the kernel's, where this machine lets us make one.

It counts what nothing else does: memory of the kernel's own, of files in memory and of sockets. There are two ways: ask
systemd for a scope, or make a folder in the hierarchy of control groups, of the old kind (version 1) or the new.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path

from autograder.sandbox.limits import Limits

SHARE = 1.1  # of the limit: the grader's own watch comes first, and knows better what to say
SYSTEMD = Path("/run/systemd/system")
TRY_S = 10.0
PREFIX = "ex3-sandbox-"
MANAGER = ("org.freedesktop.systemd1", "/org/freedesktop/systemd1", "org.freedesktop.systemd1.Manager")
_numbers = count()


@dataclass
class Group:
    """A control group for the processes of one submission.

    Attributes
    ----------
    limits : Limits
    folders : tuple of Path
        Ours, to be removed afterwards; if there are none, systemd makes the group and removes it.
    events : Path, optional
        The file in which the kernel counts what it has ended for want of memory.
    """

    limits: Limits
    folders: tuple[Path, ...] = ()
    events: Path | None = None

    def add(self, pid: int) -> None:
        """Move a process into the group, with all that it will start.

        Raises
        ------
        OSError
            If this machine does not let us.
        """
        for folder in self.folders:
            (folder / "cgroup.procs").write_text(str(pid))
        if not self.folders:
            path = _moved_into_scope(pid, self.limits)
            self.events = Path(f"/sys/fs/cgroup{path}/memory.events")

    def ran_out(self) -> bool:
        """Return whether the kernel has ended a process of the group for want of memory."""
        with contextlib.suppress(OSError):
            found = re.search(
                r"^oom_kill (\d+)", self.events.read_text() if self.events else "", re.MULTILINE
            )
            return found is not None and int(found[1]) > 0
        return False

    def remove(self) -> None:
        """Remove the group; no process may be in it any more."""
        for folder in self.folders:
            for _ in range(20):
                with contextlib.suppress(FileNotFoundError), contextlib.suppress(OSError):
                    folder.rmdir()
                if not folder.exists():
                    break
                time.sleep(0.01)  # the last of them is on its way out


@dataclass(frozen=True)
class Hierarchy:
    """A folder of the hierarchy in which groups can be made, with the names of its files."""

    folder: Path
    files: Mapping[str, str] = field(default_factory=dict)
    events: str = ""


def make(limits: Limits) -> Group | None:
    """Return a group with these limits; None if this machine does not let us."""
    kind = _kind()
    return kind(limits) if kind else None


def way() -> str:
    """Return how groups are made here, in words; "" if they are not."""
    kind = _kind()
    return "" if kind is None else "a scope of systemd" if kind is _scope else "a control group of its own"


@cache
def _kind() -> Callable[[Limits], Group | None] | None:
    """Return what makes groups here, after a trial."""
    for kind in (_scope, _folders):
        group = kind(Limits())
        if group is None:
            continue
        with subprocess.Popen(["sleep", "60"], stdin=subprocess.DEVNULL) as process:
            try:
                group.add(process.pid)
                return kind
            except OSError:
                pass
            finally:
                process.kill()
                process.wait()
                group.remove()
    return None


def _scope(limits: Limits) -> Group | None:
    """Return a scope of systemd's; None if it does not run this system."""
    return Group(limits) if SYSTEMD.is_dir() and shutil.which("busctl") else None


def _moved_into_scope(pid: int, limits: Limits) -> str:
    """Let systemd move a process into a new scope; return the path of its control group."""
    name = f"{PREFIX}{os.getpid()}-{next(_numbers)}.scope"
    properties = {
        "PIDs": ("au", 1, pid),
        "MemoryMax": ("t", _bytes(limits)),
        "MemorySwapMax": ("t", 0),
        "TasksMax": ("t", _tasks(limits)),
        "CollectMode": ("s", "inactive-or-failed"),
    }
    words = [str(word) for key, value in properties.items() for word in (key, *value)]
    user = [] if os.geteuid() == 0 else ["--user"]
    command = ["busctl", *user, "call", *MANAGER, "StartTransientUnit", "ssa(sv)a(sa(sv))"]
    command += [name, "fail", str(len(properties)), *words, "0"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=TRY_S)
    except subprocess.TimeoutExpired as error:
        raise OSError(str(error)) from None
    end = time.monotonic() + TRY_S
    while done.returncode == 0 and time.monotonic() < end:  # systemd does it in its own time
        found = re.search(
            rf"^0::(/.*/{re.escape(name)})$", Path(f"/proc/{pid}/cgroup").read_text(), re.MULTILINE
        )
        if found:
            return found[1]
        time.sleep(0.005)
    raise OSError(done.stderr.strip() or "systemd has not moved the process")


def _folders(limits: Limits) -> Group | None:
    """Return a group made of folders in the hierarchies; None if they cannot be written."""
    values = {"memory": str(_bytes(limits)), "processes": str(_tasks(limits)), "none": "0"}
    made: list[Path] = []
    events = None
    try:
        for place in hierarchies():
            _sweep(place.folder)
            folder = place.folder / f"{PREFIX}{os.getpid()}-{next(_numbers)}"
            folder.mkdir()
            made.append(folder)
            for name, value in place.files.items():
                if (folder / name).exists():  # not every kernel counts swap
                    (folder / name).write_text(values[value])
            events = folder / place.events if place.events else events
    except OSError:
        Group(limits, tuple(made)).remove()
        return None
    return Group(limits, tuple(made), events) if made else None


def _bytes(limits: Limits) -> int:
    return int(SHARE * limits.total_memory)


def _tasks(limits: Limits) -> int:
    return 2 * limits.processes


@cache
def _sweep(parent: Path) -> None:
    """Remove the groups of graders that are no more."""
    for folder in parent.glob(f"{PREFIX}*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        if not Path(f"/proc/{owner}").exists():
            with contextlib.suppress(OSError):
                folder.rmdir()


def hierarchies() -> list[Hierarchy]:
    """Return where groups could be made, one place for each hierarchy that is needed; none if one is missing."""
    found: dict[str, Hierarchy] = {}
    own = dict(
        (kind, path) for kinds, path in _own_groups() for kind in (kinds.split(",") if kinds else ["unified"])
    )
    for mount, kind, options in _mounts():
        if kind == "cgroup2" and not found:
            folder = _with_controllers(mount / own.get("unified", "/").lstrip("/"), mount)
            if folder is not None:
                files = {"memory.max": "memory", "memory.swap.max": "none", "pids.max": "processes"}
                return [Hierarchy(folder, files, "memory.events")]
        if kind == "cgroup" and "memory" in options:
            files = {"memory.limit_in_bytes": "memory"}
            found["memory"] = Hierarchy(_below(mount, own.get("memory", "/")), files, "memory.oom_control")
        if kind == "cgroup" and "pids" in options:
            found["pids"] = Hierarchy(_below(mount, own.get("pids", "/")), {"pids.max": "processes"})
    usable = all(os.access(place.folder, os.W_OK) for place in found.values())
    return [*found.values()] if usable and len(found) == 2 else []


def _below(mount: Path, path: str) -> Path:
    """Return the folder of a group; in a container the path may be that of the machine outside."""
    folder = mount / path.lstrip("/")
    return folder if folder.is_dir() else mount


def _with_controllers(folder: Path, mount: Path) -> Path | None:
    """Return the nearest folder, upwards from our own group, in which groups have limits; None if there is none.

    Above our own, since a group with processes in it can hand no controllers down.
    """
    while folder.is_relative_to(mount):
        with contextlib.suppress(OSError):
            handed_down = (folder / "cgroup.subtree_control").read_text().split()
            if {"memory", "pids"} <= set(handed_down) and os.access(folder, os.W_OK):
                return folder
        folder = folder.parent
    return None


def _own_groups() -> list[tuple[str, str]]:
    with contextlib.suppress(OSError):
        lines = Path("/proc/self/cgroup").read_text().splitlines()
        return [(line.split(":", 2)[1], line.split(":", 2)[2]) for line in lines]
    return []


def _mounts() -> list[tuple[Path, str, list[str]]]:
    with contextlib.suppress(OSError):
        lines = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
        return [(Path(place), kind, options.split(",")) for _, place, kind, options, *_ in lines]
    return []
