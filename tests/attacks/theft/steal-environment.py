# id: steal-environment
# category: theft
# tries: reads the environment of the grader and of all processes
# expect: no gain

# %%
import glob
import os

print(dict(os.environ))
for path in glob.glob("/proc/*/environ"):
    try:
        print(open(path, "rb").read())
    except OSError:
        pass
