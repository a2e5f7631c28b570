"""Remote calls: the judge calls the student's functions, and the student's code those of earlier parts.

Both ends use the same class. A call is answered by a return or an error; while it is on its way, the other end may
call back, as deep as :data:`MAX_NESTED`. Arguments travel as :mod:`wire` says, as copies: what the called function
does to them in place stays there, unless the caller asks for it with :meth:`RemoteFunction.in_place`. Whether it has
done something to them the caller may be told, too.
"""

from __future__ import annotations

import select
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any, NoReturn, TypeVar

from . import wire
from .channel import Patient
from .exceptions import Alarm, CellTimeout, from_data, to_data
from .packing import Packing
from .unpacking import Unpacking, apply_changes

MAX_NESTED = 12
FOR_EVER = 1_000_000.0  # seconds; sockets and timers take no infinity
current: Connection | None = None
Function = Callable[..., Any]
Outcome = tuple[Any, BaseException | None]
Moved = TypeVar("Moved")


class Gone(BaseException):
    """The other side has ended, is silent, or sends what cannot be read; ``how`` says which.

    Not an Exception, so that a check does not take it for an error of the answer.
    """

    def __init__(self, how: str):
        super().__init__(how)
        self.how = how


class Connection:
    """One end of the socket between judge and student's process.

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
        A caller that asks for it is told what a function has changed in its arguments.
    notes, noted : bool
        It asks to be told whether a function has changed its arguments, or handed one back; one has.
    max_arguments : int
        Bytes of arrays that a call from the other side may bring.
    """

    def __init__(
        self,
        channel: socket.socket,
        records: Mapping[str, type],
        named: Callable[[str], Function],
        alarm: Alarm,
        is_shown: Callable[[str], bool],
        around: Callable[[], AbstractContextManager[Any]],
    ):
        self.channel, self.records, self.named, self.alarm = channel, records, named, alarm
        self.is_shown, self.around = is_shown, around
        self.lost, self.end, self.patience = "", time.monotonic() + FOR_EVER, FOR_EVER
        self.keep_offers = self.tells_changes = self.notes = self.noted = False
        self.max_arguments = wire.MAX_BYTES
        self._offered: dict[int, Function] = {}
        self._offers = self._depth = 0
        self._turn = threading.Lock()  # a student's threads may call as well

    def call(
        self, to: str | int, args: tuple[Any, ...], kwargs: dict[str, Any], in_place: bool = False
    ) -> Outcome:
        """Call a function of the other side and return (value, None) or (None, exception).

        With ``in_place``, what it does to its arguments is done to ``args`` and ``kwargs``, too.
        """
        with self._turn:
            if self.lost:
                raise Gone(self.lost)
            left = self.end - time.monotonic()
            if left <= 0:
                raise self.alarm.error()
            before, held = set(self._offered), self.alarm.held
            try:
                packing = self.make_packing()
                value = packing.node((args, kwargs))
                # Until the answer is there: half a conversation would be the end of all talk.
                self.alarm.held = True
                request = {
                    "call": to,
                    "limit": left,
                    "value": value,
                    "in_place": in_place,
                    "notes": self.notes,
                }
                self._send(request, packing.buffers)
                return self._answer(packing, in_place)
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

    def make_packing(self) -> Packing:
        """Return what writes values for the other side."""
        return Packing(self.records, self._offer)

    def make_unpacking(self, content: memoryview, tracks: bool = False) -> Unpacking:
        """Return what makes the values of a message."""
        return Unpacking(content, self.records, self.function, tracks)

    def function(self, to: str | int) -> RemoteFunction:
        """Return what calls this function of the other side."""
        return RemoteFunction(self, to)

    def _answer(self, packing: Packing, in_place: bool) -> Outcome:
        while True:
            message, content = self._receive()
            if "call" in message:
                self._serve(message, content)
                continue
            unpacking = self.make_unpacking(content)
            try:
                value = unpacking.value(message.get("return"))
                self.noted |= message.get("noted") is True
                if in_place and not apply_changes(packing.objects, message.get("changes", []), unpacking):
                    return None, ValueError("assignment destination is read-only")
                if in_place and type(same := message.get("same")) is int and 0 <= same < len(packing.objects):
                    value = packing.objects[same]
                if "error" not in message:
                    return value, None
                error = from_data(message["error"])
                return None, self.alarm.error() if isinstance(error, CellTimeout) else error
            except Exception as error:  # SECURITY: whatever is wrong with an answer is no fault of the test's
                raise wire.BadFrame(str(error)) from None

    def _serve(self, message: dict[str, Any], content: memoryview) -> None:
        to, limit = message.get("call"), message.get("limit")
        in_place, notes = (self.tells_changes and message.get(name) is True for name in ("in_place", "notes"))
        if not (type(to) is str or type(to) is int) or not (type(limit) is int or type(limit) is float):
            raise wire.BadFrame("not a call")
        unpacking = self.make_unpacking(content, tracks=in_place or notes)
        request = unpacking.value(message.get("value"))
        if not (type(request) is tuple and len(request) == 2 and type(request[0]) is tuple):
            raise wire.BadFrame("not a call")
        args, kwargs = request
        if type(kwargs) is not dict or not all(type(key) is str for key in kwargs):
            raise wire.BadFrame("not a call")
        packing = self.make_packing()
        rings = not self.alarm.armed
        gone: Gone | None = None
        self._depth += 1
        self._turn.release()  # other threads may call while the function runs
        try:
            try:
                self.alarm.held = False
                if rings:
                    self.alarm.start(min(self.end - time.monotonic(), limit))
                if self._depth > MAX_NESTED:
                    raise RecursionError("the calls go to and fro between two functions without an end")
                if len(content) > self.max_arguments:
                    raise ValueError(f"arguments of more than {self.max_arguments // 10**6} MB are not taken")
                with self.around():
                    result = self._lookup(to)(*args, **kwargs)
                reply = {"return": packing.node(result)}
                same = unpacking.number_of(result) if unpacking.tracks else None
            finally:
                self.alarm.held = True
                if rings:
                    self.alarm.stop()
        except BaseException as error:
            self.alarm.held = True
            gone = error if isinstance(error, Gone) else None
            packing, same = self.make_packing(), None
            reply = {"error": self._told(error, rings)}
        self._turn.acquire()
        self.alarm.held = True
        self._depth -= 1
        if gone is not None:
            raise gone
        try:
            if in_place:
                reply |= {"changes": unpacking.changes(packing), "same": same}
            elif notes:
                reply["noted"] = same is not None or unpacking.is_changed()
        except wire.Refused as refused:
            packing.buffers.clear()
            reply = {"error": self._told(refused, rings)}
        try:
            self._send(reply, packing.buffers)
        except wire.Refused as refused:
            self._send({"error": self._told(refused, rings)}, [])

    def _told(self, error: BaseException, rings: bool) -> dict[str, Any]:
        if rings and self.alarm.rang and not isinstance(error, CellTimeout):
            error = self.alarm.error()  # the function has swallowed it
        if isinstance(error, wire.Refused):
            error = wire.Refused(f"what the function returns cannot be handed over: {error}")
        return to_data(error, self.is_shown)

    def _lookup(self, to: str | int) -> Function:
        if isinstance(to, str):
            return self.named(to)
        if to not in self._offered:
            raise LookupError("this function is not available any more")
        return self._offered[to]

    def _offer(self, function: Function) -> int:
        self._offers += 1
        self._offered[self._offers] = function
        return self._offers

    def _send(self, message: dict[str, Any], buffers: list[Any]) -> None:
        self._transfer(lambda channel: wire.write_frame(channel, message, buffers))

    def _receive(self) -> tuple[dict[str, Any], memoryview]:
        frame = self._transfer(wire.read_frame)
        if frame is None:
            self._lose("ended")
        return frame

    def _transfer(self, move: Callable[[Patient], Moved]) -> Moved:
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

    def _lose(self, how: str) -> NoReturn:
        self.lost = self.lost or how
        raise Gone(self.lost)


