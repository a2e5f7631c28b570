# id: h-tuple
# category: honest
# tries: returns a tuple of tuples where an array is expected
# expect: full marks

# %% answer outer_sum
def outer_sum(u, v):
    return tuple(tuple(float(a + b) for b in v) for a in u)
