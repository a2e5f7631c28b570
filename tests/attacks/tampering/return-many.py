# id: return-many
# category: tampering
# tries: returns a million small things
# expect: no gain

# %%
def extremes(x):
    return [(float(i),) for i in range(900_000)]


def mean_square(x):
    return {str(i): i for i in range(400_000)}
