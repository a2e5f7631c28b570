# id: return-nan
# category: tampering
# tries: returns NaN, infinities and masked arrays
# expect: no gain

# %%
def mean_square(x):
    return float("nan")


def outer_sum(u, v):
    return np.ma.masked_all((len(u), len(v)))


def halve(theta):
    return Parameters(*(np.full(block.shape, np.nan) for block in theta))


def derivative(f, x):
    return float("nan")


def extremes(x):
    return (np.nan, np.nan)
