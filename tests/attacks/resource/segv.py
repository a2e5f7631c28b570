# id: segv
# category: resource
# tries: the process crashes by a wild pointer
# expect: no gain

# %%
import ctypes

ctypes.string_at(0)
