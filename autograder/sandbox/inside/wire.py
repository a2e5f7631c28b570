"""Plain data on its way between the student's process and the judge: JSON for the structure, raw bytes for arrays.

SECURITY: no pickle, no object arrays, no code. What comes in is rebuilt piece by piece from known kinds, sizes are
checked before memory is taken, and everything that is rebuilt is fresh: nothing of the sender's is in it.

A value is written as a node. Numbers, strings and None stand for themselves; all else is a list that starts with a tag::

    ["t", [node, ...]]  ["l", [node, ...]]  ["d", [[node, node], ...]]     tuple, list, dict
    ["a", dtype, shape, order, start]                                      array, its bytes in the frame's second part
    ["n", dtype, number]  ["b", start, size]                               NumPy scalar, bytes
    ["r", name, {field: node}]                                             record, a dataclass of the helper package
    ["g", {state}]                                                         numpy.random.Generator of kind PCG64
    ["f", number]                                                          function that the sender can be asked to call
    ["=", number]                                                          an array or generator that has occurred before
    ["o", type]                                                            something that cannot cross
"""

from __future__ import annotations

import dataclasses
import json
import numbers
import struct
from collections.abc import Callable, Mapping

import numpy as np

MAX_BYTES = 64_000_000  # of all arrays in a message
MAX_TREE = 16_000_000  # characters of a message's structure
MAX_DEPTH = 24
MAX_ITEMS = 1_000_000
MAX_KEYS = 10_000  # SECURITY: keys can be made to collide, which takes the square of their number
PLAIN = (bool, int, float, str)
DTYPES = {np.dtype(kind).str: np.dtype(kind) for kind in "?bhilqBHILQefdFD"}
AT_ONCE = 200_000  # bytes of arrays that go in one piece with the structure
_HEADER = struct.Struct(">IQ")


class Refused(ValueError):
    """A value is too large, or too deeply nested, to cross."""


class BadFrame(ValueError):
    """What has come in is not what the other side of this project would send."""


class Opaque:
    """Stands for a value that cannot cross; only the name of its type is kept, for the message."""

    __slots__ = ()


def records_in(packages: list) -> dict[str, type]:
    """Return the dataclasses that helper packages offer, by name."""
    found = [value for package in packages for value in vars(package).values()]
    return {
        kind.__name__: kind for kind in found if isinstance(kind, type) and dataclasses.is_dataclass(kind)
    }


def write_frame(channel, message: dict, buffers: list) -> None:
    """Send a message and the bytes that its nodes refer to."""
    tree = json.dumps(message).encode()
    if len(tree) > MAX_TREE:
        raise Refused("there are too many numbers or too much text in it")
    size = sum(buffer.nbytes for buffer in buffers)
    head = _HEADER.pack(len(tree), size) + tree
    if size <= AT_ONCE:  # each piece would wake the receiver
        channel.sendall(b"".join([head, *buffers]))
        return
    channel.sendall(head)
    for buffer in buffers:
        if buffer.nbytes:
            channel.sendall(buffer)


def read_frame(channel, exactly: Callable) -> tuple[dict, bytearray] | None:
    """Return the next message and its bytes; None if the other side is gone.

    Raises
    ------
    BadFrame
    """
    header = exactly(channel, _HEADER.size)
    if header is None:
        return None
    size, more = _HEADER.unpack(header)
    if size > MAX_TREE or more > MAX_BYTES:  # SECURITY: the lengths come from the other side
        raise BadFrame(f"a message of {size} and {more} bytes")
    if more <= AT_ONCE:
        both = exactly(channel, size + more)
        tree, content = (both, both) if both is None else (both[:size], both[size:])
    else:
        tree, content = exactly(channel, size), exactly(channel, more)
    if tree is None or content is None:
        return None
    try:
        message = json.loads(tree)
    except (ValueError, RecursionError):
        raise BadFrame("not JSON") from None
    if not isinstance(message, dict):
        raise BadFrame("not a message")
    return message, content


