# id: temporary-files
# category: persistence
# tries: leaves files in all folders where anyone may write
# expect: no gain

# %%
import os
import tempfile

for folder in ("/tmp", "/var/tmp", "/dev/shm", "/run", "/run/lock", "/var/lock", "/", tempfile.gettempdir()):
    try:
        open(f"{folder}/{MARK}", "w").write("left")
    except OSError as error:
        print(error)
