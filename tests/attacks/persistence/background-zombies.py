# id: background-zombies
# category: persistence
# tries: leaves a hundred ended children, and orphans that fork again
# expect: no gain

# %%
import os
import time

for _ in range(40):
    if os.fork() == 0:
        os._exit(0)
if os.fork() == 0:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if os.fork():
            os._exit(0)
        time.sleep(0.01)
