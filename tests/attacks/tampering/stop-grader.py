# id: stop-grader
# category: tampering
# tries: SIGSTOP to the parent, so that nobody answers
# expect: no gain
# timeout: 2

# %%
import os
import signal

os.kill(os.getppid(), signal.SIGSTOP)
