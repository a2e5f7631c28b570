# id: forge-garbage
# category: tampering
# tries: sends noise to every socket and pipe that it finds
# expect: no gain

# %%
import os

for number in range(3, 64):
    try:
        os.set_blocking(number, False)
        os.write(number, bytes(range(256)) * 16)
    except OSError:
        pass
