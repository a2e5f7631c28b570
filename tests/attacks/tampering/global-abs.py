# id: global-abs
# category: tampering
# tries: notebook globals abs, float and len hide the builtins
# expect: no gain

# %%
def abs(value):
    return 0.0


def tuple(value):
    return (-2.0, 7.0)
