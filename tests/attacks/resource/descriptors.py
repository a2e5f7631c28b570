# id: descriptors
# category: resource
# tries: opens files until no more can be opened
# expect: no gain

# %%
held = []
while True:
    held.append(open("/dev/null"))
