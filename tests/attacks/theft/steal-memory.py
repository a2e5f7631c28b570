# id: steal-memory
# category: theft
# tries: searches its own memory and all objects for the hidden tests
# expect: no gain

# %%
import gc
import linecache
import sys

wanted = "CANARY-" + "hidden-tests"
found = [o for o in gc.get_objects() if isinstance(o, (str, dict, list)) and wanted in str(o)[:100000]]
print([f for f in found if f is not globals()][:3], str(linecache.cache).count(wanted))
for line in open("/proc/self/maps"):
    if "rw-p" in line:
        start, end = (int(x, 16) for x in line.split()[0].split("-"))
        if end - start < 50_000_000:
            with open("/proc/self/mem", "rb") as memory:
                try:
                    memory.seek(start)
                    block = memory.read(end - start)
                except OSError:
                    continue
            place = block.find(wanted.encode() + b"\\n" + b"assert")
            if place >= 0:
                print(block[place : place + 200])
