# id: loop
# category: resource
# tries: an endless loop
# expect: no gain
# timeout: 1

# %%
while True:
    pass
