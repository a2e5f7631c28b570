"""What a sandbox holds is seen, whichever way it is held; and the kernel's own control group, where there is one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.sandbox import cgroup, memory
from autograder.sandbox.limits import Limits

MB = 1_000_000
HOLDERS = {
    "pages of its own": (150 * MB, "held = bytearray(b'x') * 200_000_000"),
    "shared pages, no longer mapped": (
        150 * MB,
        "import mmap; held = mmap.mmap(-1, 200_000_000)\n"
        "for k in range(0, 200_000_000, 4096): held[k] = 1\nheld.madvise(mmap.MADV_DONTNEED)",
    ),
    "shared pages of /dev/zero": (
        150 * MB,
        "import mmap, os; held = mmap.mmap(os.open('/dev/zero', os.O_RDWR), 200_000_000)\n"
        "for k in range(0, 200_000_000, 4096): held[k] = 1\nheld.madvise(mmap.MADV_DONTNEED)",
    ),
    "entries of its map": (
        8 * MB,
        "import ctypes; mmap = ctypes.CDLL(None).mmap\n"
        "mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]\n"
        "for k in range(50_000): mmap(None, 4096, 1 + 2 * (k % 2), 0x22, -1, 0)",
    ),
    "locks": (
        2 * MB,
        "import fcntl, tempfile; held = tempfile.TemporaryFile()\n"
        "for k in range(10_000): fcntl.lockf(held, fcntl.LOCK_EX, 1, 2 * k)",
    ),
}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize(("least", "source"), HOLDERS.values(), ids=HOLDERS.keys())
def test_security_memory_is_counted_however_it_is_held(least: int, source: str):
    program = (
        f"import sys\nprint(flush=True); sys.stdin.readline()\n{source}\nprint(flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdin=-1, stdout=-1, text=True) as holder:
        holder.stdout.readline()
        before = memory.held_by([holder.pid], closely=True)
        print(file=holder.stdin, flush=True)
        holder.stdout.readline()
        after = memory.held_by([holder.pid], closely=True)
        holder.kill()
    assert after - before > least


def test_security_files_without_content_in_memory_are_counted(tmp_path: Path):
    shm = Path("/dev/shm")
    if not shm.is_dir():
        pytest.skip("no file system in memory")
    folder = shm / f"ex3-test-{tmp_path.name}"
    folder.mkdir()
    number = os.open(shm, os.O_PATH)
    try:
        before = memory._in_files([number])
        for count in range(2_000):
            (folder / str(count)).touch()
        assert memory._in_files([number]) - before > 1_500_000
    finally:
        os.close(number)
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()


@pytest.mark.skipif(not cgroup.way(), reason="no control group can be made here")
def test_security_a_control_group_ends_what_takes_too_much_and_goes_with_it():
    group = cgroup.make(Limits(total_memory=200_000_000))
    command = [sys.executable, "-c", "import sys; sys.stdin.read(); held = bytearray(b'x') * 400_000_000"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE)
    group.add(process.pid)
    process.stdin.close()
    assert process.wait() == -9
    assert group.ran_out() or not group.folders  # a scope of systemd's is gone by now
    group.remove()
    assert not any(folder.exists() for folder in group.folders)


def test_systemd_is_asked_for_a_scope_with_limits_and_its_refusal_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """As `busctl` wants it: each property with its name, its signature and its value."""
    program = tmp_path / "busctl"
    program.write_text('#!/bin/sh\necho "$@" > "$0.said"\necho "not here" >&2\nexit 1\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(OSError, match="not here"):
        cgroup.Group(Limits(total_memory=10**9, processes=100)).add(4321)
    _, said = (tmp_path / "busctl.said").read_text().split("StartTransientUnit ")
    assert re.fullmatch(
        r"ssa\(sv\)a\(sa\(sv\)\) \S+\.scope fail 5 PIDs au 1 4321 MemoryMax t 1100000000 MemorySwapMax t 0 "
        r"TasksMax t 200 CollectMode s inactive-or-failed 0\n",
        said,
    )


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("user.slice/session-1.scope", "user.slice"),
        ("user.slice", "user.slice"),
        ("elsewhere/deep/down", None),
    ],
)
def test_a_group_of_the_new_kind_is_made_where_controllers_are_handed_down(
    tmp_path: Path, own: str, expected
):
    for folder, controllers in (("", ""), ("user.slice", "memory pids cpu"), ("elsewhere", "cpu")):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / "cgroup.subtree_control").write_text(controllers)
    (tmp_path / own).mkdir(parents=True, exist_ok=True)
    found = cgroup._with_controllers(tmp_path / own, tmp_path)
    assert found == (tmp_path / expected if expected else None)
