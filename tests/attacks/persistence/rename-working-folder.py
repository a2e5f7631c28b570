# id: rename-working-folder
# category: persistence
# tries: moves the folders that the next notebook will use
# expect: no gain

# %%
import os

here = os.getcwd()
for number in range(1, 40):
    name = f"../notebook-{number}"
    if os.path.realpath(name) != here:
        try:
            os.symlink("/dev", name)
        except OSError:
            pass
