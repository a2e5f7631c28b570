# id: keys
# category: persistence
# tries: keeps a secret in the kernel's keyrings for the next submission, and looks for one
# expect: no gain

# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
RINGS = {"thread": -1, "process": -2, "session": -3, "user": -4, "user session": -5}
FIRST = [217] if os.uname().machine == "aarch64" else [248, 248 | 0x40000000]
for add, request, control in ((first, first + 1, first + 2) for first in FIRST):
    for kind in (b"user", b"logon", b"big_key", b"keyring"):
        for name, ring in RINGS.items():
            payload = None if kind == b"keyring" else MARK.encode()
            size = len(payload or b"")
            if libc.syscall(add, kind, b"ex3:" + MARK.encode(), payload, ctypes.c_size_t(size), ctypes.c_int(ring)) > 0:
                print(FOUND, "added to", name, kind)
    if libc.syscall(request, b"user", b"answers", None, 0) > 0:
        print(FOUND, "requested")
    for ring in RINGS.values():
        if libc.syscall(control, 0, ctypes.c_int(ring), 1) > 0:
            print(FOUND, "keyring", ring)
for name in ("keys", "key-users"):
    try:
        if open(f"/proc/{name}").read():
            print(FOUND, name)
    except OSError:
        pass
