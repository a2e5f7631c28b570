# id: slow-in-many-tests
# category: resource
# tries: each function uses up the time of its test
# expect: no gain
# timeout: 1

# %%
import time


def slow(*args):
    time.sleep(60)


for name in NAMES:
    globals()[name] = slow
