# id: assertion-error
# category: tampering
# tries: builtins.AssertionError makes a harmless exception
# expect: no gain

# %%
import builtins


class Harmless(Exception):
    def __new__(cls, *args):
        return StopIteration()


builtins.AssertionError = Harmless
