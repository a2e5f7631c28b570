"""How values cross that are no numbers, texts or arrays: further plain data by value, objects by number."""

from __future__ import annotations

import collections
import copy
import numbers
import sys
import types
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import numpy as np

from ..exceptions import MAX_FRAMES, class_of, kind_named, text_of
from ..packing import Packing
from ..unpacking import Unpacking
from ..wire import BadFrame, Refused
from . import proxies, values

MAX_SAID = 200  # characters of a function's name and docstring


class RichPacking(Packing):
    """Write values as nodes, objects among them.

    Parameters
    ----------
    number_of : callable
        Returns the number of an object that is the other side's own, None for all else.
    describe : callable, optional
        Returns the description of a class. Without it, objects stay where they are.
    arrays : bool
        What can be made an array crosses as one.
    """

    def __init__(
        self,
        records: Mapping[str, type],
        offer: Callable[[Any], int],
        number_of: Callable[[object], int | None] | None = None,
        describe: Callable[[type], list[Any]] | None = None,
        arrays: bool = False,
    ):
        super().__init__(records, offer, number_of)
        self.describe, self.arrays = describe, arrays

    def refused(self, text: str) -> Refused:
        return Refused(text)

    def _other(self, value: Any, depth: int) -> Any:
        if type(value) in values.MAPPINGS:
            factory = getattr(value, "default_factory", None)
            _, pairs = super()._other(value, depth)
            return ["C", type(value).__name__, pairs, self.node(factory, depth + 1)]
        if isinstance(value, str | list | dict | bytes):
            return super()._other(value, depth)
        if fields := values.fields_of(value):
            items = [self.node(item, depth + 1) for item in value]  # as in a tuple, of any kind
            return ["N", type(value).__name__, list(fields), items]
        found = self._plain(value, depth)
        if found is not None:
            return found
        is_array = hasattr(type(value), "__array__") and not isinstance(value, type)
        if isinstance(value, tuple | numbers.Number | np.random.Generator) or (is_array and self.arrays):
            return super()._other(value, depth)
        if proxies.is_function(value):
            node = ["f", self.offer(value), isinstance(value, types.FunctionType)]
            if self.describe is None:  # of a test's: a decorator may keep what it is called
                node += [str(getattr(value, name, ""))[:MAX_SAID] for name in ("__name__", "__doc__")]
            return node
        if self.describe is None:
            return super()._other(value, depth)
        return self._object(value)

    def _plain(self, value: Any, depth: int) -> Any:
        self._inside += 1
        try:
            found = values.pack(value, self, depth)
        except values.CannotCross:
            found = None
        finally:
            self._inside -= 1
        if found and found[0] in values.CHANGEABLE:
            self._count(value)
        return found

    def _object(self, value: Any) -> Any:
        describe: Any = self.describe
        if self._inside:
            raise values.CannotCross("an object within plain data")
        if isinstance(value, type):
            if issubclass(value, BaseException):
                return ["E", *class_of(value)]
            return ["c", describe(value)]
        if isinstance(value, types.ModuleType) and _is_library(value):
            return ["M", value.__name__]
        return ["p", self.offer(value), describe(type(value))]

    def _scalar(self, value: np.generic) -> Any:
        if isinstance(value, str):
            return str(value)
        if isinstance(value, bytes):
            return self.node(bytes(value))
        return self._plain(value, 0) or super()._scalar(value)

    def _array(self, array: Any, value: object = None) -> list[Any]:
        kind = getattr(array, "dtype", np.dtype(float)).kind
        is_numeric = kind not in "UMmO" or (
            kind == "O" and all(isinstance(item, numbers.Real | None) for item in array.reshape(-1)[:1000])
        )
        if is_numeric:
            found: Any = super()._array(array, value)
            if found[0] != "o" or self.describe is None:
                return list(found)
        found = self._plain(array, 0)
        if found is not None:
            return list(found)
        return super()._array(array, value) if self.describe is None else self._object(array)

    def _record(self, value: Any, name: str, fields: tuple[str, ...], depth: int) -> Any:
        if self._inside:
            raise values.CannotCross("a record within plain data")
        return super()._record(value, name, fields, depth)


def _plain_of(tag: str) -> Callable[..., Any]:
    """Return what makes a value of :mod:`values`."""

    def make(unpacking: RichUnpacking, depth: int, *rest: Any) -> Any:
        unpacking._inside += 1
        try:
            made = values.unpack(tag, list(rest), lambda node: unpacking.value(node, depth), BadFrame)
        finally:
            unpacking._inside -= 1
        if tag in values.CHANGEABLE:
            unpacking._note(unpacking._count(made), copy.deepcopy, made)
        return made

    return make


