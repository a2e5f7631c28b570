# id: h-input
# category: honest
# tries: a forgotten input() in a scratch cell
# expect: full marks

# %%
name = input("your name? ")
