# id: steal-reference
# category: theft
# tries: reads what lies where the reference solutions are expected
# expect: no gain

# %%
import glob
import os

for path in glob.glob(os.environ["EX3_REFERENCE"] + "/../**/*", recursive=True):
    try:
        text = open(path).read()
    except (OSError, UnicodeDecodeError):
        continue
    if "float(np.mean(np.asarray(" in text or "CANARY-" + "hidden" in text or "CANARY-" + "source" in text:
        print(FOUND, path)
