# id: alloc-memfd
# category: resource
# tries: files in memory that are not mapped anywhere, of every kind and by every door
# expect: no gain
# alone: yes
# memory: 1

# %%
import ctypes
import os
import time

libc = ctypes.CDLL(None, use_errno=True)
DOORS = {
    "python": lambda: os.memfd_create("held"),
    "number": lambda: libc.syscall(319, b"held", 0),
    "arm": lambda: libc.syscall(279, b"held", 0),
    "x32": lambda: libc.syscall(319 | 0x40000000, b"held", 0),
    "huge": lambda: libc.syscall(319, b"held", 4),
    "secret": lambda: libc.syscall(447, 0),
}
held = 0
for door in DOORS.values():
    for _ in range(20):
        try:
            number = door()
            if number < 0:
                break
            held += os.write(number, b"x" * 45_000_000)
            time.sleep(0.02)
        except OSError:
            break
time.sleep(1)
if held > 2_000_000_000:
    print(FOUND)
