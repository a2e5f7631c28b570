"""Values that have come in, made afresh of nodes; and what a called function has changed in its arguments."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, ClassVar, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from .packing import Packing, field_names
from .wire import (
    DTYPES,
    MAX_BITS,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_GENERATORS,
    MAX_KEYS,
    MAX_OBJECTS,
    PLAIN,
    BadFrame,
    Opaque,
    generator_state,
    set_generator_state,
)

Kind = TypeVar("Kind")
LARGE = 100_000  # entries of an array


class Unpacking:
    """Make values of nodes, each afresh.

    Parameters
    ----------
    content : memoryview
        Bytes of the arrays.
    records : mapping
        Dataclasses that may cross, by name.
    function : callable
        Makes of a number what calls the sender's function of that number.
    tracks : bool
        Remember how the values came in, for :meth:`changes`.
    """

    def __init__(
        self,
        content: memoryview,
        records: Mapping[str, type],
        function: Callable[[int], Callable[..., Any]],
        tracks: bool = False,
    ):
        self.content, self.records, self.function, self.tracks = content, records, function, tracks
        self.objects: list[Any] = []
        self._before: dict[int, Any] = {}
        self._taken = self._repeated = self._keys = self._generators = self._inside = 0

    def value(self, node: Any, depth: int = 0) -> Any:
        """Return the value of a node.

        Raises
        ------
        BadFrame
        """
        if node is None or type(node) in PLAIN:
            if type(node) is int and node.bit_length() > MAX_BITS:
                raise BadFrame("too long an integer")
            return node
        try:
            if depth > MAX_DEPTH:
                raise BadFrame("nested too deeply")
            tag, *rest = node
            return self.KINDS[tag](self, depth + 1, *rest)
        except BadFrame:
            raise
        except Exception as error:  # SECURITY: also of a record's own, which are the sender's fault as well
            raise BadFrame(f"{type(error).__name__}: {error}") from None

    def _tuple(self, depth: int, nodes: list[Any]) -> tuple[Any, ...]:
        return tuple([self.value(node, depth) for node in _is(list, nodes)])

    def _list(self, depth: int, nodes: list[Any]) -> list[Any]:
        result: list[Any] = []
        number = self._count(result)
        result += [self.value(node, depth) for node in _is(list, nodes)]
        self._note(number, list, result)
        return result

    def _dict(self, depth: int, pairs: list[Any]) -> dict[Any, Any]:
        result: dict[Any, Any] = {}
        number = self._count(result)
        self._keys += len(_is(list, pairs))
        if self._keys > MAX_KEYS:
            raise BadFrame("too many keys")
        for key, value in pairs:
            result[self.value(key, depth)] = self.value(value, depth)
        self._note(number, dict, result)
        return result

    def _array(
        self, depth: int, kind: str, shape: list[int], order: Literal["C", "F"], start: int
    ) -> NDArray[Any]:
        dtype, size = DTYPES[kind], 1
        if len(_is(list, shape)) > 32 or order not in ("C", "F"):
            raise BadFrame("not an array")
        for length in shape:
            if type(length) is not int or not 0 <= length <= MAX_BYTES:
                raise BadFrame("not a shape")
            size *= length
        # SECURITY: no memory is taken for more than has come in.
        end = self._within(start, size * dtype.itemsize)
        piece = self.content[start:end]
        # A large one is copied as an array is, into huge pages; a small one, for less.
        own: Any = np.frombuffer(piece, np.uint8).copy() if size > LARGE else bytearray(piece)
        array: NDArray[Any] = np.ndarray(shape, dtype, own, order=order)
        self._note(self._count(array), lambda _: (start, end, array.shape), None)
        return array

    def _within(self, start: int, size: int) -> int:
        """Return the end of a piece of the bytes."""
        if type(start) is not int or type(size) is not int or start < 0 or size < 0:
            raise BadFrame("not a place in the message")
        self._taken += size  # SECURITY: or many arrays would be made of the same bytes
        if start + size > len(self.content) or self._taken > len(self.content):
            raise BadFrame("more bytes are asked for than have come")
        return start + size

    def _scalar(self, depth: int, kind: str, number: object) -> Any:
        if type(number) not in (bool, int, float):
            raise BadFrame("not a number")
        return DTYPES[kind].type(number)

    def _bytes(self, depth: int, start: int, size: int) -> bytes:
        return bytes(self.content[start : self._within(start, size)])

    def _record(self, depth: int, name: str, fields: dict[str, Any]) -> Any:
        kind = self.records[name]
        if tuple(_is(dict, fields)) != field_names(kind):
            raise BadFrame(f"not the fields of {name}")
        number = self._count(None)
        values = {field: self.value(node, depth) for field, node in fields.items()}
        self.objects[number] = record = kind(**values)
        self._note(number, dict, values)
        return record

    def _generator(self, depth: int, state: dict[str, int]) -> np.random.Generator:
        self._generators += 1
        if self._generators > MAX_GENERATORS:
            raise BadFrame("too many generators")
        generator = np.random.Generator(np.random.PCG64(0))
        set_generator_state(generator, state)
        self._note(self._count(generator), dict, state)
        return generator

    def _function(self, depth: int, number: int) -> Callable[..., Any]:
        return self.function(_is(int, number))

    def _again(self, depth: int, number: int) -> Any:
        found = self.objects[number] if _is(int, number) >= 0 else None
        self._repeated += getattr(found, "nbytes", 0)
        if not isinstance(found, np.ndarray | np.random.Generator) or self._repeated > MAX_BYTES:
            raise BadFrame("not an object to name again")
        return found

    def _opaque(self, depth: int, name: str) -> Opaque:
        shown = name if _is(str, name).isidentifier() and len(name) <= 60 else "object"
        return _opaque_type(shown)()

    def _count(self, value: object) -> int:
        if self._inside:
            return -1
        if len(self.objects) >= MAX_OBJECTS:
            raise BadFrame("too many objects")
        self.objects.append(value)
        return len(self.objects) - 1

    def _note(self, number: int, copy: Callable[[Any], Any], value: Any) -> None:
        if self.tracks and number >= 0:
            self._before[number] = copy(value)

    def changes(self, packing: Packing) -> list[list[Any]]:
        """Return what has been changed in place since the values came in, as [number, node] pairs."""
        found = ([number, self._change(number, packing.node)] for number in self._before)
        return [change for change in found if change[1] is not None]

    def is_changed(self) -> bool:
        """Whether anything has been changed in place since it came in, other than a generator that was drawn from."""
        return any(
            self._change(number, lambda value: []) is not None
            for number in self._before
            if not isinstance(self.objects[number], np.random.Generator)
        )

    def number_of(self, value: object) -> int | None:
        """Return the number of an object that has come in."""
        return next((number for number, each in enumerate(self.objects) if each is value), None)

    def put(self, mine: Any, new: Any) -> bool:
        """Give an object that was handed over its new content; return whether it can be written."""
        if isinstance(mine, np.ndarray) and isinstance(new, np.ndarray):
            if mine.dtype in (new.dtype, object) and mine.size == new.size and mine.flags.writeable:
                if mine.shape != new.shape:
                    mine.shape = new.shape
                mine[...] = new
            return mine.flags.writeable
        if isinstance(mine, list) and isinstance(new, list):
            mine[:] = new
        elif isinstance(mine, dict) and isinstance(new, dict):
            mine.clear()
            mine.update(new)
        return True

    def _change(self, number: int, node: Callable[[Any], Any]) -> Any:
        """Return the node of an object's new content, None if that is the old one."""
        now, before = self.objects[number], self._before[number]
        if isinstance(now, np.ndarray):
            start, end, shape = before
            same = now.shape == shape and _same_bytes(now, np.frombuffer(self.content, np.uint8)[start:end])
            return None if same else node(np.array(now, order="K"))
        if isinstance(now, np.random.Generator):
            return None if generator_state(now) == before else ["g", generator_state(now)]
        if isinstance(now, list):
            same = len(now) == len(before) and all(a is b for a, b in zip(now, before, strict=True))
            return None if same else node(list(now))
        if isinstance(now, dict):
            same = list(now) == list(before) and all(now[key] is before[key] for key in before)
            return None if same else node(dict(now))
        new = {f: node(getattr(now, f)) for f in before if getattr(now, f, None) is not before[f]}
        return ["p", new] if new else None

    KINDS: ClassVar[dict[str, Callable[..., Any]]] = {
        "t": _tuple, "l": _list, "d": _dict, "a": _array, "n": _scalar, "b": _bytes, "r": _record, "g": _generator,
        "f": _function, "=": _again, "o": _opaque,
    }  # fmt: skip


