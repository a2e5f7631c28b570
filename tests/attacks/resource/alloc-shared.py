# id: alloc-shared
# category: resource
# tries: memory that processes share, mapped but no longer touched, or mapped from /dev/zero
# expect: no gain
# alone: yes
# memory: 1

# %%
import mmap
import os
import time


def hold(share):
    for place in range(0, len(share), 4096):
        share[place] = 1
    share.madvise(mmap.MADV_DONTNEED)
    return share


held = []
zero = os.open("/dev/zero", os.O_RDWR)
for _ in range(4):
    if os.fork() == 0:
        own = [hold(mmap.mmap(-1, 300_000_000, flags=mmap.MAP_SHARED))]
        own.append(hold(mmap.mmap(zero, 300_000_000, flags=mmap.MAP_SHARED)))
        time.sleep(3)
        os._exit(0)
for _ in range(4):
    os.wait()
time.sleep(1)
