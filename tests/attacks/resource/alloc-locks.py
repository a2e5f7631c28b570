# id: alloc-locks
# category: resource
# tries: memory of the kernel for locks on every other byte of many files
# expect: no gain
# alone: yes
# memory: 1

# %%
import fcntl
import os

home = os.environ["HOME"]
for _ in range(3):
    if os.fork() == 0:
        break
for number in range(200):
    file = os.open(f"{home}/{os.getpid()}-{number}", os.O_RDWR | os.O_CREAT)
    for place in range(4_000):
        fcntl.lockf(file, fcntl.LOCK_EX, 1, 2 * place)
