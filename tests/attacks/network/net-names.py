# id: net-names
# category: network
# tries: asks for the addresses of names, which could carry text outside
# expect: no gain

# %%
import socket

try:
    print(FOUND, socket.getaddrinfo("example.com", 80))
except OSError as error:
    print(error)
