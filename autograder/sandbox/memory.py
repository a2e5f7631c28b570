"""Watch the memory that a sandbox holds, its files and sockets included, for limits of the system are per process.

What a process can hold without showing it in one of these places is refused, see :mod:`.inside.syscalls`.
"""

from __future__ import annotations

import contextlib
import os
import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from autograder.sandbox.cell_result import CellError, CellResult, Status, gone
from autograder.sandbox.inside.processes import descendants, kill_descendants

LONGEST_S, SHORTEST_S = 0.25, 0.02  # between two looks
FILL_RATE = 3e9  # bytes per second that a core can fill, about
TERMINAL = 150_000  # bytes that wait in a pseudo-terminal
INODE = 1_300  # bytes of a file's entry in a file system in memory
MAPPING, LOCK = 250, 250  # bytes of an entry in a process's memory map, and of a lock on a part of a file
SUSPICIOUS = 100_000_000  # growth of the system's own memory that asks for a closer look
SCARCE = 0.03  # share of the machine's memory: with less available, whatever holds much is ended
MUCH = 500_000_000
TOO_MUCH = "all processes together held more than {:g} GB"
_STATUS = re.compile(r"^(RssAnon|RssShmem|VmPTE|VmSwap|HugetlbPages):\s*(\d+)", re.MULTILINE)
_SHARED = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) \S+ \S+ \S+ (\d+)\s+/(?:dev/zero|memfd:|SYSV)", re.MULTILINE)


class Watch:
    """Adds up what a process and those below it hold, and ends the latter when it is too much.

    Parameters
    ----------
    pid : int
    most : int
        Bytes.
    folders : sequence of Path
        Where file systems in memory lie, as the processes see them.

    Attributes
    ----------
    exceeded : str
        Why they were ended, "" if they were not.
    files : tuple of int
        Open folders, one in each of the file systems. SECURITY: opened before any code of a student's has run, which
        could put a link in the place of one.
    """

    def __init__(self, pid: int, most: int, folders: Sequence[Path] = ()):
        self.pid, self.most, self.folders = pid, most, folders
        self.files: tuple[int, ...] = ()
        self.exceeded = ""
        self._at_start = machine_memory()
        self._works, self._ends = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def go_on(self) -> None:
        """Look again and again until told to pause; the first time, no code of a student's may have run."""
        if self.folders and not self.files:
            self.files = tuple(_opened([self.pid, *descendants(self.pid)], self.folders))
        self._works.set()

    def pause(self) -> None:
        self._works.clear()

    def stop(self) -> None:
        """Stop for good; afterwards ``pid`` is left alone."""
        self._ends.set()
        self._works.set()
        self._thread.join()
        for number in self.files:
            os.close(number)
        self.files = ()

    def _look(self) -> None:
        while self._works.wait() and not self._ends.is_set():
            held = 0
            with contextlib.suppress(Exception):  # SECURITY: whatever /proc says, the next look comes
                held = self.check()
            # Again before it can be full: one that is nearly full is looked at more often.
            left = (self.most - held) / (FILL_RATE * (os.cpu_count() or 1))
            self._ends.wait(min(max(left, SHORTEST_S), LONGEST_S))

    def check(self) -> int:
        """Return the bytes that are held; end the processes if they are too many, or the machine has none left."""
        pids = [self.pid, *descendants(self.pid)]
        machine = machine_memory()
        grown = max(machine[name] - self._at_start[name] for name in ("Shmem", "SUnreclaim"))
        held = held_by(pids, self.files, closely=grown > SUSPICIOUS)
        if held > self.most:
            self._end_all(TOO_MUCH.format(self.most / 1e9))
        elif machine["MemAvailable"] < SCARCE * machine["MemTotal"] and held > MUCH:
            self._end_all(f"the machine's memory was used up while they held {held / 1e9:.1f} GB")
        return held

    def _end_all(self, why: str) -> None:
        self.exceeded = why
        kill_descendants(self.pid)

    def result(self) -> CellResult:
        return gone(Status.MEMORY, CellError("MemoryError", self.exceeded))


