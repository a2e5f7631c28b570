# id: h-redefines-np
# category: honest
# tries: imports numpy again under other names
# expect: full marks

# %%
import numpy
import numpy as nmp
from numpy import mean
# %% answer mean_square
def mean_square(x):
    return float(numpy.mean(numpy.asarray(x) ** 2))
