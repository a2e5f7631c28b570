"""Stand-ins in the judge for objects of the student's that are no plain data: functions, classes, their instances.

What is done to a stand-in is done in the student's process, and what comes of it comes back by the rules of the wire:
data by value, all else as a stand-in again. SECURITY: a stand-in never says in the judge that it equals something, is
less than something or holds something; that is the student's code speaking. It is compared as data or not at all.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn

from ..rpc import RemoteFunction
from .values import signature_from

if TYPE_CHECKING:
    from ..rpc import Connection

MAX_OBJECTS = 200_000
_BINARY = (
    "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "lshift", "rshift", "and", "or", "xor",
)  # fmt: skip
_ORDER = ("__lt__", "__le__", "__gt__", "__ge__")
_OTHER = (
    "len", "getitem", "setitem", "delitem", "iter", "next", "reversed", "call", "neg", "pos", "abs", "invert", "int",
    "float", "complex", "index", "round", "trunc", "floor", "ceil", "bool", "enter", "exit", "array", "missing",
)  # fmt: skip
# What these are told is where to look, how to round, or what a test tells any function.
_ASKING = frozenset({"__call__", "__getitem__", "__delitem__", "__round__", "__array__", "__exit__"})
FORWARDED = tuple(f"__{name}__" for name in _OTHER)
FORWARDED += tuple(f"__{side}{name}__" for name in _BINARY for side in ("", "r", "i"))
ALL_METHODS = (*FORWARDED, "__contains__")
# Many libraries look for these on whatever they are given; it is faster to know that they are not there.
_ABSENT = frozenset(
    {
        "__array_interface__", "__array_struct__", "__array_ufunc__", "__array_function__", "__array_priority__",
        "__array_namespace__", "__dataframe__", "_repr_mimebundle_", "_ipython_display_", "__wrapped__",
        "_ipython_canary_method_should_not_exist_", "__objclass__", "__text_signature__", "_repr_html_",
        "__set_name__", "__prepare__", "__length_hint__", "__fspath__", "__bytes__", "__buffer__",
    }
)  # fmt: skip
_FUNCTIONS = (
    types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.MethodWrapperType, types.WrapperDescriptorType,
    types.MethodDescriptorType, types.ClassMethodDescriptorType,
)  # fmt: skip


# Classes of Python's own that no module has under their names.
_EMPTY: dict[str, str] = {}
_UNNAMED = {
    kind.__name__: kind
    for kind in (types.GeneratorType, type(_EMPTY.keys()), type(_EMPTY.values()), type(_EMPTY.items()))
}


class Incomparable(TypeError):
    """A test compares objects of the student's own, which the judge does not let their own code decide."""


def is_function(value: Any) -> bool:
    return isinstance(value, _FUNCTIONS)


def give(peer: Any, values: Iterable[Any]) -> None:
    """Note that what a test has worked out goes to an object of the student's.

    SECURITY: an operator or a method of the student's own that is told what a test expects can say what the test wants
    to hear. So a test may tell only where it tells the instructor's version as well.

    Raises
    ------
    TypeError
    """
    if all(number_of(value, peer) is not None for value in values):
        return
    peer.gave = True
    if not peer.gives:
        raise TypeError("the test works with plain data here, and this is an object of a class of its own")


class Remote(RemoteFunction):
    # A function of the student's, in the judge; its docstring is the function's.
    _of_object = False  # it is a method, or another function that an object has as an attribute

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self._of_object:
            give(self._connection, (*args, *kwargs.values()))
        return super().__call__(*args, **kwargs)

    def __init__(
        self, connection: Connection | None, to: str | int, plain: bool = False, in_place: bool = False
    ):
        self._connection, self._to, self._plain, self._in_place = connection, to, plain, in_place

    @property
    def in_place(self) -> Remote:
        return Remote(self._connection, self._to, self._plain, True)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return types.FunctionType if self.__dict__.get("_plain") else Remote

    @property
    def __doc__(self) -> Any:  # type: ignore[override]
        return ask(self._connection, ".get", self, "__doc__") if isinstance(self._to, int) else None

    def __getattr__(self, name: str) -> Any:
        number = self.__dict__.get("_to")
        if name in _ABSENT - {"__wrapped__"} or not isinstance(number, int) or name.startswith("__array"):
            raise AttributeError(name)
        if name == "__signature__":
            return signature_from(ask(self._connection, ".signature", self))
        return attribute(self._connection, self, name)


_call = Remote.__call__  # no line of a student's; see rpc
_call.__code__ = _call.__code__.replace(co_filename="<the other process>")
Remote.__name__ = Remote.__qualname__ = "function"


def ask(peer: Any, operation: str, *arguments: Any) -> Any:
    """Let the other side do something with an object of its own; return what comes of it, or raise."""
    value, error = peer.call(operation, arguments, {})
    if error is not None:
        error.from_other_side = True
        raise error
    return value


def attribute(peer: Any, thing: Any, name: str) -> Any:
    """Return an attribute of an object of the other side's; if that is a function, a test may not tell it everything."""
    found = ask(peer, ".get", thing, name)
    if type(found) is Remote:
        found._of_object = True
    return found


