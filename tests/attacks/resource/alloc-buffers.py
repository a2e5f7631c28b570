# id: alloc-buffers
# category: resource
# tries: memory of the kernel in the buffers of pipes, by writing and by giving pages away, in many processes
# expect: no gain
# alone: yes
# memory: 1

# %%
import ctypes
import fcntl
import mmap
import os
import time

libc = ctypes.CDLL(None, use_errno=True)


def fill():
    held = []
    try:
        while True:
            ends = os.pipe()
            held.append(ends)
            os.set_blocking(ends[1], False)
            try:
                fcntl.fcntl(ends[1], 1031, 1_048_576)
            except OSError:
                pass
            region = mmap.mmap(-1, 4_194_304, flags=mmap.MAP_PRIVATE)
            region[0] = region[2_097_152] = 1
            place = ctypes.addressof(ctypes.c_char.from_buffer(region))
            vector = (ctypes.c_size_t * 2)(place, 4_194_304)
            libc.vmsplice(ends[1], vector, ctypes.c_size_t(1), 2 | 8)
            try:
                os.write(ends[1], b"x" * 1_048_576)
            except OSError:
                pass
    except OSError:
        pass


for _ in range(100):
    try:
        child = os.fork()
    except OSError:
        break
    if child == 0:
        fill()
        time.sleep(2)
        os._exit(0)
time.sleep(2.5)
