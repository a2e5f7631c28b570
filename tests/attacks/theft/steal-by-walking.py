# id: steal-by-walking
# category: theft
# tries: reads every small file that can be read at all, and looks for secrets
# expect: no gain

# %%
import os

wanted = b"CANARY" + b"-"
for top, folders, files in os.walk("/"):
    folders[:] = [f for f in folders if os.path.join(top, f) not in ("/proc", "/sys", "/usr", "/dev", "/lib")]
    if "site-packages" in top or "/lib/python" in top:
        folders.clear()
        continue
    for file in files:
        try:
            with open(os.path.join(top, file), "rb") as stream:
                content = stream.read(100_000)
        except OSError:
            continue
        place = content.find(wanted)
        if place >= 0:
            print(os.path.join(top, file), content[place : place + 40])
