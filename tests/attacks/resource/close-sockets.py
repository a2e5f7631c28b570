# id: close-sockets
# category: resource
# tries: the process closes every file descriptor
# expect: no gain

# %%
import os

os.closerange(0, 1000)
