# id: many-files
# category: resource
# tries: 10,000 files and folders in folders
# expect: no gain

# %%
import os

for number in range(10_000):
    open(f"file{number}", "w").close()
path = "."
for _ in range(500):
    path += "/d"
    os.mkdir(path)
