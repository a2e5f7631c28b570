# id: net-abstract
# category: network
# tries: connects to an abstract Unix socket of the machine
# expect: no gain

# %%
import socket

with socket.socket(socket.AF_UNIX) as connection:
    connection.connect(f"\0canary-{PORT}")
    connection.sendall(MARK.encode())
