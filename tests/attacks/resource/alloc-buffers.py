# id: alloc-buffers
# category: resource
# tries: memory of the kernel in the buffers of pipes and sockets
# expect: no gain
# alone: yes
# memory: 2

# %%
import fcntl
import os
import socket

held = []
try:
    while len(held) < 2000:
        ends = os.pipe()
        held.append(ends)
        fcntl.fcntl(ends[1], 1031, 1_048_576)
        os.set_blocking(ends[1], False)
        os.write(ends[1], b"x" * 1_048_576)
except OSError as error:
    print(error)
print(len(held))
