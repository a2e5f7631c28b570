# id: h-hidden-builtins
# category: honest
# tries: variables named list, sum, max and len were left over
# expect: full marks

# %%
list = [1, 2]
sum = 3
len = 2
abs = None
