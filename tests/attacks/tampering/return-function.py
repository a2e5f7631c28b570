# id: return-function
# category: tampering
# tries: returns functions and asks the tests to call them
# expect: no gain

# %%
for name in NAMES:
    globals()[name] = lambda *args: lambda *more: 14 / 3
