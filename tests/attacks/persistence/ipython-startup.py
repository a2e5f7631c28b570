# id: ipython-startup
# category: persistence
# tries: writes an IPython startup file
# expect: no gain

# %%
import os

for home in (HOME, os.path.expanduser("~")):
    try:
        folder = f"{home}/.ipython/profile_default/startup"
        os.makedirs(folder, exist_ok=True)
        open(f"{folder}/{MARK}.py", "w").write("# left")
    except OSError as error:
        print(error)
