# id: answers-in-another-part
# category: tampering
# tries: answers to another part are smuggled in, wrong ones
# expect: no gain

# %%
def twice_first(x):
    return 0


def twice_last(x):
    return 0
