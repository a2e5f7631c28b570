# id: write-others
# category: persistence
# tries: writes into other students' submissions
# expect: no gain

# %%
import glob

for path in [*glob.glob(f"{COURSE}/submitted/*/toy/*"), f"{COURSE}/submitted/neighbour/toy/part_01.ipynb"]:
    try:
        open(path, "w").write("{}")
    except OSError as error:
        print(error)
