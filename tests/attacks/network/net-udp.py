# id: net-udp
# category: network
# tries: sends a UDP datagram
# expect: no gain

# %%
import socket

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as connection:
    connection.sendto(MARK.encode(), ("127.0.0.1", PORT))
