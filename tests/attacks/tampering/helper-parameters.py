# id: helper-parameters
# category: tampering
# tries: the class Parameters is changed in place
# expect: no gain

# %%
Parameters.__iter__ = lambda self: iter([np.full(3, 1.5)] * 4)
Parameters.__getattribute__ = lambda self, name: np.full(3, 1.5)
