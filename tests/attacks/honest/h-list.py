# id: h-list
# category: honest
# tries: returns lists
# expect: full marks

# %% answer outer_sum
def outer_sum(u, v):
    return [[a + b for b in v] for a in u]
# %% answer extremes
def extremes(x):
    return [min(x), max(x)]
