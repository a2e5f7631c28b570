# id: alloc-memfd
# category: resource
# tries: files in memory that are not mapped anywhere
# expect: no gain
# alone: yes
# memory: 2

# %%
import os
import time

held = []
for _ in range(75):
    held.append(os.memfd_create("held"))
    os.write(held[-1], b"x" * 45_000_000)
    time.sleep(0.02)
time.sleep(1)
print(FOUND)
