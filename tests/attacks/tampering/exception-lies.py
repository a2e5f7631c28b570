# id: exception-lies
# category: tampering
# tries: raises exceptions that fail or never end when they are described
# expect: no gain

# %%
class Odd(Exception):
    def __str__(self):
        raise SystemExit

    @property
    def hint(self):
        raise SystemExit

    @property
    def __class__(self):
        return AssertionError


class Long(Exception):
    def __str__(self):
        return "x" * 10**8


def mean_square(x):
    raise Odd


def outer_sum(u, v):
    raise Long


def derivative(f, x):
    raise ValueError("\x00\x1b[2J" + "\ud800" * 100)
