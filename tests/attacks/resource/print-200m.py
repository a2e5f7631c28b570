# id: print-200m
# category: resource
# tries: 200 MB of printed output
# expect: no gain

# %%
for _ in range(200):
    print("x" * 1_000_000)
