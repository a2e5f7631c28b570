# id: loop-in-test
# category: resource
# tries: an endless loop when a test calls
# expect: no gain
# timeout: 1

# %%
def mean_square(x):
    while True:
        pass
