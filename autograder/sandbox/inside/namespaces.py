"""Fork a process in bubblewrap: each fork has namespaces, file systems and rights of its own, as bubblewrap gives them.

What is shown to the process it comes from stays shown, read-only; all that can be written, counted or spoken to is
new. The process that forks keeps the right to do this, and runs no code of a student's.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

from .channel import take_socket

# of unshare: CLONE_NEWNS, _NEWUTS, _NEWIPC, _NEWPID and _NEWNET
NAMESPACES = 0x00020000 | 0x04000000 | 0x08000000 | 0x20000000 | 0x40000000
READ_ONLY, NO_SUID, NO_DEV, NO_EXEC, REMOUNT, BIND, RECURSIVE, PRIVATE = (
    1, 2, 4, 8, 0x20, 0x1000, 0x4000, 0x40000,
)  # fmt: skip
PR_CAPBSET_DROP, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 24, 47, 4
CAPABILITY_VERSION = 0x20080522
TEMPORARY = "/tmp"
TEMPORARY_BYTES = 10_000_000
SETTINGS_OF_KERNEL = ("sys", "sysrq-trigger", "irq", "bus")
# SECURITY: the kernel lists keys by user, those of the grader's own included.
LISTS_OF_KEYS = ("keys", "key-users")
_libc = ctypes.CDLL(None, use_errno=True)


def unshare() -> None:
    """Leave the namespaces of this process; the next fork is the first process in that of processes.

    Raises
    ------
    OSError
        If the system does not allow it; so do the other functions.
    """
    _check(_libc.unshare(NAMESPACES), "new namespaces")


def mount_own(handed_in: str, own: str, submission: str, disk: int) -> None:
    """Mount file systems of this process's own, in memory and of bounded size.

    Parameters
    ----------
    handed_in : str
        Holds a folder for each submission, and is shown to the process it comes from alone.
    own : str
        The one of this submission.
    submission : str
        Shows its files in ``files``, read-only, and has an empty folder ``work``.
    disk : int
        Bytes of that folder.
    """
    _mount("none", "/", "", RECURSIVE | PRIVATE)
    files = os.open(own, os.O_PATH | os.O_DIRECTORY)
    below = list(_opened_mounts(TEMPORARY, (handed_in, submission)))
    _tmpfs(TEMPORARY, TEMPORARY_BYTES)
    for number, place, is_folder in below:
        _make(Path(place), is_folder)
        _show(number, place)
    _make(Path(handed_in), True)
    _tmpfs(handed_in, 4096, READ_ONLY, "755")
    for name in ("files", "work"):
        _make(Path(submission, name), True)
    _show(files, f"{submission}/files")
    _remount_read_only(f"{submission}/files")
    _tmpfs(f"{submission}/work", disk)
    _tmpfs("/dev/shm", disk // 4)
    _mount("devpts", "/dev/pts", "devpts", NO_SUID | NO_EXEC, "newinstance,ptmxmode=0666,mode=620")
    _mount("proc", "/proc", "proc", NO_SUID | NO_DEV | NO_EXEC)
    for name in SETTINGS_OF_KERNEL:
        if os.path.exists(f"/proc/{name}"):
            _mount(f"/proc/{name}", f"/proc/{name}", "", BIND | RECURSIVE)
            _remount_read_only(f"/proc/{name}")
    for name in LISTS_OF_KEYS:
        if os.path.exists(f"/proc/{name}"):
            _mount("/dev/null", f"/proc/{name}", "", BIND)
    for number in (files, *(number for number, _, _ in below)):
        os.close(number)
    os.chdir("/")


def serve(channel: socket.socket) -> socket.socket | None:
    """Fork whenever a socket comes in; return it in the fork, and None in this process when the grader is gone.

    The grader is sent a pidfd of the fork, or a byte without one where that is not allowed.
    """
    while (theirs := take_socket(channel)) is not None:
        # The one between leaves the namespaces, which cannot be entered again, and starts the first process in them.
        between = os.fork()
        if between == 0:
            with complaints():
                unshare()
                pid = os.fork()
                if pid:
                    socket.send_fds(channel, [b"."], [os.pidfd_open(pid)])
                    os._exit(0)
            return theirs
        theirs.close()
        failed = os.waitpid(between, 0)[1]
        if failed:
            channel.send(b"!")
        with contextlib.suppress(ChildProcessError):  # forks that have ended meanwhile
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
    return None


@contextlib.contextmanager
def complaints() -> Iterator[None]:
    """Say what the system does not allow, where the grader looks for it, and end this process."""
    try:
        yield
    except OSError as error:
        print(error, file=sys.__stderr__, flush=True)
        os._exit(1)


def try_all(user: str) -> None:
    """Do all of it, as a new fork would; what this system does not allow is an error."""
    os.makedirs("/tmp/handed-in/files")
    unshare()
    pid = os.fork()
    if pid:
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    mount_own("/tmp/handed-in", "/tmp/handed-in/files", "/tmp/submission", 1_000_000)
    become(int(user) if user else None)


def become(user: int | None) -> None:
    """Give up all capabilities, and become another user if one is given: limits do not hold for root."""
    last = int(Path("/proc/sys/kernel/cap_last_cap").read_text())
    for capability in range(last + 1):
        with contextlib.suppress(
            OSError
        ):  # without the right to do so nothing started from here can gain any
            _check(_libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0), "no bounding set")
    if user is not None:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    _check(_libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0), "no ambient capabilities")
    header, none = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0), (ctypes.c_uint32 * 6)()
    _check(_libc.capset(header, none), "no capabilities")


def _opened_mounts(folder: str, without: tuple[str, ...]) -> Iterator[tuple[int, str, bool]]:
    """Open what is mounted below a folder and not in one of those, in the order in which it was."""
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        place = re.sub(r"\\(\d{3})", lambda found: chr(int(found[1], 8)), line.split()[4])
        if place.startswith(f"{folder}/") and not any(f"{place}/".startswith(f"{each}/") for each in without):
            with contextlib.suppress(FileNotFoundError):  # another one hides it
                number = os.open(place, os.O_PATH)
                yield number, place, os.path.isdir(place)


def _make(path: Path, is_folder: bool) -> None:
    (path if is_folder else path.parent).mkdir(parents=True, exist_ok=True)
    if not is_folder:
        path.touch()


def _show(number: int, place: str) -> None:
    """Show what is open at another place; what was read-only stays so."""
    _mount(f"/proc/self/fd/{number}", place, "", BIND)


def _remount_read_only(place: str) -> None:
    no_exec = os.statvfs(place).f_flag & NO_EXEC  # which only the machine's own root may take back
    _mount("none", place, "", BIND | REMOUNT | READ_ONLY | NO_SUID | NO_DEV | no_exec)


def _tmpfs(place: str, size: int, flags: int = 0, mode: str = "1777") -> None:
    _mount("tmpfs", place, "tmpfs", NO_SUID | NO_DEV | flags, f"size={size},mode={mode}")


def _mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    texts = [os.fsencode(text) for text in (source, target, kind)]
    _check(_libc.mount(*texts, ctypes.c_ulong(flags), os.fsencode(options)), target)


def _check(result: int, what: str) -> None:
    if result:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), what)
