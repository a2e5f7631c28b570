# id: return-many-laughs-dict
# category: tampering
# tries: the same with dictionaries and tuples
# expect: no gain

# %%
laughs = {0: 0.0}
for _ in range(22):
    laughs = {number: laughs for number in range(10)}
pairs = (0.0, 0.0)
for _ in range(20):
    pairs = (pairs, pairs)


def mean_square(x):
    return laughs


def extremes(x):
    return pairs
