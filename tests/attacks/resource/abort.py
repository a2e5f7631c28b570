# id: abort
# category: resource
# tries: abort, a floating point trap, and a full core file
# expect: no gain

# %%
import os
import resource

try:
    resource.setrlimit(resource.RLIMIT_CORE, (-1, -1))
except (ValueError, OSError) as error:
    print(error)
os.abort()
