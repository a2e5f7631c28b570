# id: alloc-sysv
# category: resource
# tries: System V shared memory that is not attached any more, and queues of messages
# expect: no gain
# alone: yes
# memory: 1

# %%
import ctypes
import time

libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
held = 0
for _ in range(14):
    number = libc.shmget(0, ctypes.c_size_t(200_000_000), 0o1600)
    place = libc.shmat(number, None, 0)
    if number < 0 or place in (None, ctypes.c_void_p(-1).value):
        break
    ctypes.memset(place, 1, 200_000_000)
    libc.shmdt(ctypes.c_void_p(place))
    held += 200_000_000
    time.sleep(0.1)
text = ctypes.create_string_buffer(b"\1" + bytes(7) + b"x" * 8000)
for _ in range(30_000):
    queue = libc.msgget(0, 0o1600)
    if queue < 0:
        break
    while libc.msgsnd(queue, text, ctypes.c_size_t(8000), 0o4000) == 0:
        held += 8000
time.sleep(1)
if held > 2_000_000_000:
    print(FOUND)
