# id: alloc-sockets
# category: resource
# tries: memory of the kernel in sockets of many processes, full, with large buffers, and full of other sockets
# expect: no gain
# alone: yes
# memory: 1

# %%
import array
import os
import socket
import time

for _ in range(60):
    try:
        child = os.fork()
    except OSError:
        break
    if child == 0:
        held = []
        try:
            while True:
                pair = socket.socketpair()
                held.append(pair)
                for one in pair:
                    one.setblocking(False)
                    try:
                        one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 10_000_000)
                    except OSError:
                        pass
                    try:
                        while True:
                            one.send(b"x" * 100_000)
                    except OSError:
                        pass
        except OSError:
            pass
        try:
            inner, outer = held[0]
            while len(held) > 1:
                rights = array.array("i", [end.fileno() for pair in held[-100:] for end in pair])
                outer.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
                del held[-100:]
        except OSError:
            pass
        time.sleep(2)
        os._exit(0)
time.sleep(2.5)