class Packing:
    """Values on their way out.

    Parameters
    ----------
    records : mapping
        Dataclasses that may cross, by name.
    offer : callable
        Takes a function and returns the number by which the other side may call it.

    Attributes
    ----------
    objects : list
        What can be changed in place, in the order in which it occurs; the receiver counts alike.
    buffers : list of ndarray of uint8
    """

    def __init__(self, records: Mapping[str, type], offer: Callable[[Callable], int]):
        self.records, self.offer = records, offer
        self.objects: list = []
        self.buffers: list[np.ndarray] = []
        self.size = self.repeated = 0
        self._numbers: dict[int, int] = {}
        self._items = 0

    def node(self, value, depth: int = 0):
        """Return the node of a value.

        Raises
        ------
        Refused
        """
        kind = type(value)
        self._items += 1
        if self._items > MAX_ITEMS:
            raise Refused(f"it has more than {MAX_ITEMS:,} entries")
        if value is None or kind is float or kind is bool or (kind is str and len(value) <= MAX_TREE):
            return value
        if kind is int:
            if value.bit_length() > 1024:
                raise Refused("it holds an integer of more than 300 digits")
            return value
        if depth > MAX_DEPTH:
            raise Refused(f"it is nested more than {MAX_DEPTH} deep")
        if id(value) in self._numbers and isinstance(value, np.ndarray | np.random.Generator):
            # SECURITY: containers are written out each time, and arrays counted, or a few lines could stand
            # for more than fits anywhere.
            self._check_size(getattr(value, "nbytes", 0))
            self.repeated += getattr(value, "nbytes", 0)
            return ["=", self._numbers[id(value)]]
        if isinstance(value, np.generic):
            return self._scalar(value)
        if isinstance(value, np.ndarray):
            return self._array(value)
        for name, record in self.records.items():
            fields = record.__dataclass_fields__
            # A namedtuple or a class of the student's own that has the same fields is as good.
            if isinstance(value, record) or all(hasattr(value, field) for field in fields):
                self._count(value)
                return ["r", name, {field: self.node(getattr(value, field), depth + 1) for field in fields}]
        return self._other(value, depth)

    def _other(self, value, depth: int):
        if isinstance(value, str):
            return "".join(value)
        if isinstance(value, tuple):
            return ["t", [self.node(item, depth + 1) for item in value]]
        if isinstance(value, list):
            self._count(value)
            return ["l", [self.node(item, depth + 1) for item in value]]
        if isinstance(value, range) and len(value) <= MAX_ITEMS:
            return ["l", list(value)]
        if isinstance(value, dict):
            if len(value) > MAX_KEYS:
                raise Refused(f"it has a dictionary of more than {MAX_KEYS:,} keys")
            self._count(value)
            pairs = [[self.node(k, depth + 1), self.node(v, depth + 1)] for k, v in value.items()]
            return ["d", pairs]
        if isinstance(value, bytes):
            return ["b", self._bytes(np.frombuffer(value, np.uint8)), len(value)]
        if isinstance(value, np.random.Generator) and type(value.bit_generator) is np.random.PCG64:
            self._count(value)
            return ["g", generator_state(value)]
        if isinstance(value, numbers.Real):
            return float(value)
        if isinstance(value, numbers.Complex) or hasattr(type(value), "__array__"):
            return self._array(np.asarray(value), value)
        if callable(value):
            return ["f", self.offer(value)]
        return _opaque(value)

    def _scalar(self, value: np.generic):
        if value.dtype.kind == "c":
            return self._array(np.asarray(value))
        if value.dtype.str not in DTYPES:
            return float(value) if value.dtype.kind == "f" else _opaque(value)
        return ["n", value.dtype.str, value.item()]

    def _array(self, array: np.ndarray, value=None):
        value = array if value is None else value
        plain = np.asarray(array)
        # SECURITY: a view can look far larger than it is, so the size comes before any copy.
        self._check_size(plain.nbytes)
        if plain.dtype.str not in DTYPES:
            wanted = {"c": complex, "f": float, "O": float}.get(plain.dtype.kind)
            if wanted is None and plain.dtype.kind in "iu":
                wanted = plain.dtype.newbyteorder("=")
            try:
                plain = plain.astype(wanted) if wanted else None
            except (TypeError, ValueError):
                plain = None
            if plain is None:
                return _opaque(value)
        order = "F" if plain.flags.f_contiguous and not plain.flags.c_contiguous else "C"
        flat = np.ascontiguousarray(plain.T if order == "F" else plain).reshape(-1).view(np.uint8)
        self._count(value)
        return ["a", plain.dtype.str, list(plain.shape), order, self._bytes(flat)]

    def _bytes(self, flat: np.ndarray) -> int:
        self._check_size(flat.nbytes)
        start = self.size
        self.buffers.append(flat)
        self.size += flat.nbytes
        return start

    def _check_size(self, more: int) -> None:
        total = self.size + self.repeated + more
        if total > MAX_BYTES:
            raise Refused(f"its arrays take {total / 1e6:,.0f} MB, and {MAX_BYTES // 10**6} MB is the most")

    def _count(self, value) -> None:
        self._numbers[id(value)] = len(self.objects)
        self.objects.append(value)


