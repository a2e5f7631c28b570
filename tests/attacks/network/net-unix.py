# id: net-unix
# category: network
# tries: connects to Unix sockets in the file system
# expect: no gain

# %%
import glob
import socket

for path in [f"{HOME}/agent.sock", *glob.glob("/run/**/*.sock", recursive=True), *glob.glob("/tmp/**/*sock*")]:
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(path)
            connection.sendall(MARK.encode())
    except OSError as error:
        print(error)
