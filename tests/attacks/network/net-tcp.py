# id: net-tcp
# category: network
# tries: connects to a TCP socket
# expect: no gain

# %%
import socket

for host in ("127.0.0.1", "localhost", socket.gethostname()):
    try:
        with socket.create_connection((host, PORT), timeout=0.5) as connection:
            connection.sendall(MARK.encode())
    except OSError as error:
        print(error)
