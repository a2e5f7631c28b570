# id: forge-odd-counts
# category: tampering
# tries: a result in the name of the process that runs cells, with a count that is no number
# expect: no gain

# %%
import json
import os
import stat
import struct

fine = {"status": "ok", "error": None, "outputs": [], "count": float("inf"), "seconds": 0.0, "lost": ""}
said = json.dumps(fine).encode()
for number in range(3, 64):
    try:
        if stat.S_ISSOCK(os.fstat(number).st_mode):
            os.write(number, struct.pack(">I", len(said)) + said)
    except OSError:
        pass
