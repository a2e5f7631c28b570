# id: disk-sparse
# category: resource
# tries: a file of 10 TB with nothing in it
# expect: no gain

# %%
with open("sparse.bin", "wb") as stream:
    stream.truncate(10**13)
