# id: return-many-laughs
# category: tampering
# tries: returns a list of lists of lists that is tiny to send and endless to walk
# expect: no gain

# %%
laughs = [0.0] * 10
for _ in range(22):
    laughs = [laughs] * 10


def mean_square(x):
    return laughs


def outer_sum(u, v):
    return laughs


def extremes(x):
    return laughs, laughs
