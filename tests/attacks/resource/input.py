# id: input
# category: resource
# tries: input() waits on stdin
# expect: no gain

# %%
input("your name? ")
# %%
def mean_square(x):
    return float(input())
