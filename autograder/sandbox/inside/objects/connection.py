"""The two ends of the connection when tests read whatever names and objects the student's cells have left."""

from __future__ import annotations

import builtins
import inspect
import sys
from collections.abc import Callable
from typing import Any

from .. import wire
from ..packing import Packing
from ..rpc import Connection, Outcome, RemoteFunction
from ..unpacking import Unpacking
from . import names, proxies, stand_ins
from .crossing import RichPacking, RichUnpacking, is_local

MAX_PRINTED = 1_000_000  # characters that one message brings
# Operations that run none of the student's code that could bind names.
_QUIET = frozenset({".name", ".get", ".dir", ".signature", ".source", ".replace", ".restore", ".random"})


class StudentEnd(Connection):
    """In the student's process: names and objects are handed out, and what is done to them is done here.

    Attributes
    ----------
    printed : callable
        Returns what has been printed since the last time, as [stream, text] pairs.
    """

    printed: Callable[[], list[list[str]]] = staticmethod(list)
    arrays = False

    def __init__(self, *arguments: Any):
        super().__init__(*arguments)
        self.keep_offers = self.tells_changes = True
        self._numbers: dict[int, int] = {}

    def make_packing(self) -> Packing:
        return RichPacking(self.records, self._offer, self._number_of, self._describe, self.arrays)

    def make_unpacking(self, content: memoryview, tracks: bool = False) -> Unpacking:
        return RichUnpacking(content, self.records, self.function, tracks, self._own)

    def _number_of(self, value: object) -> int | None:
        """Return the number of a function that the judge has handed over."""
        known = type(value) is RemoteFunction and value._connection is self and isinstance(value._to, int)
        return value._to if known else None  # type: ignore[attr-defined]

    def _describe(self, kind: type) -> list[Any]:
        return stand_ins.describe(kind, self._offer, is_local)

    def _offer(self, value: Any) -> int:
        known = self._numbers.get(id(value))
        if known is None:
            if len(self._offered) >= proxies.MAX_OBJECTS:
                raise wire.Refused(f"there are more than {proxies.MAX_OBJECTS:,} objects")
            known = self._numbers[id(value)] = super()._offer(value)
        return known

    def _own(self, number: int) -> Any:
        if number not in self._offered:
            raise LookupError("there is no such object")
        return self._offered[number]

    def _send(self, message: dict[str, Any], buffers: list[Any]) -> None:
        printed = self.printed()
        super()._send({**message, "printed": printed} if printed else message, buffers)


