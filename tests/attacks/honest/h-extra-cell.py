# id: h-extra-cell
# category: honest
# tries: the stub is left as it was; the work is in a new cell below it
# expect: full marks

# %% answer mean_square
def mean_square(x):
    """Question: mean_square."""
    raise NotImplementedError("mean_square")
# %%
def mean_square(x):
    return float(np.mean(np.asarray(x) ** 2))