class RichUnpacking(Unpacking):
    """Make values of nodes, objects among them.

    Parameters
    ----------
    own : callable
        Returns the own object of a number, or raises LookupError.
    stand : Stand, optional
        Makes stand-ins. Without it, no objects are taken.
    """

    def __init__(
        self,
        content: Any,
        records: Any,
        function: Any,
        tracks: bool,
        own: Callable[[int], Any],
        stand: Any = None,
    ):
        super().__init__(content, records, function, tracks)
        self.own, self.stand = own, stand

    def _named_tuple(self, depth: int, name: str, fields: list[Any], nodes: list[Any]) -> Any:
        if len(_is(list, nodes)) != len(_is(list, fields)) or len(fields) > values.MAX_FIELDS:
            raise BadFrame("not a named tuple")
        return values.named_tuple(name, tuple(fields))(*[self.value(node, depth) for node in nodes])

    def _mapping(self, depth: int, name: str, pairs: list[Any], factory: Any) -> Any:
        """Return a Counter or the like; what a defaultdict makes of an absent key is the sender's to say."""
        number = len(self.objects)
        plain = self._dict(depth, pairs)
        make = self.value(factory, depth)
        if make is not None and not callable(make):
            raise BadFrame("not what makes a value")
        kind: Any = {each.__name__: each for each in values.MAPPINGS}[name]
        made: Any = kind(make, plain) if kind is collections.defaultdict else kind(plain)
        if not self._inside:
            self.objects[number] = made
        return made

    def _own(self, depth: int, number: int) -> Any:
        return self.own(_is(int, number))

    def _any_function(self, depth: int, number: int, plain: bool = False, *said: str) -> Any:
        if self.stand is None:
            made = self.function(_is(int, number))
            if len(said) == 2:
                made.__name__, made.__doc__ = said
            return made
        return proxies.Remote(self.stand.peer, _is(int, number), plain is True)

    def _proxy(self, depth: int, number: int, description: list[Any]) -> Any:
        return self._stand().instance(_is(int, number), description)

    def _class(self, depth: int, description: list[Any]) -> type:
        kind: type = self._stand().kind(*description)
        return kind

    def _exception(self, depth: int, name: str, base: str, above: list[str]) -> type:
        self._stand()
        names = tuple(_is(str, each) for each in _is(list, above)[:MAX_FRAMES])
        kind: type = kind_named(_is(str, name), _is(str, base), names)
        return kind

    def _module(self, depth: int, name: str) -> Any:
        # SECURITY: a library is the judge's own, imported by the instructor's cells, and never the student's word.
        self._stand()
        return self._opaque(depth, "module")

    def _record(self, depth: int, name: str, fields: dict[str, Any]) -> Any:
        if self._inside:
            raise BadFrame("a record within plain data")
        return super()._record(depth, name, fields)

    def put(self, mine: Any, new: Any) -> bool:
        values.put(mine, new)
        return super().put(mine, new)

    def _change(self, number: int, node: Callable[[Any], Any]) -> Any:
        now, before = self.objects[number], self._before[number]
        if type(before) is not type(now) or type(now) in (list, dict):
            return super()._change(number, node)
        if _packed(now) == _packed(before):
            return None
        changed = node(now)
        if changed and changed[0] not in {*values.CHANGEABLE, "a"}:
            raise Refused("an argument that it has changed holds what cannot cross")
        return changed

    def _stand(self) -> Any:
        if self.stand is None:
            raise BadFrame("an object, where none is taken")
        return self.stand

    KINDS: ClassVar[dict[str, Callable[..., Any]]] = {
        **Unpacking.KINDS, **{tag: _plain_of(tag) for tag in values.TAGS}, "N": _named_tuple, "C": _mapping, "r": _record, "^": _own,
        "f": _any_function, "p": _proxy, "c": _class, "E": _exception, "M": _module,
    }  # fmt: skip


def _packed(value: Any) -> tuple[Any, bytes]:
    """Return all that is to be known of plain data."""
    packing = RichPacking({}, id)
    return packing.node(value), b"".join(packing.buffers)


def _is_library(module: types.ModuleType) -> bool:
    """Whether a module is installed, and not a file of the student's or the assignment's."""
    top = module.__name__.partition(".")[0]
    if top in sys.stdlib_module_names:
        return True
    file = text_of(lambda: sys.modules[top].__file__ or "")
    return "site-packages" in file or "dist-packages" in file


def is_local(kind: type) -> bool:
    """Whether a class is the student's own or a local module's, and not a library's."""
    top = str(getattr(kind, "__module__", "")).partition(".")[0]
    if top == "__main__" or top not in sys.modules:
        return True
    return not _is_library(sys.modules[top])


def _is(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise BadFrame(f"a {type(value).__name__} in place of a {kind.__name__}")
    return value
