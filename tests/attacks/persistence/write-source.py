# id: write-source
# category: persistence
# tries: writes into the source folder
# expect: no gain

# %%
import os

for name in ("part_01.ipynb", "ex3/__init__.py", MARK + ".txt"):
    try:
        with open(f"{COURSE}/source/toy/{name}", "a") as stream:
            stream.write("# changed")
    except OSError as error:
        print(error)
