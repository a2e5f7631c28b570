"""Values on their way out: written as nodes of the wire format, each within the limits of a message."""

from __future__ import annotations

import dataclasses
import numbers
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .wire import (
    DTYPES,
    MAX_BITS,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_GENERATORS,
    MAX_ITEMS,
    MAX_KEYS,
    MAX_OBJECTS,
    MAX_TREE,
    Refused,
    generator_state,
)


class Packing:
    """Write values as nodes, and collect the bytes that they refer to.

    Parameters
    ----------
    records : mapping
        Dataclasses that may cross, by name.
    offer : callable
        Takes a function and returns the number by which the other side may call it.
    number_of : callable, optional
        Returns the number of an object that is the other side's own, None for all else.

    Attributes
    ----------
    objects : list
        Mutable objects in order of first occurrence; the receiver counts alike.
    buffers : list of memoryview
        Of bytes.
    _inside : int
        How deep within plain data; what is in there is not changed in place by itself.
    """

    def __init__(
        self,
        records: Mapping[str, type],
        offer: Callable[[Callable[..., Any]], int],
        number_of: Callable[[object], int | None] | None = None,
    ):
        self.records, self.offer, self.number_of = records, offer, number_of
        self.objects: list[Any] = []
        self.buffers: list[memoryview] = []
        self.size = self.repeated = 0
        self._numbers: dict[int, int] = {}
        self._items = self._keys = self._generators = self._inside = 0

    def node(self, value: Any, depth: int = 0) -> Any:
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
            if value.bit_length() > MAX_BITS:
                raise Refused("it holds an integer of more than 300 digits")
            return value
        if depth > MAX_DEPTH:
            raise Refused(f"it is nested more than {MAX_DEPTH} deep")
        if kind is tuple:
            return ["t", [self.node(item, depth + 1) for item in value]]
        if kind is np.ndarray and id(value) not in self._numbers and value.dtype.str in DTYPES:
            return self._numeric(value, value)
        if self.number_of is not None and (number := self.number_of(value)) is not None:
            return ["^", number]
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
            fields = field_names(record)
            # A namedtuple or a class of the student's own that has the same fields is as good.
            if isinstance(value, record) or all(hasattr(value, field) for field in fields):
                return self._record(value, name, fields, depth)
        return self._other(value, depth)

    def _record(self, value: Any, name: str, fields: tuple[str, ...], depth: int) -> Any:
        self._count(value)
        return ["r", name, {field: self.node(getattr(value, field), depth + 1) for field in fields}]

    def _other(self, value: Any, depth: int) -> Any:
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
            self._keys += len(value)
            if self._keys > MAX_KEYS:
                raise Refused(f"it has dictionaries of more than {MAX_KEYS:,} keys")
            self._count(value)
            pairs = [[self.node(k, depth + 1), self.node(v, depth + 1)] for k, v in value.items()]
            return ["d", pairs]
        if isinstance(value, bytes):
            return ["b", self._bytes(np.frombuffer(value, np.uint8)), len(value)]
        if isinstance(value, np.random.Generator) and type(value.bit_generator) is np.random.PCG64:
            self._count(value)
            self._generators += 1
            if self._generators > MAX_GENERATORS:
                raise Refused(f"it has more than {MAX_GENERATORS:,} generators of random numbers")
            return ["g", generator_state(value)]
        if isinstance(value, numbers.Real):
            return float(value)
        if isinstance(value, numbers.Complex) or hasattr(type(value), "__array__"):
            return self._array(np.asarray(value), value)
        if callable(value):
            return ["f", self.offer(value)]
        return _opaque(value)

    def _scalar(self, value: np.generic) -> Any:
        if value.dtype.kind == "c":
            return self._array(np.asarray(value))
        if value.dtype.str not in DTYPES:
            return float(value) if value.dtype.kind == "f" else _opaque(value)
        return ["n", value.dtype.str, value.item()]

    def _array(self, array: NDArray[Any], value: object = None) -> list[Any]:
        value = array if value is None else value
        given = np.asarray(array)
        # SECURITY: a view can look far larger than it is, so the size comes before any copy.
        self._check_size(given.nbytes)
        plain = _of_known_type(given)
        return _opaque(value) if plain is None else self._numeric(plain, value)

    def _numeric(self, array: NDArray[Any], value: object) -> list[Any]:
        """Return the node of an array that stands for a value."""
        self._check_size(array.nbytes)
        flags, order, bare = array.flags, "C", array
        if not flags.c_contiguous:
            order = "F" if flags.f_contiguous else "C"
            bare = np.ascontiguousarray(array.T if order == "F" else array)
        self._count(value)
        return ["a", array.dtype.str, list(array.shape), order, self._bytes(bare)]

    def _bytes(self, array: NDArray[Any]) -> int:
        self._check_size(array.nbytes)
        start = self.size
        # A view costs less as a memoryview than as an array; there is none of an empty array.
        self.buffers.append(memoryview(array).cast("B") if array.size else memoryview(b""))  # type: ignore[arg-type]
        self.size += array.nbytes
        return start

    def _check_size(self, more: int) -> None:
        total = self.size + self.repeated + more
        if total > MAX_BYTES:
            raise Refused(f"its arrays take {total / 1e6:,.0f} MB, and {MAX_BYTES // 10**6} MB is the most")

    def _count(self, value: object) -> None:
        if self._inside:
            return
        if len(self.objects) >= MAX_OBJECTS:
            raise Refused(f"it has more than {MAX_OBJECTS:,} lists, arrays and the like")
        self._numbers[id(value)] = len(self.objects)
        self.objects.append(value)


@lru_cache(64)
def field_names(record: type) -> tuple[str, ...]:
    """Return the names of a dataclass's fields."""
    return tuple(field.name for field in dataclasses.fields(record))


def _of_known_type(array: NDArray[Any]) -> NDArray[Any] | None:
    """Return an array of the same numbers whose type can cross, None if there is none."""
    if array.dtype.str in DTYPES:
        return array
    wanted: Any = {"c": complex, "f": float, "O": float}.get(array.dtype.kind)
    if array.dtype.kind in "iu":
        wanted = array.dtype.newbyteorder("=")
    try:
        return array.astype(wanted) if wanted else None
    except (TypeError, ValueError):
        return None


def _opaque(value: object) -> list[Any]:
    return ["o", type(value).__name__]
