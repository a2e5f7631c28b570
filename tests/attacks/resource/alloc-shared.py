# id: alloc-shared
# category: resource
# tries: mapped memory that processes share
# expect: no gain
# alone: yes
# memory: 2

# %%
import mmap
import time

held = []
for _ in range(8):
    held.append(mmap.mmap(-1, 400_000_000, flags=mmap.MAP_SHARED))
    for place in range(0, 400_000_000, 4096):
        held[-1][place] = 1
    time.sleep(0.5)
print(FOUND)
