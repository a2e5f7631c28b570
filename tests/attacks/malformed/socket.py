# id: socket
# category: malformed
# tries: a socket with the notebook's name
# expect: reported, 0 marks
# says: special file

def build(path, notebook):
    import socket

    here = os.getcwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(here)
