"""The filter of system calls: the right numbers, refused as if the kernel did not have them, and all else as before."""

from __future__ import annotations

import ctypes
import ctypes.util
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.sandbox.inside import syscalls

ARCHITECTURES = list(syscalls.AUDIT)
ARGUMENTS = {
    "clone": syscalls.CLONE,
    "socket": syscalls.SOCKET,
    "socketpair": syscalls.SOCKETPAIR,
    "setsockopt": syscalls.SETSOCKOPT,
    "fcntl": syscalls.FCNTL,
    "mmap": syscalls.MMAP,
}
LIBRARY = ctypes.util.find_library("seccomp")
needs_filter = pytest.mark.skipif(
    platform.system() != "Linux" or platform.machine() not in ARCHITECTURES,
    reason="no filter for this machine",
)


@pytest.mark.skipif(LIBRARY is None, reason="libseccomp, which knows the numbers, is not installed")
@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_the_numbers_are_those_of_libseccomp(machine: str):
    library = ctypes.CDLL(LIBRARY)
    which, wrong, known = ARCHITECTURES.index(machine), {}, 0
    for name, numbers in {**syscalls.REFUSED, **syscalls.ATTRIBUTES, **ARGUMENTS}.items():
        theirs = library.seccomp_syscall_resolve_name_arch(
            ctypes.c_uint32(syscalls.AUDIT[machine]), name.encode()
        )
        known += theirs >= 0
        # -1: newer than the library; below: of another machine
        if theirs != -1 and (theirs if theirs >= 0 else None) != numbers[which]:
            wrong[name] = (theirs, numbers[which])
    assert wrong == {}
    assert known > 95


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_every_jump_of_the_filter_lands_in_it_and_it_ends(machine: str):
    program = syscalls.rules(machine)
    assert program[-1] == (syscalls.RETURN, 0, 0, syscalls.ALLOW)
    for place, line in enumerate(program):
        if line.code != syscalls.RETURN:
            assert place + 1 + max(line.if_true, line.if_false) < len(program)


def decision(machine: str, number: int, arguments: tuple[int, ...] = (), architecture: int = 0) -> int:
    """Return what the filter returns, by a second reading of what its instructions mean."""
    words = {syscalls.NUMBER: number, syscalls.ARCHITECTURE: architecture or syscalls.AUDIT[machine]}
    for position in range(6):
        value = arguments[position] if position < len(arguments) else 0
        words[syscalls.ARGUMENTS + 8 * position] = value & 0xFFFFFFFF
    program, place, held = syscalls.rules(machine), 0, 0
    while True:
        code, if_true, if_false, value = program[place]
        if code == syscalls.RETURN:
            return value
        if code == syscalls.LOAD:
            held, jump = words[value], 0
        else:
            tests = {
                syscalls.EQUAL: held == value,
                syscalls.AT_LEAST: held >= value,
                syscalls.BITS: bool(held & value),
            }
            jump = if_true if tests[code] else if_false
        place += 1 + jump


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_security_refused_calls_and_arguments_are_refused_and_no_others(machine: str):
    which = ARCHITECTURES.index(machine)
    calls = (*syscalls.REFUSED.values(), *syscalls.ATTRIBUTES.values())
    refused = {numbers[which] for numbers in calls} - {None}
    for number in range(600):
        assert (decision(machine, number) != syscalls.ALLOW) == (
            number in refused or number in (syscalls.SOCKET[which], syscalls.SOCKETPAIR[which])
        ), number
    clone, fcntl, options = syscalls.CLONE[which], syscalls.FCNTL[which], syscalls.SETSOCKOPT[which]
    for flag in (1 << 17, 1 << 25, 1 << 26, 1 << 27, 1 << 28, 1 << 29, 1 << 30):
        assert decision(machine, clone, (flag | 17,)) != syscalls.ALLOW
    assert decision(machine, clone, (0x3D0F00,)) == syscalls.ALLOW  # a thread's
    assert decision(machine, syscalls.SOCKET[which], (1, 1)) == syscalls.ALLOW
    assert all(decision(machine, syscalls.SOCKET[which], (n, 1)) != syscalls.ALLOW for n in range(2, 46))
    assert decision(machine, fcntl, (3, 1031, 1 << 20)) != syscalls.ALLOW
    assert decision(machine, fcntl, (1031, 2, 1031)) == syscalls.ALLOW
    assert decision(machine, fcntl, (3, 6)) == syscalls.ALLOW  # a lock of the process's own, which is counted
    assert all(decision(machine, fcntl, (3, number)) != syscalls.ALLOW for number in (36, 37, 38))
    mmap = syscalls.MMAP[which]
    assert [decision(machine, mmap, (0, 4096, 3, flags)) == syscalls.ALLOW for flags in (0x21, 0x23, 0x01, 0x22)] == [
        False, False, True, True,
    ]  # fmt: skip
    assert decision(machine, options, (3, 1, 7)) != syscalls.ALLOW
    assert decision(machine, options, (3, 1, 2)) == syscalls.ALLOW
    assert decision(machine, options, (3, 6, 7)) == syscalls.ALLOW
    assert decision(machine, 0, architecture=0x40000003) != syscalls.ALLOW  # the 32-bit door
    if machine == "x86_64":
        assert decision(machine, 39 | 0x40000000) != syscalls.ALLOW


@needs_filter
def test_security_the_kernel_takes_the_filter_and_it_holds_for_what_is_started_later():
    folder = str(Path(syscalls.__file__).parent)
    inner = (
        "import os, socket\n"
        "for call in (lambda: os.memfd_create('x'), socket.socket, lambda: os.setxattr('/', b'user.x', b'y')):\n"
        "    try:\n        call()\n        print('done')\n    except OSError as error:\n        print(error.errno)\n"
        "socket.socketpair()"
    )
    program = (
        "import subprocess, sys; sys.path.insert(0, sys.argv[1]); import syscalls\n"
        "assert syscalls.refuse_system_calls() == ''\n"
        "subprocess.run([sys.executable, '-c', sys.argv[2]], check=True)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, folder, inner], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("38\n101\n95\n", "")