def out_of_memory(most: int) -> CellResult:
    """Return the result of a cell whose process the kernel has ended, for it held more than it may."""
    return gone(Status.MEMORY, CellError("MemoryError", TOO_MUCH.format(most / 1e9)))


def machine_memory() -> dict[str, int]:
    """Return the bytes of /proc/meminfo that say what the system itself holds and has left."""
    found = dict.fromkeys(("MemTotal", "MemAvailable", "Shmem", "SUnreclaim"), 0)
    with contextlib.suppress(OSError):
        for line in Path("/proc/meminfo").read_text().splitlines():
            name, _, value = line.partition(":")
            if name in found:
                found[name] = 1024 * int(value.split()[0])
    return found


def held_by(pids: Sequence[int], files: Sequence[int] = (), closely: bool = False) -> int:
    """Return the bytes that processes of one sandbox hold; mapped files of the machine's are left out.

    ``files`` are open folders, one in each of the sandbox's file systems in memory. A closer look also counts what processes share without having touched it lately, and entries of the kernel's.
    """
    own: dict[str, int] = {}
    for pid in pids:
        for name, kilobytes in _STATUS.findall(_read(pid, "status")):
            own[name] = own.get(name, 0) + 1024 * int(kilobytes)
    held = sum(own.values())
    if pids and files:  # else its files and sockets are those of the machine
        held += _in_files(files) + _in_channels(pids[-1])
    if closely:
        held += _shared(pids) - own.get("RssShmem", 0) + LOCK * _locks(pids)
    return held


def _opened(pids: Sequence[int], folders: Sequence[Path]) -> Iterator[int]:
    """Open folders as the last of these processes sees them."""
    for folder in folders:
        with contextlib.suppress(OSError, IndexError):
            yield os.open(f"/proc/{pids[-1]}/root{folder}", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)


def _in_files(files: Iterable[int]) -> int:
    """Return the bytes of the file systems in memory that these open folders lie in."""
    found: dict[int, int] = {}
    for number in files:
        seen, device = os.fstatvfs(number), os.fstat(number).st_dev
        used = (seen.f_blocks - seen.f_bfree) * seen.f_frsize + (seen.f_files - seen.f_ffree) * INODE
        found[device] = used
    return sum(found.values())


def _in_channels(pid: int) -> int:
    """Return the bytes that sockets and terminals of a sandbox can have on the way."""
    held = _socket_buffer() * _read(pid, "net/unix").count("\n")
    with contextlib.suppress(OSError):
        held += TERMINAL * len(os.listdir(f"/proc/{pid}/root/dev/pts"))
    return held


@cache
def _socket_buffer() -> int:
    try:
        return int(Path("/proc/sys/net/core/wmem_default").read_text()) + 8_000
    except (OSError, ValueError):
        return 220_000


def _shared(pids: Iterable[int]) -> int:
    """Return the bytes of memory that processes share, and of the entries in their maps."""
    regions: dict[str, int] = {}
    entries = 0
    for pid in pids:
        text = _read(pid, "maps")
        entries += text.count("\n")
        sizes: dict[str, int] = {}
        for start, end, inode in _SHARED.findall(text):
            sizes[inode] = sizes.get(inode, 0) + int(end, 16) - int(start, 16)
        for inode, size in sizes.items():
            regions[inode] = max(regions.get(inode, 0), size)
    return sum(regions.values()) + MAPPING * entries


def _locks(pids: Iterable[int]) -> int:
    wanted = set(map(str, pids))
    with contextlib.suppress(OSError):
        return sum(line.split()[4] in wanted for line in Path("/proc/locks").read_text().splitlines())
    return 0


def _read(pid: int, name: str) -> str:
    with contextlib.suppress(OSError):  # it may have ended
        return Path(f"/proc/{pid}/{name}").read_text(errors="replace")
    return ""