class Unpacking:
    """Values that have come in; each is made afresh.

    Parameters
    ----------
    content : bytearray
        Bytes of the arrays.
    records : mapping
        Dataclasses that may cross, by name.
    function : callable
        Makes of a number what calls the sender's function of that number.
    """

    def __init__(self, content: bytearray, records: Mapping[str, type], function: Callable[[int], Callable]):
        self.content, self.records, self.function = content, records, function
        self.objects: list = []
        self._before: dict[int, object] = {}
        self._repeated = 0
        self._kinds = {
            "t": self._tuple, "l": self._list, "d": self._dict, "a": self._array, "n": self._scalar,
            "b": self._bytes, "r": self._record, "g": self._generator, "f": self._function, "=": self._again,
            "o": self._opaque,
        }  # fmt: skip

    def value(self, node, depth: int = 0):
        """Return the value of a node.

        Raises
        ------
        BadFrame
        """
        if node is None or type(node) in PLAIN:
            return node
        try:
            if depth > MAX_DEPTH:
                raise BadFrame("nested too deeply")
            tag, *rest = node
            return self._kinds[tag](depth + 1, *rest)
        except BadFrame:
            raise
        except (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError) as error:
            raise BadFrame(f"{type(error).__name__}: {error}") from None

    def _tuple(self, depth: int, nodes: list) -> tuple:
        return tuple([self.value(node, depth) for node in _is(list, nodes)])

    def _list(self, depth: int, nodes: list) -> list:
        result: list = []
        number = self._count(result)
        result += [self.value(node, depth) for node in _is(list, nodes)]
        self._before[number] = list(result)
        return result

    def _dict(self, depth: int, pairs: list) -> dict:
        result: dict = {}
        number = self._count(result)
        if len(pairs) > MAX_KEYS:
            raise BadFrame("too many keys")
        for key, value in _is(list, pairs):
            result[self.value(key, depth)] = self.value(value, depth)
        self._before[number] = dict(result)
        return result

    def _array(self, depth: int, kind: str, shape: list, order: str, start: int) -> np.ndarray:
        dtype, size = DTYPES[kind], 1
        if len(shape) > 32 or order not in ("C", "F"):
            raise BadFrame("not an array")
        for length in shape:
            if type(length) is not int or not 0 <= length <= MAX_BYTES:
                raise BadFrame("not a shape")
            size *= length
        # SECURITY: as many bytes as the shape asks for must have come in; no memory is taken for more.
        self._within(start, size * dtype.itemsize)
        raw = (
            np.frombuffer(self.content, np.uint8, size * dtype.itemsize, start)
            if size
            else np.empty(0, np.uint8)
        )
        array = raw.copy().view(dtype).reshape(shape, order=order)
        self._before[self._count(array)] = (raw, array.shape)
        return array

    def _within(self, start: int, size: int) -> None:
        if type(start) is not int or type(size) is not int or start < 0 or size < 0:
            raise BadFrame("not a place in the message")
        if start + size > len(self.content):
            raise BadFrame("more bytes are asked for than have come")

    def _scalar(self, depth: int, kind: str, number) -> np.generic:
        if type(number) not in (bool, int, float):
            raise BadFrame("not a number")
        return DTYPES[kind].type(number)

    def _bytes(self, depth: int, start: int, size: int) -> bytes:
        self._within(start, size)
        return bytes(self.content[start : start + size])

    def _record(self, depth: int, name: str, fields: dict):
        kind = self.records[name]
        if _is(dict, fields).keys() != {field.name for field in dataclasses.fields(kind)}:
            raise BadFrame(f"not the fields of {name}")
        number = self._count(None)
        values = {field: self.value(node, depth) for field, node in fields.items()}
        self.objects[number] = record = kind(**values)
        self._before[number] = values
        return record

    def _generator(self, depth: int, state: dict) -> np.random.Generator:
        generator = np.random.Generator(np.random.PCG64(0))
        set_generator_state(generator, state)
        self._before[self._count(generator)] = state
        return generator

    def _function(self, depth: int, number: int) -> Callable:
        return self.function(_is(int, number))

    def _again(self, depth: int, number: int):
        found = self.objects[number] if _is(int, number) >= 0 else None
        self._repeated += getattr(found, "nbytes", 0)
        if not isinstance(found, np.ndarray | np.random.Generator) or self._repeated > MAX_BYTES:
            raise BadFrame("not an object to name again")
        return found

    def _opaque(self, depth: int, name: str) -> Opaque:
        shown = name if _is(str, name).isidentifier() and len(name) <= 60 else "object"
        return type(shown, (Opaque,), {"__slots__": ()})()

    def _count(self, value) -> int:
        self.objects.append(value)
        return len(self.objects) - 1

    def changes(self, packing: Packing) -> list:
        """Return what has been changed in place since the values came in, as [number, node] pairs."""
        changed = []
        for number, before in self._before.items():
            now = self.objects[number]
            if isinstance(now, np.ndarray):
                raw, shape = before
                if now.shape != shape or not _same_bytes(now, raw):
                    changed.append([number, packing.node(np.array(now, order="K"))])
            elif isinstance(now, np.random.Generator):
                if generator_state(now) != before:
                    changed.append([number, ["g", generator_state(now)]])
            elif isinstance(now, list):
                if len(now) != len(before) or any(a is not b for a, b in zip(now, before, strict=True)):
                    changed.append([number, packing.node(list(now))])
            elif isinstance(now, dict):
                if now.keys() != before.keys() or any(now[key] is not before[key] for key in before):
                    changed.append([number, packing.node(dict(now))])
            else:
                new = {
                    f: packing.node(getattr(now, f)) for f in before if getattr(now, f, None) is not before[f]
                }
                if new:
                    changed.append([number, ["p", new]])
        return changed


