# id: block-signals
# category: resource
# tries: SIGTERM, SIGINT, SIGHUP and SIGALRM ignored, sleeping for ever
# expect: no gain
# timeout: 1

# %%
import signal
import time

signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP})
while True:
    time.sleep(10)
