# id: threads
# category: resource
# tries: 500 threads, each sleeping 20 s
# expect: no gain
# alone: yes

# %%
import threading
import time

for _ in range(500):
    threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
