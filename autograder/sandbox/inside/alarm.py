"""The polite way to end what takes too long: an exception, again and again until the code gives in."""

from __future__ import annotations

import signal

RERAISE_S = 0.25


class CellTimeout(BaseException):
    """A cell has used up its time. Not an Exception, so that ``except Exception`` lets it through."""


class Alarm:
    """Interrupts the main thread after some seconds.

    Attributes
    ----------
    held : bool
        True while a message is on its way, which must not be cut in two; the next ring comes soon.
    """

    def __init__(self):
        self.armed = self.rang = self.held = False
        self.seconds = 0.0

    def start(self, seconds: float, told: float | None = None) -> None:
        """Ring after ``seconds``; the exception speaks of ``told`` seconds, if given."""
        self.seconds = seconds if told is None else told
        signal.signal(signal.SIGALRM, self._ring)  # anew each time: a cell may have taken it
        self.armed, self.rang = True, False
        signal.setitimer(signal.ITIMER_REAL, max(seconds, 1e-3), RERAISE_S)

    def stop(self) -> None:
        self.armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _ring(self, *_) -> None:
        if self.armed and not self.held:
            self.rang = True
            raise self.error()

    def error(self) -> CellTimeout:
        return CellTimeout(f"stopped after {self.seconds:g} s")
