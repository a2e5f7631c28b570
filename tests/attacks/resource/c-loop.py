# id: c-loop
# category: resource
# tries: one long C call that does not look at signals
# expect: no gain
# timeout: 1

# %%
sum(range(10**13))
