# id: define-tests-names
# category: tampering
# tries: defines everything that tests use: names of cells, results, helpers
# expect: no gain

# %%
got = want = low = high = reference = None
A = u = v = blocks = None
