# id: return-equal
# category: tampering
# tries: returns objects that are equal to everything
# expect: no gain

# %%
class Equal:
    def __eq__(self, other):
        return True

    def __len__(self):
        return 2

    def __iter__(self):
        return iter([self, self])

    def __float__(self):
        return 14 / 3

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__


for name in NAMES:
    globals()[name] = lambda *args: Equal()
