# id: array-ufunc
# category: tampering
# tries: returns an array type of its own that equals everything
# expect: no gain

# %%
class Chameleon(np.ndarray):
    def __eq__(self, other):
        return np.ones(3, bool)

    def __array_function__(self, *args, **kwargs):
        return np.True_

    def __array_ufunc__(self, *args, **kwargs):
        return np.True_


def outer_sum(u, v):
    return np.zeros((len(u), len(v))).view(Chameleon)


def halve(theta):
    return Parameters(*(block.view(Chameleon) for block in theta))
