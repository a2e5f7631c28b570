# id: h-print
# category: honest
# tries: prints 1 MB, and a line at each call
# expect: full marks

# %%
print("x" * 1_000_000)
# %% answer mean_square
def mean_square(x):
    print("called with", x)
    return float(np.mean(np.asarray(x) ** 2))
