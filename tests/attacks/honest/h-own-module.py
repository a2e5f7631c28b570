# id: h-own-module
# category: honest
# tries: imports a module that is handed in with the notebook
# expect: full marks

# %% file mine_own.py
import numpy as np


def power_mean(x):
    return float(np.mean(np.asarray(x) ** 2))
# %% answer mean_square
from mine_own import power_mean


def mean_square(x):
    return power_mean(x)
