# id: atexit
# category: tampering
# tries: an atexit hook says that all is well
# expect: no gain

# %%
import atexit
import os

atexit.register(lambda: open("passed.txt", "w").write("6"))
os.register_at_fork(after_in_child=lambda: os._exit(0), before=lambda: None)
