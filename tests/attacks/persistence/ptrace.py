# id: ptrace
# category: persistence
# tries: attaches to its parent and writes into its memory
# expect: no gain

# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
print(libc.ptrace(16, os.getppid(), 0, 0))
try:
    with open(f"/proc/{os.getppid()}/mem", "r+b") as memory:
        print(memory.seek(0x400000))
except OSError as error:
    print(error)
libc.ptrace(17, os.getppid(), 0, 0)
