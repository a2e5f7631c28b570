"""Run submissions in bubblewrap: a command before the command, made of bubblewrap's options.

SECURITY: the sandbox sees what Python needs and what it is given here, all of it read-only, and one private
working folder of bounded size in memory. It has no network, no other process of the machine, and no rights.
"""

from __future__ import annotations

import os
import platform
import secrets
import shutil
import site
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from autograder.sandbox import kernel
from autograder.sandbox.inside import namespaces
from autograder.sandbox.limits import Limits, process_limit
from autograder.sandbox.process import make_readable
from autograder.sandbox.protocol import VISIBLE, Place, SandboxError, Wall

INSTALL = {
    "apt-get": "sudo apt-get install bubblewrap",
    "dnf": "sudo dnf install bubblewrap",
    "pacman": "sudo pacman -S bubblewrap",
    "zypper": "sudo zypper install bubblewrap",
    "apk": "sudo apk add bubblewrap",
}
SUBMISSION = "submission"  # beside what the processes share: each one's own folders, as it sees them
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store", "/gnu/store")
# Of the system's settings only what programs need to find libraries, fonts and the time.
SETTINGS = (
    "ld.so.cache",
    "ld.so.conf",
    "ld.so.conf.d",
    "alternatives",
    "fonts",
    "localtime",
    "ssl/openssl.cnf",
)
_TRY = (
    "import sys; sys.path.insert(0, sys.argv[1]); from inside.namespaces import try_all; try_all(sys.argv[2])"
)
FIRST_USER, USERS = 2_000_000_000, 140_000_000  # far from any account, for sandboxes that root starts
# SECURITY: shared pages of /dev/zero are memory that nothing counts, see inside/syscalls.
_NO_ZERO = ("--dev-bind", "/dev/null", "/dev/zero")


class Bubblewrap:
    """The student's process runs in bubblewrap.

    Raises
    ------
    SandboxError
        If bubblewrap is missing or does not work here.
    """

    name = "bwrap"
    forks = True

    def __init__(self) -> None:
        program = shutil.which("bwrap")
        if program is None:
            raise SandboxError(
                f"bubblewrap, which keeps submissions away from your files, is not installed. {how_to_install()}\n"
                "(--sandbox none grades without it, with your own rights: only for work that you trust.)"
            )
        problem = _trial(program)
        if problem:
            raise SandboxError(
                f"bubblewrap is installed, but does not work here: {problem}\n"
                "In a container, start it with --privileged or allow user namespaces "
                "(sysctl kernel.unprivileged_userns_clone=1, kernel.apparmor_restrict_unprivileged_userns=0)."
            )

    def walls(self) -> list[Wall]:
        own_user = Wall("rights", True, "another user for each submission, which has none")
        disabled = "--disable-userns" in _help("bwrap")
        namespace = Wall(
            "rights",
            disabled,
            "a user namespace without any; further ones are disabled"
            if disabled
            else "a user namespace without any; bubblewrap 0.8 would also disable further ones",
        )
        version = subprocess.run(["bwrap", "--version"], capture_output=True, text=True, check=False).stdout
        return [
            Wall("files, network and other processes", True, version.strip()),
            own_user if os.geteuid() == 0 else namespace,
            *kernel.walls(),
        ]

    def place(self, folder: Path, shared: Path, data: Path, hidden: Sequence[Path], limits: Limits) -> Place:
        files, submission, work = (
            folder / "files",
            shared.parent / SUBMISSION,
            shared.parent / SUBMISSION / "work",
        )
        make_readable(files)
        readable = [path for path in (*(shared / name for name in VISIBLE), data) if path.exists()]
        own = {
            "handed_in": str(folder.parent),
            "own": str(files),
            "submission": str(submission),
            "disk": limits.disk + sum(path.stat().st_size for path in files.rglob("*")),
        }
        start = {
            "user": user(),
            "mounts": own,
            "confined": True,
            "processes": process_limit(limits.processes),
            "clear": [str(work), "/tmp", "/dev/shm"],
        }
        return Place(shared, submission, prefix([folder.parent, *readable], submission, hidden), start)


def how_to_install() -> str:
    line = next((line for tool, line in INSTALL.items() if shutil.which(tool)), None)
    if platform.system() != "Linux":
        return "It exists for Linux only: run the grader in a Linux virtual machine or container."
    return f"This line adds it: {line}" if line else "Install the package bubblewrap of your system."


def user() -> int | None:
    """Return the user that a sandbox's process becomes; None if it stays the one that it is."""
    # SECURITY: another one for each submission, for the kernel keeps keys and counts by user.
    return FIRST_USER + secrets.randbelow(USERS) if os.geteuid() == 0 else None


