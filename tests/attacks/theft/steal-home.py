# id: steal-home
# category: theft
# tries: reads files in the home directory
# expect: no gain

# %%
import glob
import os

for folder in (HOME, os.path.expanduser("~"), "/root", *glob.glob("/home/*")):
    for path in (".ssh/id_rsa", ".netrc", ".bash_history", ".config/token"):
        try:
            print(open(os.path.join(folder, path)).read())
        except OSError:
            pass
