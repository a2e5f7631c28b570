# id: callback-storm
# category: tampering
# tries: calls the function of a test without an end
# expect: no gain
# timeout: 2

# %%
def derivative(f, x):
    while True:
        f(x)
