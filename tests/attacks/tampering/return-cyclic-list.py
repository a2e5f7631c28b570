# id: return-cyclic-list
# category: tampering
# tries: returns a list that contains itself twice
# expect: no gain

# %%
L = [1.0]
L[:] = [L, L]


def mean_square(x):
    return L


def outer_sum(u, v):
    return L


def extremes(x):
    return L


def halve(theta):
    return Parameters(L, L, L, L)
