# id: write-own-submission
# category: persistence
# tries: changes its own submission on disk after the fact
# expect: no gain

# %%
import glob

for path in glob.glob(f"{COURSE}/submitted/*/toy/part_0*.ipynb"):
    open(path, "w").write("{}")
