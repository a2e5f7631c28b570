# id: sigstop
# category: resource
# tries: the process stops itself
# expect: no gain
# timeout: 1

# %%
import os
import signal

os.kill(os.getpid(), signal.SIGSTOP)