class JudgeEnd(Connection):
    """In the judge: names are asked for, and objects have stand-ins.

    Attributes
    ----------
    namespace : Namespace
        Of the judge's cells.
    in_place : bool
        What a function does to its arguments is done to the caller's own, and one that it hands back is the caller's.
    shares_random : bool
        The student's process draws random numbers from where the test has put the generators.
    gives, gave : bool
        A test may tell objects of the student's what it has worked out; the present one has done so.
    """

    reference: Callable[[str], Any]

    def __init__(self, *arguments: Any):
        super().__init__(*arguments)
        self.stand = stand_ins.Stand(self)
        self.namespace = names.Namespace()
        self.in_place = self.shares_random = self.gave = False
        # A function that a test hands over may be called until its cell ends: what comes back may hold it, as a
        # derivative or a decorated function does.
        self.gives = self.keep_offers = True
        self._random: Any = None
        self._telling = False
        _read_sources_of(self)

    def begin(self, asks: dict[str, Any]) -> None:
        """Prepare for a cell."""
        space = self.namespace
        self.in_place, self.shares_random = asks["in_place"], asks["shares_random"]
        self.notes, self.noted = asks["notes"], False
        self.gives, self.gave = asks["gives"], False
        space.taught, space.shared = frozenset(asks["taught"]), frozenset(asks["shared"])
        self._random = names.drawn_state() if self.shares_random else None
        space.begin(asks["forget"])

    def end_cell(self) -> None:
        """Undo in the student's process what the cell has put in the place of the student's names."""
        if self.namespace.end() and not self.lost:
            self._tell(".restore")
        self.forget_offers()

    def forget_offers(self) -> None:
        """SECURITY: take back the functions that a cell has handed over: the other side has no business with them."""
        self._offered.clear()

    def call(
        self, to: str | int, args: tuple[Any, ...], kwargs: dict[str, Any], in_place: bool = False
    ) -> Outcome:
        runs = to not in _QUIET
        if runs and not self._telling:
            self._tell_changes()
        try:
            return super().call(to, args, kwargs, in_place or (self.in_place and runs))
        finally:
            if runs and self.namespace.asks:  # it may have bound other names, or changed what they stand for
                self.namespace.forget_fetched(keep=_is_remote)

    def make_packing(self) -> Packing:
        return RichPacking(self.records, self._offer, self._number_of)

    def make_unpacking(self, content: memoryview, tracks: bool = False) -> Unpacking:
        return RichUnpacking(content, self.records, self.function, tracks, self._own, self.stand)

    def _number_of(self, value: object) -> int | None:
        return proxies.number_of(value, self)

    def _own(self, number: int) -> Any:
        if number not in self._offered:
            raise LookupError("there is no such function")
        return self._offered[number]

    def _tell_changes(self) -> None:
        if self.shares_random:
            state = names.random_state()
            if not _same(state, self._random):
                self._tell(".random", *state)
                self._random = names.drawn_state()
        changed = self.namespace.to_tell() if self.namespace.asks else []
        deleted = [name for name, value in changed if _is_as_before(name, value)]
        replaced = {name: value for name, value in changed if name not in deleted}
        for name, value in replaced.items():
            self._tell(".replace", {name: value}, [])
        if deleted:
            self._tell(".replace", {}, deleted)

    def _tell(self, operation: str, *arguments: Any) -> None:
        self._telling = True
        try:
            super().call(operation, arguments, {})
        except wire.Refused:
            pass  # too large; the student's code goes on with its own
        finally:
            self._telling = False

    def _receive(self) -> tuple[dict[str, Any], memoryview]:
        message, content = super()._receive()
        for item in _printed(message.get("printed")):
            stream = sys.stderr if item[0] == "stderr" else sys.stdout
            stream.write(item[1])
        return message, content


def _printed(said: Any) -> list[list[str]]:
    """Return what the student's code has printed. SECURITY: text, and not without end."""
    if said is None:
        return []
    if type(said) is not list or len(said) > 100_000:
        raise wire.BadFrame("not what has been printed")
    size = 0
    for item in said:
        if type(item) is not list or len(item) != 2 or not all(type(part) is str for part in item):
            raise wire.BadFrame("not what has been printed")
        size += len(item[1])
    if size > 2 * MAX_PRINTED:
        raise wire.BadFrame("too much has been printed")
    return said


def answer_input(*prompt: str) -> str:
    """Return what ``input`` of the test answers, which it may have replaced."""
    return str(builtins.input(*prompt))


def _is_as_before(name: str, value: object) -> bool:
    """Whether a name is gone, or stands again for what is built in."""
    return names.is_deleted(value) or value is getattr(builtins, name, names)


def _is_remote(value: object) -> bool:
    return (
        type(value) is proxies.Remote
        or isinstance(type(value), proxies.RemoteType)
        or isinstance(value, proxies.RemoteType)
    )


def _same(one: Any, other: Any) -> bool:
    import numpy as np

    (a, b), (c, d) = one, other
    if a != c or (b is None) != (d is None):
        return False
    return b is None or all(np.array_equal(x, y) for x, y in zip(b, d, strict=True))


def _read_sources_of(connection: Connection) -> None:
    """Let ``inspect`` show the source of the student's functions and classes."""

    def getsource(thing: Any) -> str:
        if type(thing) is proxies.Remote or isinstance(thing, proxies.RemoteType):
            return str(proxies.ask(connection, ".source", thing))
        return str(stock(thing))

    def getsourcelines(thing: Any) -> tuple[list[str], int]:
        if type(thing) is proxies.Remote or isinstance(thing, proxies.RemoteType):
            return getsource(thing).splitlines(keepends=True), 1
        return lines(thing)

    stock, lines = inspect.getsource, inspect.getsourcelines
    inspect.getsource, inspect.getsourcelines = getsource, getsourcelines  # type: ignore[assignment]
