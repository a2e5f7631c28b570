# id: tty
# category: resource
# tries: opens the terminal and types into it
# expect: no gain

# %%
import fcntl
import termios

for path in ("/dev/tty", "/dev/console", "/dev/pts/0"):
    try:
        with open(path, "wb", buffering=0) as terminal:
            fcntl.ioctl(terminal, termios.TIOCSTI, b"x")
        print(FOUND)
    except OSError as error:
        print(error)
