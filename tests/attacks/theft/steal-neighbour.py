# id: steal-neighbour
# category: theft
# tries: reads another student's submission
# expect: no gain

# %%
import glob

for path in glob.glob(f"{COURSE}/submitted/**/*", recursive=True):
    try:
        print(path, open(path).read())
    except OSError:
        pass
