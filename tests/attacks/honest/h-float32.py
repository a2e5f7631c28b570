# id: h-float32
# category: honest
# tries: returns float32
# expect: full marks

# %% answer outer_sum
def outer_sum(u, v):
    return (u[:, None] + v).astype(np.float32)
# %% answer mean_square
def mean_square(x):
    return np.float32(np.mean(np.asarray(x) ** 2))
