# id: return-broadcast
# category: tampering
# tries: returns a view of one number with shape (10**6, 10**6)
# expect: no gain

# %%
def outer_sum(u, v):
    return np.broadcast_to(1.0, (10**6, 10**6))


def mean_square(x):
    return np.broadcast_to(1.0, (10**9,))


def halve(theta):
    return Parameters(*[np.broadcast_to(1.5, (10**5, 10**5))] * 4)
