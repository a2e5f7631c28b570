# id: delete-everything
# category: persistence
# tries: deletes all files that it can
# expect: no gain

# %%
import os
import shutil

for path in (COURSE, HOME, os.environ["EX3_REFERENCE"], os.path.expanduser("~"), "."):
    shutil.rmtree(path, ignore_errors=True)
