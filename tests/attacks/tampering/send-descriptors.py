# id: send-descriptors
# category: tampering
# tries: passes hundreds of open files to the judge
# expect: no gain

# %%
import os
import socket
import stat


def mean_square(x):
    for number in range(3, 64):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                with socket.socket(fileno=os.dup(number)) as channel:
                    for _ in range(20):
                        socket.send_fds(channel, [b""], [0] * 100)
        except OSError:
            pass
    return 5.0
