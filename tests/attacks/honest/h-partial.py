# id: h-partial
# category: honest
# tries: is a partial, a bound method, and a callable object
# expect: full marks

# %% answer mean_square
from functools import partial


def _mean_power(power, x):
    return float(np.mean(np.asarray(x) ** power))


mean_square = partial(_mean_power, 2)
# %% answer extremes
class Extremes:
    def __call__(self, x):
        return float(np.min(x)), float(np.max(x))


extremes = Extremes()
