# id: alloc-files
# category: resource
# tries: files without content but with long names and attributes, in every file system that can be written
# expect: no gain
# alone: yes
# memory: 1

# %%
import os

places = [os.environ["HOME"], "/tmp", "/dev/shm"]
for turn in range(500_000):
    for place in places:
        path = f"{place}/{turn}-{'x' * 200}"
        try:
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
            for name in range(8):
                os.setxattr(path, f"user.{name}", b"x" * 60_000)
        except OSError:
            pass