class RemoteFunction:
    """A function of the other side, to be called like any other.

    Attributes
    ----------
    in_place : RemoteFunction
        The same function; what it does to its arguments in place is done to the caller's own, too.
    """

    def __init__(self, connection: Connection | None, to: str | int, in_place: bool = False):
        self._connection, self._to, self._in_place = connection, to, in_place
        self.__name__ = self.__qualname__ = to if isinstance(to, str) else "function"

    @property
    def in_place(self) -> RemoteFunction:
        return RemoteFunction(self._connection, self._to, True)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        connection = self._connection or current
        error: BaseException | None
        try:
            if connection is None:
                raise Gone("ended")
            value, error = connection.call(self._to, args, kwargs, self._in_place)
        except BaseException as raised:
            error = raised
        if error is not None:
            error.from_other_side = True  # type: ignore[attr-defined]  # see exceptions.is_ours
            raise error
        return value

    def __deepcopy__(self, memo: object) -> RemoteFunction:
        return self  # like a function's own


# A check quotes the last line of a traceback that has a source; this is to be the student's, not one in here.
_call = RemoteFunction.__call__
_call.__code__ = _call.__code__.replace(co_filename="<the other process>")
RemoteFunction.__name__ = RemoteFunction.__qualname__ = "function"


def remote(name: str) -> RemoteFunction:
    """Return the judge's function of this name, in the student's process."""
    return RemoteFunction(None, name)