class RemoteType(type):
    """A class of the student's. It is a class in the judge too, so that ``isinstance`` and ``type`` know it."""

    def __new__(mcs, name: str, bases: tuple[type, ...], content: dict[str, Any], made: bool = False) -> Any:
        if bases and not made:
            raise TypeError(f"a class that is derived here from {bases[0].__name__}, which is the student's")
        return super().__new__(mcs, name, bases, content)

    def __init__(
        cls, name: str, bases: tuple[type, ...], content: dict[str, Any], made: bool = False
    ) -> None:
        super().__init__(name, bases, content)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        value, error = cls._remote_peer.call(".call", (cls, args, kwargs), {})
        if error is not None:
            error.from_other_side = True
            raise error
        return value

    def __getattr__(cls, name: str) -> Any:
        if name in _ABSENT or name.startswith(("_remote_", "__array", "__abstract")):
            raise AttributeError(name)
        if name == "__signature__":
            return signature_from(ask(cls._remote_peer, ".signature", cls))
        return attribute(cls._remote_peer, cls, name)

    def __setattr__(cls, name: str, value: Any) -> None:
        give(cls._remote_peer, [value])
        ask(cls._remote_peer, ".set", cls, name, value)

    def __delattr__(cls, name: str) -> None:
        ask(cls._remote_peer, ".delete", cls, name)

    def __dir__(cls) -> list[str]:
        names: list[str] = ask(cls._remote_peer, ".dir", cls)
        return names

    def __instancecheck__(cls, value: Any) -> bool:
        return issubclass(type(value), cls)


class Proxy(metaclass=RemoteType):
    """An object of the student's."""

    __slots__ = ("__weakref__", "_remote_number")
    _remote_peer = None
    _remote_library: tuple[str, str] | None = None

    def __getattr__(self, name: str) -> Any:
        if name in _ABSENT or name.startswith(("_remote_", "__array_")):
            raise AttributeError(name)
        return attribute(self._remote_peer, self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        give(self._remote_peer, [value])
        ask(self._remote_peer, ".set", self, name, value)

    def __delattr__(self, name: str) -> None:
        ask(self._remote_peer, ".delete", self, name)

    def __dir__(self) -> list[str]:
        names: list[str] = ask(self._remote_peer, ".dir", self)
        return names

    def __repr__(self) -> str:
        return _text(ask(self._remote_peer, ".repr", self))

    def __str__(self) -> str:
        return _text(ask(self._remote_peer, ".str", self))

    def __format__(self, spec: str) -> str:
        return _text(ask(self._remote_peer, ".format", self, spec))

    def __eq__(self, other: Any) -> bool:
        # SECURITY: the student's own == is not asked.
        if self is other:
            return True
        if isinstance(other, Proxy):
            raise Incomparable("objects of the student's own are compared, which is no plain data")
        return False

    def __ne__(self, other: Any) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(("proxy", self._remote_number))

    def __deepcopy__(self, memo: Any) -> Any:
        return ask(self._remote_peer, ".deepcopy", self)

    def __copy__(self) -> Any:
        return ask(self._remote_peer, ".copy", self)

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("an object of the student's cannot be copied into the judge")

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        kind = type(self)
        known = library_class(kind._remote_library)
        return known if known is not None else kind


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("it returned no text")
    return value


def library_class(place: tuple[str, str] | None) -> type | None:
    """Return the judge's own class of this module and name, if it has been imported here."""
    if place is None:
        return None
    if place[0] == "builtins" and place[1] in _UNNAMED:
        return _UNNAMED[place[1]]
    found = sys.modules.get(place[0])
    for part in place[1].split("."):
        found = getattr(found, part, None)
    return found if isinstance(found, type) else None


def _forwarded(name: str) -> Callable[..., Any]:
    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        if name not in _ASKING:
            give(self._remote_peer, args)
        if kwargs:  # of __call__ alone; no other one is given any
            return ask(self._remote_peer, ".call", self, args, kwargs)
        return ask(self._remote_peer, ".special", self, name, *args)

    method.__name__ = name
    return method


def _contains(self: Any, item: Any) -> bool:
    # SECURITY: what the object holds is looked through here; its own answer would be the student's word.
    return any(each is item or each == item for each in self)


def iterate(self: Any) -> Iterator[Any]:
    """Yield what the object yields in the student's process."""
    iterator = ask(self._remote_peer, ".special", self, "__iter__")
    if not isinstance(iterator, Proxy):
        yield from iterator
        return
    while True:
        more, batch = ask(self._remote_peer, ".batch", iterator)
        yield from batch
        if not more:
            return


def _next(self: Any) -> Any:
    more, item = ask(self._remote_peer, ".next", self)
    if not more:
        raise StopIteration(item)
    return item


METHODS = {name: _forwarded(name) for name in FORWARDED}
METHODS["__next__"] = _next
METHODS["__contains__"] = _contains


def number_of(value: Any, peer: Any) -> int | None:
    """Return the number by which the other side knows an object of its own; None for all else."""
    kind = type(value)
    if kind is Remote:
        return value._to if value._connection is peer and isinstance(value._to, int) else None
    if isinstance(kind, RemoteType):
        return value._remote_number if kind._remote_peer is peer else None
    if kind is RemoteType and value is not Proxy:
        return value._remote_kind if value._remote_peer is peer else None
    return None
