# id: mutate-arguments-odd
# category: tampering
# tries: arguments are changed to other shapes, types and contents
# expect: no gain

# %%
def outer_sum(u, v):
    u.resize((0,), refcheck=False)
    v.shape = (1, -1)
    return np.zeros((2, 3))


def halve(theta):
    theta.W1 = "nothing"
    theta.b1 = None
    del theta.W2
    return theta


def add_row(A, row):
    A.shape = (-1,)
    row[:] = np.nan
