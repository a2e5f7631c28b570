# id: print-by-descriptor
# category: resource
# tries: writes to the file descriptors of stdout and stderr
# expect: no gain

# %%
import os

for number in (1, 2):
    for _ in range(100):
        os.write(number, b"x" * 100_000)
!yes | head -c 30000000
