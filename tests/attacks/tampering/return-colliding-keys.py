# id: return-colliding-keys
# category: tampering
# tries: returns dictionaries whose keys all collide
# expect: no gain

# %%
def mean_square(x):
    keys = {k * (2**61 - 1): 0 for k in range(1, 9_001)}
    return [dict(keys) for _ in range(40)]


def outer_sum(u, v):
    return {float(k * (2**61 - 1)): 0 for k in range(1, 9_001)}
