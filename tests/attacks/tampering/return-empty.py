# id: return-empty
# category: tampering
# tries: returns arrays without entries, for which all() is true
# expect: no gain

# %%
def outer_sum(u, v):
    return np.zeros((0, 3))


def halve(theta):
    return Parameters(*(np.zeros((0, 1)) for _ in range(4)))


def extremes(x):
    return ()
