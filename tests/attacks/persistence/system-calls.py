# id: system-calls
# category: persistence
# tries: system calls that reach other processes, namespaces or the kernel, under the numbers of three conventions
# expect: no gain

# %%
import ctypes
import errno
import mmap
import os

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
CALLS = {
    "bpf": (321, 0, 0, 0), "perf_event_open": (298, 0, 0, -1, -1, 0), "userfaultfd": (323, 1),
    "io_uring_setup": (425, 8, 0), "io_setup": (206, 8, 0), "ptrace": (101, 16, 1, 0, 0), "kcmp": (312, 1, 1, 0, 0, 0),
    "process_vm_readv": (310, 1, 0, 0, 0, 0, 0), "setns": (308, 0, 0), "unshare": (272, 0x10000000),
    "unshare mount": (272, 0x20000), "unshare ipc": (272, 0x08000000), "unshare time": (272, 0x80),
    "fsopen": (430, b"tmpfs", 0), "open_tree": (428, -100, b"/", 1), "mount": (165, 0, b"/tmp", b"tmpfs", 0, 0),
    "pivot_root": (155, b"/", b"/"), "keyctl": (250, 1, 0), "mq_open": (240, b"queue", 0o102, 0o600, 0),
    "msgget": (68, 0, 0o1600), "semget": (64, 0, 1, 0o1600), "shmget": (29, 0, 4096, 0o1600),
    "inotify_init": (253,), "fanotify_init": (300, 0, 0), "landlock": (444, 0, 0, 1), "vmsplice": (278, 0, 0, 0, 0),
    "personality": (135, 0xFFFFFFFF), "name_to_handle_at": (303, -100, b"/", 0, 0, 0), "syslog": (103, 3, 0, 0),
    "socket inet": (41, 2, 1, 0), "socket inet6": (41, 10, 1, 0), "socket netlink": (41, 16, 3, 0),
    "socket packet": (41, 17, 3, 0), "socket alg": (41, 38, 5, 0), "socket vsock": (41, 40, 1, 0),
    "shared pages": (9, 0, 4096, 3, 0x21, -1, 0), "lock of an open file": (72, 0, 37, 0),
}
allowed = (errno.ENOSYS, errno.EPERM, errno.ENETUNREACH)
for name, (number, *arguments) in CALLS.items():
    for other in (0, 0x40000000):
        ctypes.set_errno(0)
        got = libc.syscall(ctypes.c_long(number | other), *arguments)
        if got >= 0 or ctypes.get_errno() not in allowed:
            print(FOUND, name, other, got, ctypes.get_errno())
if os.uname().machine == "x86_64":
    # the 32-bit door: eax = 356, memfd_create; int 0x80
    rights = mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC
    code = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=rights)
    code.write(b"\x53\xb8\x64\x01\x00\x00\x31\xdb\x31\xc9\xcd\x80\x5b\xc3")
    door = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))
    if door() not in (-errno.ENOSYS, -errno.EFAULT):
        print(FOUND, "the 32-bit door")
