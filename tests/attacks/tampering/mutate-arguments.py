# id: mutate-arguments
# category: tampering
# tries: arguments are changed so that a wrong result fits them
# expect: no gain

# %%
def mean_square(x):
    x[:] = 0
    return 0.0


def outer_sum(u, v):
    u[:] = 0
    v[:] = 0
    return np.zeros((len(u), len(v)))


def halve(theta):
    for block in theta:
        block[:] = 0
    return theta
