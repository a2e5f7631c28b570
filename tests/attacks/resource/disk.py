# id: disk
# category: resource
# tries: a file of 300 MB
# expect: no gain

# %%
with open("large.bin", "wb") as stream:
    for _ in range(300):
        stream.write(b"x" * 1_000_000)
