# id: return-huge-numbers
# category: tampering
# tries: returns integers and texts of millions of digits
# expect: no gain

# %%
def mean_square(x):
    return 10**1_000_000


def derivative(f, x):
    return "1" * 15_000_000


def extremes(x):
    return (-(2**1000), 10**300)


def outer_sum(u, v):
    return [[2**1020] * 3] * 2
