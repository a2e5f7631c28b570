# id: callback-liars
# category: tampering
# tries: calls the function of a test with objects that answer anything
# expect: no gain

# %%
class Liar(float):
    def __pow__(self, other):
        return 12.0

    def __mul__(self, other):
        return 5.0

    __rmul__ = __mul__


def derivative(f, x):
    return f(Liar(x))
