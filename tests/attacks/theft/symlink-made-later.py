# id: symlink-made-later
# category: theft
# tries: a cell makes links to files outside and leaves them in the working folder
# expect: no gain

# %%
import os

for number, target in enumerate((f"{HOME}/.netrc", f"{COURSE}/gradebook.db", "/proc/1/environ")):
    os.symlink(target, f"kept{number}.txt")
    try:
        print(open(f"kept{number}.txt").read())
    except OSError:
        pass
