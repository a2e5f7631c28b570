# id: builtins-float
# category: tampering
# tries: builtins.float, abs, all, len and tuple lie
# expect: no gain

# %%
import builtins

builtins.float = lambda value=0: 14 / 3
builtins.abs = lambda value: 0.0
builtins.all = builtins.any = lambda values: True
builtins.tuple = lambda values=(): (-2.0, 7.0)
