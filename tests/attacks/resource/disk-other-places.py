# id: disk-other-places
# category: resource
# tries: files of 20 MB wherever a file can be made
# expect: no gain

# %%
import os

written = 0
for folder in ("/tmp", "/dev/shm", "/dev", "/dev/pts", "/run", "/", "/var/tmp", "/proc", os.getcwd()):
    for number in range(15):
        try:
            written += open(f"{folder}/{MARK}{number}", "wb").write(b"x" * 20_000_000)
        except OSError as error:
            print(folder, number, error)
            break
if written > 200_000_000:
    print(FOUND, written)
