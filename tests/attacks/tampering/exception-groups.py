# id: exception-groups
# category: tampering
# tries: raises groups of exceptions, chains of causes, and causes that are loops
# expect: no gain

# %%
def mean_square(x):
    raise ExceptionGroup("all", [AssertionError(i) for i in range(1000)])


def outer_sum(u, v):
    error = ValueError(1)
    error.__cause__ = error
    raise error


def halve(theta):
    error = ValueError("deep")
    for _ in range(3000):
        deeper = ValueError("deep")
        deeper.__context__ = error
        error = deeper
    raise error
