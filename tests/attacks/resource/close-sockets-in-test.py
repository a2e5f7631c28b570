# id: close-sockets-in-test
# category: resource
# tries: every file descriptor is closed when a test calls
# expect: no gain

# %%
import os


def mean_square(x):
    os.closerange(3, 1000)
    return 5.0
