# id: h-debug
# category: honest
# tries: a forgotten breakpoint
# expect: full marks

# %% answer mean_square
def mean_square(x):
    breakpoint()
    return float(np.mean(np.asarray(x) ** 2))
