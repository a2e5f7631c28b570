# id: segv-in-test
# category: resource
# tries: the process crashes when a test calls
# expect: no gain

# %%
import ctypes


def mean_square(x):
    ctypes.memset(0, 1, 1)
