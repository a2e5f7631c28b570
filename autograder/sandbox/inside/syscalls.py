"""Refuse the system calls by which a process could hold memory, keys or rights that no limit of the system counts.

A filter of the kernel's own (seccomp), which nothing can take back. A call that is refused fails as on a kernel
that does not have it, so that libraries fall back on another way where there is one.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
from collections.abc import Iterable
from typing import NamedTuple

PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 22, 38
SECCOMP_MODE_FILTER = 2
ALLOW, ERRNO = 0x7FFF0000, 0x00050000
# Instructions of classic BPF: load a word, jump if equal, if greater or equal, if a bit is set, and return.
LOAD, EQUAL, AT_LEAST, BITS, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16  # offsets in what the filter sees
FOREIGN = 0x40000000  # x86_64: numbers from here on belong to another calling convention
AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
AF_UNIX, SOL_SOCKET = 1, 1
SHARED, ANONYMOUS = 0x01, 0x20  # of mmap
BUFFER_OPTIONS = (7, 8, 32, 33)  # SO_SNDBUF, SO_RCVBUF, and the same by force
PIPE_SIZE, LEASE, NOTIFY = 1031, 1024, 1026  # of fcntl
OPEN_FILE_LOCKS = (36, 37, 38)  # of fcntl: locks that /proc/locks counts as nobody's
# CLONE_NEWTIME, _NEWNS, _NEWCGROUP, _NEWUTS, _NEWIPC, _NEWUSER, _NEWPID, _NEWNET; the first is no flag of clone
NAMESPACES = 0x02000000 | 0x00020000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000

# name: its numbers on x86_64 and on aarch64; None where there is no such call
REFUSED: dict[str, tuple[int | None, int | None]] = {
    # memory that belongs to no process, or to one that does not show it
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "vmsplice": (278, 75),
    "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195), "shmdt": (67, 197),
    "semget": (64, 190), "semop": (65, 193), "semctl": (66, 191), "semtimedop": (220, 192),
    "msgget": (68, 186), "msgsnd": (69, 189), "msgrcv": (70, 188), "msgctl": (71, 187),
    "mq_open": (240, 180), "mq_unlink": (241, 181), "mq_timedsend": (242, 182), "mq_timedreceive": (243, 183),
    "mq_notify": (244, 184), "mq_getsetattr": (245, 185),
    "io_setup": (206, 0), "io_destroy": (207, 1), "io_submit": (209, 2), "io_getevents": (208, 4),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "inotify_init": (253, None), "inotify_init1": (294, 26), "fanotify_init": (300, 262),
    "landlock_create_ruleset": (444, 444), "landlock_add_rule": (445, 445), "landlock_restrict_self": (446, 446),
    "userfaultfd": (323, 282), "modify_ldt": (154, None), "process_madvise": (440, 440), "mlock": (149, 228), "mlock2": (325, 284), "mlockall": (151, 230),
    # keys
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    # rights and namespaces
    "unshare": (272, 97), "setns": (308, 268), "clone3": (435, 435),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442), "statmount": (457, 457),
    "listmount": (458, 458), "open_tree_attr": (467, 467),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265), "quotactl": (179, 60),
    "quotactl_fd": (443, 443), "acct": (163, 89), "swapon": (167, 224), "swapoff": (168, 225),
    "personality": (135, 92), "lsm_set_self_attr": (460, 460),
    # other processes, and the kernel itself
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_getfd": (438, 438), "perf_event_open": (298, 241), "bpf": (321, 280),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106), "reboot": (169, 142), "syslog": (103, 116),
    "iopl": (172, None), "ioperm": (173, None), "lookup_dcookie": (212, 18), "uselib": (134, None),
    "_sysctl": (156, None), "vhangup": (153, 58), "settimeofday": (164, 170), "adjtimex": (159, 171),
    "clock_settime": (227, 112), "clock_adjtime": (305, 266), "sethostname": (170, 161),
    "setdomainname": (171, 162), "nfsservctl": (180, 42), "migrate_pages": (256, 238), "move_pages": (279, 239),
}  # fmt: skip
# As on a file system that has no attributes, or copies of files that have some would fail.
ATTRIBUTES: dict[str, tuple[int | None, int | None]] = {
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "setxattrat": (463, 463),
}  # fmt: skip
# Calls of which some arguments are refused.
CLONE, SOCKET, SOCKETPAIR, SETSOCKOPT, FCNTL, MMAP = (
    (56, 220), (41, 198), (53, 199), (54, 208), (72, 25), (9, 222),
)  # fmt: skip


class Instruction(NamedTuple):
    code: int
    if_true: int
    if_false: int
    value: int


def refuse_system_calls() -> str:
    """Install the filter for this process and all that it starts; return what keeps it from that, "" if nothing."""
    machine = platform.machine()
    if platform.system() != "Linux" or machine not in AUDIT:
        return f"there is no filter for {platform.system()} on {machine}"
    program = b"".join(struct.pack("HBBI", *line) for line in rules(machine))
    buffer = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    zero = ctypes.c_ulong(0)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), zero, zero, zero):
        return errno.errorcode[ctypes.get_errno()]
    if libc.prctl(PR_SET_SECCOMP, ctypes.c_ulong(SECCOMP_MODE_FILTER), ctypes.c_char_p(header), zero, zero):
        return errno.errorcode[ctypes.get_errno()]
    return ""


def rules(machine: str) -> list[Instruction]:
    """Return the filter for a machine, "x86_64" or "aarch64"."""
    which = list(AUDIT).index(machine)
    refused = Instruction(RETURN, 0, 0, ERRNO | errno.ENOSYS)
    program = [
        Instruction(LOAD, 0, 0, ARCHITECTURE),
        Instruction(EQUAL, 1, 0, AUDIT[machine]),
        refused,
        Instruction(LOAD, 0, 0, NUMBER),
    ]
    if machine == "x86_64":
        program += [Instruction(AT_LEAST, 0, 1, FOREIGN), refused]
    for calls, error in ((REFUSED, errno.ENOSYS), (ATTRIBUTES, errno.EOPNOTSUPP)):
        for numbers in calls.values():
            number = numbers[which]
            if number is not None:
                program += [Instruction(EQUAL, 0, 1, number), Instruction(RETURN, 0, 0, ERRNO | error)]
    program += _if_called(CLONE[which], _refuse_if(BITS, 0, [NAMESPACES], errno.EPERM))
    program += _if_called(SOCKET[which], _refuse_unless(0, AF_UNIX, errno.ENETUNREACH))
    program += _if_called(SOCKETPAIR[which], _refuse_unless(0, AF_UNIX, errno.EAFNOSUPPORT))
    buffers = _refuse_if(EQUAL, 2, BUFFER_OPTIONS, errno.EPERM)
    only_sockets = [_load(1), Instruction(EQUAL, 0, len(buffers), SOL_SOCKET)]
    program += _if_called(SETSOCKOPT[which], [*only_sockets, *buffers])
    program += _if_called(
        FCNTL[which], _refuse_if(EQUAL, 1, (PIPE_SIZE, LEASE, NOTIFY, *OPEN_FILE_LOCKS), errno.EPERM)
    )
    # Of what is shared and no file, one mapped page keeps all the others, and nothing says how many they are.
    no_file = _refuse_if(BITS, 3, [SHARED], errno.EPERM)
    program += _if_called(MMAP[which], [_load(3), Instruction(BITS, 0, len(no_file), ANONYMOUS), *no_file])
    return [*program, Instruction(RETURN, 0, 0, ALLOW)]


def _if_called(number: int, then: list[Instruction]) -> list[Instruction]:
    """Return the instructions that decide about one call."""
    return [Instruction(EQUAL, 0, len(then) + 1, number), *then, Instruction(RETURN, 0, 0, ALLOW)]


def _refuse_if(test: int, argument: int, values: Iterable[int], error: int) -> list[Instruction]:
    checks = [(Instruction(test, 0, 1, value), Instruction(RETURN, 0, 0, ERRNO | error)) for value in values]
    return [_load(argument), *(line for check in checks for line in check)]


def _refuse_unless(argument: int, value: int, error: int) -> list[Instruction]:
    return [_load(argument), Instruction(EQUAL, 1, 0, value), Instruction(RETURN, 0, 0, ERRNO | error)]


def _load(argument: int) -> Instruction:
    return Instruction(LOAD, 0, 0, ARGUMENTS + 8 * argument)  # the lower half, all that the kernel looks at
