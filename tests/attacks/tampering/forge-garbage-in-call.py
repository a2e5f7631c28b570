# id: forge-garbage-in-call
# category: tampering
# tries: sends noise to every socket while a test waits for an answer
# expect: no gain

# %%
import os


def mean_square(x):
    for number in range(3, 64):
        try:
            os.write(number, b"\xff" * 4096)
        except OSError:
            pass
    return 5.0
