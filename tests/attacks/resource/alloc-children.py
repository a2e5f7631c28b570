# id: alloc-children
# category: resource
# tries: processes that each hold a little, all at the same moment
# expect: no gain
# alone: yes
# memory: 1

# %%
import os
import time

start = time.monotonic() + 1
for _ in range(40):
    if os.fork() == 0:
        while time.monotonic() < start:
            pass
        held = bytearray(b"x") * 150_000_000
        time.sleep(2)
        os._exit(0)
time.sleep(3)
