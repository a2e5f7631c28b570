# id: net-raw
# category: network
# tries: opens raw and packet sockets and lists interfaces
# expect: no gain

# %%
import socket

for kind in ((socket.AF_PACKET, socket.SOCK_RAW), (socket.AF_INET, socket.SOCK_RAW)):
    try:
        socket.socket(*kind, 1)
        print("opened")
    except OSError as error:
        print(error)
others = [name for _, name in socket.if_nameindex() if name != "lo"]
print(FOUND if others else "none", others)
