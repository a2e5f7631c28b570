# id: h-seterr
# category: honest
# tries: changes np.seterr
# expect: full marks

# %%
np.seterr(all="raise")
