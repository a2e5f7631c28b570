# id: next-folder-links
# category: persistence
# tries: puts links and devices where files of the next notebooks will be written
# expect: no gain

# %%
import os

for number in range(1, 40):
    folder = f"../notebook-{number}"
    if not os.path.exists(folder):
        os.makedirs(folder)
        for name in os.listdir("."):
            os.symlink("/dev/full", f"{folder}/{name}")
        os.chmod(folder, 0)
