# id: chmod-everything
# category: persistence
# tries: makes its working folders unreadable, so that nobody can clean up
# expect: no gain

# %%
import os

os.makedirs("a/b/c")
for path in ("a/b", "a", ".", "..", "../.."):
    try:
        os.chmod(path, 0)
    except OSError:
        pass
