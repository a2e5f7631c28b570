# id: callback-huge
# category: tampering
# tries: hands the function of a test arguments of many megabytes
# expect: no gain

# %%
def derivative(f, x):
    total = 0.0
    for _ in range(5):
        total = f(np.zeros(7_000_000)).sum()
    return float(total)
