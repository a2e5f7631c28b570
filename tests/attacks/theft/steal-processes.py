# id: steal-processes
# category: theft
# tries: lists the command lines of other processes and looks through their roots
# expect: no gain

# %%
import glob

for path in [*glob.glob("/proc/*/cmdline"), *glob.glob(f"/proc/*/root{HOME}/.netrc"), *glob.glob("/proc/*/maps")]:
    try:
        print(open(path, "rb").read()[:2000])
    except OSError:
        pass
