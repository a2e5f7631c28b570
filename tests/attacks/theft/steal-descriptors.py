# id: steal-descriptors
# category: theft
# tries: reads whatever is open in this and other processes
# expect: no gain

# %%
import glob
import os

for path in glob.glob("/proc/*/fd/*"):
    try:
        print(path, os.readlink(path))
        if not os.readlink(path).startswith(("socket", "pipe", "/dev", "anon")):
            print(open(path, "rb").read()[:10000])
    except OSError:
        pass
