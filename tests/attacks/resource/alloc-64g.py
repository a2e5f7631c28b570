# id: alloc-64g
# category: resource
# tries: one allocation of 64 GiB
# expect: no gain

# %%
np.ones(2**33)
# %%
def mean_square(x):
    return bytearray(2**36)
