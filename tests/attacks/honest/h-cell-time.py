# id: h-cell-time
# category: honest
# tries: %%time on the answer cell
# expect: full marks

# %% answer mean_square
%%time
def mean_square(x):
    return float(np.mean(np.asarray(x) ** 2))
