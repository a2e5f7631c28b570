# id: print-in-test
# category: resource
# tries: 20 MB printed at each call of the function
# expect: no gain

# %%
def mean_square(x):
    print("x" * 20_000_000)
    return 5.0
