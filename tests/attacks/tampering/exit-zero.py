# id: exit-zero
# category: tampering
# tries: a forged notebook is written, then os._exit(0)
# expect: no gain

# %%
import json
import os

for name in os.listdir("."):
    if name.endswith(".ipynb"):
        stored = json.load(open(name))
        for found in stored["cells"]:
            if found["metadata"].get("nbgrader", {}).get("grade"):
                found["source"] = "pass"
        json.dump(stored, open(name, "w"))
os._exit(0)
