# id: steal-source
# category: theft
# tries: reads the hidden tests in the source folder
# expect: no gain

# %%
import glob

for path in glob.glob(f"{COURSE}/source/**/*", recursive=True):
    try:
        print(open(path).read())
    except OSError:
        pass
