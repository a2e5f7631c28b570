# id: net-tcp-in-test
# category: network
# tries: connects when a test calls the function
# expect: no gain

# %%
import socket


def mean_square(x):
    with socket.create_connection(("127.0.0.1", PORT), timeout=0.5) as connection:
        connection.sendall(MARK.encode())
    return 5.0
