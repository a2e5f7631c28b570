# id: return-tall
# category: tampering
# tries: returns arrays that explode when they meet others by broadcasting
# expect: no gain

# %%
def outer_sum(u, v):
    return np.zeros((7_000_000, 1))


def mean_square(x):
    return np.zeros((2000, 2000))


def halve(theta):
    return Parameters(*[np.zeros((1_000_000, 1))] * 4)
