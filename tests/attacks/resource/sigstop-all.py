# id: sigstop-all
# category: resource
# tries: all processes in sight are stopped
# expect: no gain
# timeout: 1

# %%
import os
import signal

os.kill(-1, signal.SIGSTOP)
