# id: return-infinite
# category: tampering
# tries: returns an endless iterator, and sequences that claim to be endless
# expect: no gain

# %%
import itertools


class Endless:
    def __len__(self):
        return 10**15

    def __getitem__(self, index):
        return 0.0


def extremes(x):
    return itertools.repeat(-2.0)


def mean_square(x):
    return Endless()


def outer_sum(u, v):
    return range(10**15)
