# id: processes
# category: resource
# tries: processes that each start two more
# expect: no gain
# alone: yes
# timeout: 2

# %%
import os
import time

while True:
    try:
        os.fork()
    except OSError:
        time.sleep(0.1)
