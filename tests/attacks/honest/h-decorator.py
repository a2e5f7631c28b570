# id: h-decorator
# category: honest
# tries: is decorated, numba-like
# expect: full marks

# %%
from functools import lru_cache, wraps


def jit(function):
    @wraps(function)
    def compiled(*args):
        return function(*args)

    return compiled
# %% answer derivative
def jit_soon(function):
    return lambda *args: function(*args)


@jit_soon
def derivative(f, x):
    return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5