def prefix(readable: Sequence[Path], submission: Path, hidden: Sequence[Path]) -> list[str]:
    """Return the command before the command that the forks' server is started with.

    Parameters
    ----------
    readable : sequence of Path
        Shown read-only, beside Python and the system's libraries.
    submission : Path
        Where each fork mounts folders of its own.
    hidden : sequence of Path
        Not shown even if they lie in what is.
    """
    return [
        *_base(shutil.which("bwrap") or "bwrap"),
        *[
            word
            for path in hidden
            if _is_shown(path)
            for word in (*_tmpfs(path, 4096), "--remount-ro", str(path))
        ],
        *[option for path in readable for option in _bind(path)],
        *_tmpfs(submission / "work", 10_000_000),
        *("--dir", str(submission / "files")),
        *("--remount-ro", "/dev", "--remount-ro", "/"),
        *("--chdir", "/"),
        "--",
    ]


def _base(program: str) -> list[str]:
    options = [
        program,
        "--new-session",
        "--as-pid-1",  # SECURITY: one of bubblewrap's own would have no filter, and an ordinary user's memory is open
        "--unshare-pid",
        "--unshare-net",
        "--unshare-ipc",
    ]
    options += ["--unshare-uts", "--unshare-cgroup-try", "--hostname", "sandbox", "--cap-drop", "ALL"]
    # What is needed to make the sandbox of a fork, which gives it up: see inside/namespaces.
    options += [word for right in ("SYS_ADMIN", "SETPCAP") for word in ("--cap-add", f"CAP_{right}")]
    if os.geteuid() == 0:
        options += [word for right in ("SETUID", "SETGID") for word in ("--cap-add", f"CAP_{right}")]
    else:
        options += ["--unshare-user", *(["--disable-userns"] if "--disable-userns" in _help(program) else [])]
    options += _tmpfs("/tmp", 10_000_000)  # first, since what is shown may lie there
    for path in _system():
        options += (
            ["--symlink", os.readlink(path), path] if os.path.islink(path) else ["--ro-bind", path, path]
        )
    for path in (f"/etc/{name}" for name in SETTINGS):
        options += ["--ro-bind-try", path, path]
    for folder in _python():
        options += _bind(folder)
    return [*options, "--proc", "/proc", "--dev", "/dev", *_NO_ZERO]


def _tmpfs(path: Path | str, size: int) -> tuple[str, ...]:
    return ("--perms", "1777", "--size", str(size), "--tmpfs", str(path))


def _bind(path: Path) -> list[str]:
    """Show a path; the folders above it are readable for all, whatever they are outside."""
    above = [option for parent in list(path.parents)[-2::-1] for option in ("--dir", str(parent))]
    return [*above, "--ro-bind", str(path), str(path)]


def _system() -> list[str]:
    return [path for path in SYSTEM if os.path.exists(path)]


@cache
def _python() -> tuple[Path, ...]:
    """Return the folders of this Python and its packages that do not lie in the system's."""
    found = {Path(sys.prefix), Path(sys.base_prefix), Path(sys.exec_prefix), Path(sys.base_exec_prefix)}
    found |= {Path(path) for path in (*sysconfig.get_paths().values(), *site.getsitepackages())}
    executable = Path(sys.executable)
    while executable.is_symlink():  # a virtual environment's Python points to another one
        executable = executable.parent / os.readlink(executable)
        found.add(executable.parent)
    outside = [path for path in found if path.is_dir() and path != Path("/") and not _is_below(path, SYSTEM)]
    return tuple(
        path for path in sorted(outside) if not _is_below(path, [other for other in outside if other != path])
    )


def _is_shown(path: Path) -> bool:
    return path.is_dir() and _is_below(path, (*_system(), *_python()))


def _is_below(path: Path, places: Iterable[str | Path]) -> bool:
    return any(path.is_relative_to(place) for place in places)


@cache
def _help(program: str) -> str:
    return subprocess.run([program, "--help"], capture_output=True, text=True, check=False).stdout


@cache
def _trial(program: str) -> str:
    """Return what bubblewrap complains about, "" if it works."""
    inside = Path(namespaces.__file__).parent
    command = [*_base(program), *_bind(inside), "--remount-ro", "/", "--"]
    command += [sys.executable, "-c", _TRY, str(inside.parent), str(user() or "")]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if done.returncode == 0:
        return ""
    lines = done.stderr.strip().splitlines()
    return lines[-1] if lines else f"it ended with status {done.returncode}"
