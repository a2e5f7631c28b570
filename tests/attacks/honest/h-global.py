# id: h-global
# category: honest
# tries: uses a global variable
# expect: full marks

# %%
scale = 2.0
# %% answer halve
def halve(theta):
    return Parameters(*(block / scale for block in theta))
