# id: recursion-in-c
# category: resource
# tries: infinite recursion that overflows the C stack
# expect: no gain
# timeout: 3

# %%
import sys

sys.setrecursionlimit(10**9)


def mean_square(x):
    return max([x], key=mean_square) if len(x) else mean_square(x)
