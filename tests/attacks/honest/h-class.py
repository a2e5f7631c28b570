# id: h-class
# category: honest
# tries: does the work in a class
# expect: full marks

# %% answer mean_square
class Squares:
    def __init__(self, x):
        self.x = np.asarray(x)

    def mean(self):
        return float((self.x**2).mean())


def mean_square(x):
    return Squares(x).mean()
