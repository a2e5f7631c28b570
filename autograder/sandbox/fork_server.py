"""The process in the sandbox that those of all submissions to an assignment are forked from.

To start Python and to import what notebooks use takes longer than most notebooks; this is done once. SECURITY: it runs
no code of a student's and reads nothing of theirs. Each fork has namespaces, file systems and limits of its own, see
:mod:`.inside.namespaces`.
"""

from __future__ import annotations

import socket

from autograder.sandbox.process import START_S, Process, ProcessError
from autograder.sandbox.started import Fork


class ForkServer(Process):
    """A process that waits in the sandbox to be forked.

    It is one as any other, with ``serves`` among its settings.
    """

    def fork(self, channel: socket.socket) -> Fork:
        """Return a new fork, which is told the rest over ``channel``.

        Raises
        ------
        ProcessError
            If the system does not allow what it needs.
        """
        for _ in range(2):
            try:
                self._wait_for_start()
                self._channel.settimeout(START_S)
                socket.send_fds(self._channel, [b"."], [channel.fileno()])
                _, descriptors, _, _ = socket.recv_fds(self._channel, 1, 1)
                if descriptors:
                    return Fork(descriptors[0])
            except OSError:
                pass  # it has ended since the last submission, and is started again
            self.kill()
        raise ProcessError(f"The sandbox of this submission cannot be made. {self.last_words()}".strip())
