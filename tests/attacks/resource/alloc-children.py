# id: alloc-children
# category: resource
# tries: twelve processes that each hold 300 MB
# expect: no gain
# alone: yes
# memory: 2

# %%
import os
import time

for _ in range(12):
    if os.fork() == 0:
        held = bytearray(300_000_000)
        time.sleep(20)
        os._exit(0)
time.sleep(8)
