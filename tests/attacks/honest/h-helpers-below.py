# id: h-helpers-below
# category: honest
# tries: helpers are defined below the answer, before the tests
# expect: full marks

# %% answer mean_square
def mean_square(x):
    return average(x)
# %%
def average(x):
    return float(np.mean(np.asarray(x) ** 2))