def apply_changes(objects: list, changes: list, unpacking: Unpacking) -> None:
    """Do to the sender's own objects what the receiver did to its copies.

    Raises
    ------
    BadFrame
    """
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
        new = unpacking.value(node)
        if isinstance(mine, np.ndarray) and isinstance(new, np.ndarray):
            if mine.dtype == new.dtype and mine.size == new.size and mine.flags.writeable:
                if mine.shape != new.shape:
                    mine.shape = new.shape
                mine[...] = new
        elif isinstance(mine, list) and isinstance(new, list):
            mine[:] = new
        elif isinstance(mine, dict) and isinstance(new, dict):
            mine.clear()
            mine.update(new)


def generator_state(generator: np.random.Generator) -> dict:
    state = generator.bit_generator.state
    return {**state["state"], "has_uint32": state["has_uint32"], "uinteger": state["uinteger"]}


def set_generator_state(generator: np.random.Generator, state: dict) -> None:
    names = ("state", "inc", "has_uint32", "uinteger")
    most = (1 << 128, 1 << 128, 2, 1 << 32)
    if any(type(state.get(n)) is not int or not 0 <= state[n] < m for n, m in zip(names, most, strict=True)):
        raise BadFrame("not the state of a generator")
    generator.bit_generator.state = {
        "bit_generator": "PCG64",
        "state": {"state": state["state"], "inc": state["inc"]},
        "has_uint32": state["has_uint32"],
        "uinteger": state["uinteger"],
    }


def _same_bytes(array: np.ndarray, raw: np.ndarray) -> bool:
    order = "F" if array.flags.f_contiguous and not array.flags.c_contiguous else "C"
    now = (array.T if order == "F" else array).reshape(-1).view(np.uint8)
    wide = now.size // 8 * 8  # eight at a time is eight times as fast
    return (
        now.size == raw.size
        and np.array_equal(now[:wide].view(np.int64), raw[:wide].view(np.int64))
        and np.array_equal(now[wide:], raw[wide:])
    )


def _opaque(value) -> list:
    return ["o", type(value).__name__]


def _is(kind: type, value):
    if type(value) is not kind:
        raise BadFrame(f"a {type(value).__name__} in place of a {kind.__name__}")
    return value