def apply_changes(objects: list[Any], changes: list[Any], unpacking: Unpacking) -> bool:
    """Do to the sender's own objects what the receiver did to its copies; return whether all can be written.

    Raises
    ------
    BadFrame
    """
    written = True
    for change in _is(list, changes):
        number, node = change if type(change) is list and len(change) == 2 else (None, None)
        if (
            type(number) is not int
            or not 0 <= number < len(objects)
            or type(node) is not list
            or len(node) < 2
        ):
            raise BadFrame("not a change")
        mine = objects[number]
        if node[0] == "p":
            for field, value in _is(dict, node[1]).items():
                if field in vars(mine) and dataclasses.is_dataclass(mine):
                    setattr(mine, field, unpacking.value(value))
            continue
        if node[0] == "g" and isinstance(mine, np.random.Generator):
            set_generator_state(mine, node[1])
            continue
        written &= unpacking.put(mine, unpacking.value(node))
    return written


def _same_bytes(array: NDArray[Any], raw: NDArray[np.uint8]) -> bool:
    order = "F" if array.flags.f_contiguous and not array.flags.c_contiguous else "C"
    now = (array.T if order == "F" else array).reshape(-1).view(np.uint8)
    wide = now.size // 8 * 8  # eight at a time is eight times as fast
    return bool(
        now.size == raw.size
        and np.array_equal(now[:wide].view(np.int64), raw[:wide].view(np.int64))
        and np.array_equal(now[wide:], raw[wide:])
    )


@lru_cache(256)
def _opaque_type(name: str) -> type[Opaque]:
    return type(name, (Opaque,), {"__slots__": ()})


def _is(kind: type[Kind], value: object) -> Kind:
    if type(value) is not kind:
        raise BadFrame(f"a {type(value).__name__} in place of a {kind.__name__}")
    return value
