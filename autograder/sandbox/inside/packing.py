"""Values on their way out: written as nodes of the wire format, each within the limits of a message."""

from __future__ import annotations

import dataclasses
import numbers
from collections.abc import Callable, Mapping
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

    Attributes
    ----------
    objects : list
        Mutable objects in order of first occurrence; the receiver counts alike.
    buffers : list of ndarray of uint8
    """

    def __init__(self, records: Mapping[str, type], offer: Callable[[Callable[..., Any]], int]):
        self.records, self.offer = records, offer
        self.objects: list[Any] = []
        self.buffers: list[NDArray[np.uint8]] = []
        self.size = self.repeated = 0
        self._numbers: dict[int, int] = {}
        self._items = self._keys = self._generators = 0

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
            fields = [field.name for field in dataclasses.fields(record)]
            # A namedtuple or a class of the student's own that has the same fields is as good.
            if isinstance(value, record) or all(hasattr(value, field) for field in fields):
                return self._record(value, name, fields, depth)
        return self._other(value, depth)

    def _record(self, value: Any, name: str, fields: list[str], depth: int) -> Any:
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
        if plain is None:
            return _opaque(value)
        order = "F" if plain.flags.f_contiguous and not plain.flags.c_contiguous else "C"
        flat = np.ascontiguousarray(plain.T if order == "F" else plain).reshape(-1).view(np.uint8)
        self._count(value)
        return ["a", plain.dtype.str, list(plain.shape), order, self._bytes(flat)]

    def _bytes(self, flat: NDArray[np.uint8]) -> int:
        self._check_size(flat.nbytes)
        start = self.size
        self.buffers.append(flat)
        self.size += flat.nbytes
        return start

    def _check_size(self, more: int) -> None:
        total = self.size + self.repeated + more
        if total > MAX_BYTES:
            raise Refused(f"its arrays take {total / 1e6:,.0f} MB, and {MAX_BYTES // 10**6} MB is the most")

    def _count(self, value: object) -> None:
        if len(self.objects) >= MAX_OBJECTS:
            raise Refused(f"it has more than {MAX_OBJECTS:,} lists, arrays and the like")
        self._numbers[id(value)] = len(self.objects)
        self.objects.append(value)


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
