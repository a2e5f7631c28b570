# id: net-listen
# category: network
# tries: listens on all interfaces, and connects to itself
# expect: no gain

# %%
import socket

server = socket.create_server(("", PORT + 1))
server.settimeout(0.2)
try:
    server.accept()
    print(FOUND)
except OSError:
    pass
