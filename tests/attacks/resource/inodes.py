# id: inodes
# category: resource
# tries: files without content, without an end
# expect: no gain
# alone: yes
# timeout: 3

# %%
import itertools
import os

home = os.environ["HOME"]
for number in itertools.count():
    open(f"{home}/file{number}", "w").close()
