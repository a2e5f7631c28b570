# id: c-loop-in-test
# category: resource
# tries: one long C call when a test calls
# expect: no gain
# timeout: 1

# %%
import re


def mean_square(x):
    return re.match("(a*)*b", "a" * 60)
