# id: return-agreeing
# category: tampering
# tries: returns objects whose operators and methods say what a test wants to hear, told what it expects
# expect: no gain

# %%
class Agreeing:
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kwargs: True

    def __iter__(self):
        return iter([self, self])

    def __len__(self):
        return 2

    def __setitem__(self, place, value):
        self.told = value

    def _nothing(self, other):
        self.told = other
        return 0.0

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _nothing
    __matmul__ = __rmatmul__ = __mod__ = __rmod__ = __floordiv__ = __rfloordiv__ = __isub__ = __xor__ = _nothing

    def __array__(self, dtype=None, copy=None):
        return np.asarray(getattr(self, "told", 0.0))


for name in NAMES:
    globals()[name] = lambda *args: Agreeing()
