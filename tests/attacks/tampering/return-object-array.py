# id: return-object-array
# category: tampering
# tries: returns an object array of elements that equal everything
# expect: no gain

# %%
class Equal:
    def __eq__(self, other):
        return True

    def __float__(self):
        return 1.5

    def __sub__(self, other):
        return 0.0


def outer_sum(u, v):
    return np.array([[Equal()] * len(v)] * len(u), dtype=object)
