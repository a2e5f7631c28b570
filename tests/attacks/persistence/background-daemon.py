# id: background-daemon
# category: persistence
# tries: leaves a double-forked process that ignores SIGTERM and SIGHUP
# expect: no gain

# %%
import os
import signal
import sys
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(60)", MARK])
    os._exit(0)
