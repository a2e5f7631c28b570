# id: alloc-maps
# category: resource
# tries: memory of the kernel for the maps and page tables of many processes that hold nothing themselves
# expect: no gain
# alone: yes
# memory: 1

# %%
import ctypes
import os
import time

libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
for number in range(60_000):  # pages that may be written and pages that may not, so that none are joined
    libc.mmap(None, 4096, 1 + 2 * (number % 2), 0x22, -1, 0)
for _ in range(110):
    try:
        child = os.fork()
    except OSError:
        break
    if child == 0:
        time.sleep(2)
        os._exit(0)
time.sleep(2.5)
