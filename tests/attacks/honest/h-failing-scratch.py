# id: h-failing-scratch
# category: honest
# tries: failing scratch cells were left in
# expect: full marks

# %%
1 / 0
# %%
undefined_name
# %%
def broken(:
# %% end
assert False
