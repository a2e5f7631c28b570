# id: alloc-sysv
# category: resource
# tries: System V shared memory that is not attached any more
# expect: no gain
# alone: yes
# memory: 2

# %%
import ctypes
import time

libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
for _ in range(16):
    number = libc.shmget(0, ctypes.c_size_t(200_000_000), 0o1600)
    place = libc.shmat(number, None, 0)
    if number < 0 or place in (None, ctypes.c_void_p(-1).value):
        raise OSError(ctypes.get_errno(), "shmget")
    ctypes.memset(place, 1, 200_000_000)
    libc.shmdt(ctypes.c_void_p(place))
    time.sleep(0.1)
time.sleep(1)
print(FOUND)
