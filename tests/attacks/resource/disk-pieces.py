# id: disk-pieces
# category: resource
# tries: many files of 1 MB, until nothing fits
# expect: no gain
# alone: yes

# %%
import os

home = os.environ["HOME"]
for number in range(2000):
    open(f"{home}/{number}.bin", "wb").write(b"x" * 1_000_000)
