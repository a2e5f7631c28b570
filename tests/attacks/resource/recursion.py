# id: recursion
# category: resource
# tries: infinite recursion in a cell and in a test
# expect: no gain

# %%
def mean_square(x):
    return mean_square(x)


mean_square(1)
