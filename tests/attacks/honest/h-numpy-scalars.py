# id: h-numpy-scalars
# category: honest
# tries: returns 0-d arrays, integers and numpy scalars
# expect: full marks

# %% answer mean_square
def mean_square(x):
    return np.array(np.mean(np.asarray(x) ** 2))
# %% answer extremes
def extremes(x):
    return np.min(x), np.int64(np.max(x))
# %% answer derivative
def derivative(f, x):
    return np.longdouble(f(x + 1e-5) - f(x - 1e-5)) / 2e-5
