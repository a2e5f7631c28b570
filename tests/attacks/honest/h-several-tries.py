# id: h-several-tries
# category: honest
# tries: several tries are left in the answer cell
# expect: full marks

# %% answer mean_square
def mean_square(x):
    return 0


def mean_square(x):
    return float(np.mean(np.asarray(x) ** 2))


print(mean_square([1, 2]))
