"""Functions on the other side of a socket: the student's for the judge, the judge's for the student's code.

Both sides use the same class. A call is answered by a return or an error; while it is on its way, the other side may
call back, as deep as :data:`MAX_NESTED`. Arguments travel as :mod:`wire` says. What the called
function does to its arguments in place is done to the caller's own afterwards.
"""

from __future__ import annotations

import select
import socket
import threading
import time
from collections.abc import Callable, Mapping

from . import wire
from .alarm import Alarm, CellTimeout
from .channel import Patient, exactly
from .exceptions import from_data, to_data

MAX_NESTED = 12
FOR_EVER = 1_000_000.0  # seconds; sockets and timers take no infinity
current: Peer | None = None


class Gone(BaseException):
    """The other side has ended, is silent, or sends what cannot be read; ``how`` says which.

    Not an Exception, so that a check does not take it for an error of the answer.
    """

    def __init__(self, how: str):
        super().__init__(how)
        self.how = how


class Peer:
    """One end of the socket between judge and student process.

    Parameters
    ----------
    channel : socket
    records : mapping
        Dataclasses that may cross, by name.
    named : callable
        Returns the function that the other side may call by this name, or raises.
    alarm : Alarm
        Ends a call that takes longer than its caller has said.
    is_shown : callable
        Says of a file name whether an error may quote its lines.
    around : callable
        Makes a context in which called functions run.

    Attributes
    ----------
    lost : str
        "" as long as the other side can be talked to, else how it was lost.
    end : float
        Until when, on the monotonic clock, a call may last.
    patience : float
        Seconds beyond ``end`` that the other side gets to say that the time is over.
    keep_offers : bool
        The other side may call functions that it was handed for as long as it likes.
    tells_changes : bool
        Functions called here may change their arguments in place, and the caller is to see it.
    """

    def __init__(
        self,
        channel: socket.socket,
        records: Mapping[str, type],
        named: Callable[[str], Callable],
        alarm: Alarm,
        is_shown: Callable[[str], bool],
        around: Callable,
    ):
        self.channel, self.records, self.named, self.alarm = channel, records, named, alarm
        self.is_shown, self.around = is_shown, around
        self.lost, self.end, self.patience = "", time.monotonic() + FOR_EVER, FOR_EVER
        self.keep_offers = self.tells_changes = False
        self._offered: dict[int, Callable] = {}
        self._offers = self._depth = 0
        self._turn = threading.Lock()  # a student's threads may call as well

    def call(self, to: str | int, args: tuple, kwargs: dict):
        """Call a function of the other side and return (value, None) or (None, exception)."""
        with self._turn:
            if self.lost:
                raise Gone(self.lost)
            left = self.end - time.monotonic()
            if left <= 0:
                raise self.alarm.error()
            before, held = set(self._offered), self.alarm.held
            try:
                packing = wire.Packing(self.records, self._offer)
                value = packing.node((args, kwargs))
                # Until the answer is there: half a conversation would be the end of all talk.
                self.alarm.held = True
                self._send({"call": to, "limit": left, "value": value}, packing.buffers)
                return self._answer(packing)
            except wire.BadFrame:
                self._lose("garbage")
            finally:
                self.alarm.held = held
                if not self.keep_offers:  # SECURITY: later the other side has no business with them
                    for number in set(self._offered) - before:
                        del self._offered[number]

    def serve(self) -> None:
        """Answer one call; to be used when something has come in."""
        with self._turn:
            if not select.select([self.channel], [], [], 0)[0]:
                return  # it was for a thread that has called meanwhile
            self.alarm.held = True
            try:
                message, content = self._receive()
                self._serve(message, content)
            except wire.BadFrame:
                self._lose("garbage")
            finally:
                self.alarm.held = False

    def function(self, to: str | int) -> Callable:
        """Return what calls this function of the other side."""
        return Remote(self, to)

    def _answer(self, packing: wire.Packing):
        while True:
            message, content = self._receive()
            if "call" in message:
                self._serve(message, content)
                continue
            unpacking = wire.Unpacking(content, self.records, self.function)
            try:
                value = unpacking.value(message.get("return"))
                wire.apply_changes(packing.objects, message.get("changes", []), unpacking)
                if "error" not in message:
                    return value, None
                error = from_data(message["error"])
                return None, self.alarm.error() if isinstance(error, CellTimeout) else error
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise wire.BadFrame(str(error)) from None

    def _serve(self, message: dict, content: bytearray) -> None:
        to, limit = message.get("call"), message.get("limit")
        if type(to) not in (str, int) or type(limit) not in (int, float):
            raise wire.BadFrame("not a call")
        unpacking = wire.Unpacking(content, self.records, self.function)
        request = unpacking.value(message.get("value"))
        if not (type(request) is tuple and len(request) == 2 and type(request[0]) is tuple):
            raise wire.BadFrame("not a call")
        args, kwargs = request
        if type(kwargs) is not dict or not all(type(key) is str for key in kwargs):
            raise wire.BadFrame("not a call")
        packing = wire.Packing(self.records, self._offer)
        rings = not self.alarm.armed
        self._depth += 1
        self._turn.release()  # other threads may call while the function runs
        try:
            try:
                self.alarm.held = False
                if rings:
                    self.alarm.start(min(limit, self.end - time.monotonic()))
                if self._depth > MAX_NESTED:
                    raise RecursionError("the calls go to and fro between two functions without an end")
                with self.around():
                    result = self._lookup(to)(*args, **kwargs)
                reply = {"return": packing.node(result)}
            finally:
                self.alarm.held = True
                if rings:
                    self.alarm.stop()
        except BaseException as error:
            self.alarm.held = True
            gone = error if isinstance(error, Gone) else None
            packing = wire.Packing(self.records, self._offer)
            reply = {"error": self._told(error, rings)}
        else:
            gone = None
        self._turn.acquire()
        self.alarm.held = True
        self._depth -= 1
        if gone is not None:
            raise gone
        try:
            if self.tells_changes:
                reply["changes"] = unpacking.changes(packing)
        except wire.Refused as refused:
            packing.buffers.clear()
            reply = {"error": self._told(refused, rings)}
        try:
            self._send(reply, packing.buffers)
        except wire.Refused as refused:
            self._send({"error": self._told(refused, rings)}, [])

    def _told(self, error: BaseException, rings: bool) -> dict:
        if rings and self.alarm.rang and not isinstance(error, CellTimeout):
            error = self.alarm.error()  # the function has swallowed it
        if isinstance(error, wire.Refused):
            error = wire.Refused(f"what the function returns cannot be handed over: {error}")
        return to_data(error, self.is_shown)

    def _lookup(self, to: str | int) -> Callable:
        if isinstance(to, str):
            return self.named(to)
        if to not in self._offered:
            raise LookupError("this function is not available any more")
        return self._offered[to]

    def _offer(self, function: Callable) -> int:
        self._offers += 1
        self._offered[self._offers] = function
        return self._offers

    def _send(self, message: dict, buffers: list) -> None:
        self._transfer(lambda channel: wire.write_frame(channel, message, buffers))

    def _receive(self) -> tuple[dict, bytearray]:
        frame = self._transfer(lambda channel: wire.read_frame(channel, exactly))
        if frame is None:
            self._lose("ended")
        return frame

    def _transfer(self, move: Callable):
        left = self.end + self.patience - time.monotonic()
        if left <= 0:  # SECURITY: messages without an end are silence too
            self._lose("silent")
        try:
            return move(Patient(self.channel, left))
        except MemoryError:
            self._lose("garbage")
        except TimeoutError:
            self._lose("silent")
        except OSError:
            self._lose("ended")

    def _lose(self, how: str):
        self.lost = self.lost or how
        raise Gone(self.lost)


class Remote:
    """A function of the other side, to be called like any other."""

    def __init__(self, peer: Peer | None, to: str | int):
        self._peer, self._to = peer, to
        self.__name__ = self.__qualname__ = to if isinstance(to, str) else "function"

    def __call__(self, *args, **kwargs):
        try:
            value, error = (self._peer or current).call(self._to, args, kwargs)
        except BaseException as raised:
            error = raised
        if error is not None:
            error.from_other_side = True  # see failure.is_ours
            raise error
        return value

    def __deepcopy__(self, memo):
        return self  # like a function's own


# A check quotes the last line of a traceback that has a source; this is to be the student's, not one in here.
Remote.__call__.__code__ = Remote.__call__.__code__.replace(co_filename="<the other process>")
Remote.__name__ = Remote.__qualname__ = "function"


def remote(name: str) -> Callable:
    """Return the judge's function of this name, in the student's process."""
    return Remote(None, name)
