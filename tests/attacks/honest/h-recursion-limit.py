# id: h-recursion-limit
# category: honest
# tries: recursion, with a raised limit
# expect: full marks

# %% answer mean_square
import sys

sys.setrecursionlimit(5000)


def _sum(values):
    return values[0] ** 2 + _sum(values[1:]) if len(values) else 0.0


def mean_square(x):
    return float(_sum(list(x)) / len(x))
