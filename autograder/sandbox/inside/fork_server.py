"""Wait to be forked: each fork has namespaces of its own and speaks with the grader over a socket of its own."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from collections.abc import Iterator

from .channel import take_socket
from .namespaces import unshare


def serve(channel: socket.socket) -> socket.socket | None:
    """Fork whenever a socket comes in; return it in the fork, and None in this process when the grader is gone.

    The grader is sent a pidfd of the fork, or a byte without one where that is not allowed.
    """
    while (theirs := take_socket(channel)) is not None:
        # The one between leaves the namespaces, which cannot be entered again, and starts the first process in them.
        between = os.fork()
        if between == 0:
            with complaints():
                unshare()
                pid = os.fork()
                if pid:
                    socket.send_fds(channel, [b"."], [os.pidfd_open(pid)])
                    os._exit(0)
            return theirs
        theirs.close()
        failed = os.waitpid(between, 0)[1]
        if failed:
            channel.send(b"!")
        with contextlib.suppress(ChildProcessError):  # forks that have ended meanwhile
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
    return None


@contextlib.contextmanager
def complaints() -> Iterator[None]:
    """Say what the system does not allow, where the grader looks for it, and end this process."""
    try:
        yield
    except OSError as error:
        print(error, file=sys.__stderr__, flush=True)
        os._exit(1)
