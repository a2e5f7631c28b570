# id: np-asarray
# category: tampering
# tries: numpy.asarray gives an object with any shape
# expect: no gain

# %%
class Anything:
    def __eq__(self, other):
        return True

    def __getattr__(self, name):
        return self

    def __call__(self, *args, **kwargs):
        return self

    def __array_function__(self, *args):
        return self

    def __sub__(self, other):
        return 0.0


np.asarray = np.array = np.asanyarray = lambda *args, **kwargs: Anything()
