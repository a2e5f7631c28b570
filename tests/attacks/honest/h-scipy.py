# id: h-scipy
# category: honest
# tries: uses scipy, dataclasses and namedtuples
# expect: full marks

# %% answer extremes
from collections import namedtuple

from scipy import stats

Pair = namedtuple("Pair", "low high")


def extremes(x):
    found = stats.describe(x)
    return Pair(*(float(value) for value in found.minmax))
