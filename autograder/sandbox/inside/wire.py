"""The wire format between the student's process and the judge: JSON for the structure, raw bytes for arrays.

SECURITY: no pickle, no object arrays, no code. What comes in is rebuilt piece by piece from known kinds, sizes are
checked before memory is taken, and everything that is rebuilt is fresh: nothing of the sender's is in it.

:mod:`packing` writes values as nodes, :mod:`unpacking` makes values of nodes. Numbers, strings and None stand for
themselves; all else is a list that starts with a tag::

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
import struct
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import numpy as np

from .channel import Channel, exactly, fill, parsed

MAX_BYTES = 64_000_000  # of all arrays in a message
MAX_TREE = 16_000_000  # characters of a message's structure
MAX_DEPTH = 24
MAX_ITEMS = 1_000_000
MAX_MARKS = 2_500_000  # see channel.parsed
MAX_OBJECTS = 200_000  # arrays, lists, dicts, records and generators; what can be changed in place
MAX_GENERATORS = 1_000
MAX_BITS = 1024  # of an integer
MAX_KEYS = 10_000  # of all dicts. SECURITY: keys can collide, which takes the square of their number
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


def records_in(packages: Sequence[ModuleType]) -> dict[str, type]:
    """Return the dataclasses that helper packages offer, by name."""
    found = [value for package in packages for value in vars(package).values()]
    return {
        kind.__name__: kind for kind in found if isinstance(kind, type) and dataclasses.is_dataclass(kind)
    }


def write_frame(channel: Channel, message: dict[str, Any], buffers: Sequence[memoryview]) -> None:
    """Send a message and the bytes that its nodes refer to.

    Raises
    ------
    Refused
        If the receiver would not take it.
    """
    tree = json.dumps(message).encode()
    if len(tree) > MAX_TREE or sum(map(tree.count, (b",", b"[", b"{"))) > MAX_MARKS:
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


def read_frame(channel: Channel) -> tuple[dict[str, Any], memoryview] | None:
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
    together = more <= AT_ONCE
    tree = exactly(channel, size + more if together else size)
    if tree is None:
        return None
    content = memoryview(tree)[size:]
    if together:
        tree = tree[:size]
    else:
        content = memoryview(np.empty(more, np.uint8))  # type: ignore[arg-type]  # in huge pages, as arrays are
        if not fill(content, channel):
            return None
    try:
        return parsed(tree, MAX_MARKS), content
    except (ValueError, RecursionError) as error:
        raise BadFrame(str(error)) from None


def generator_state(generator: np.random.Generator) -> dict[str, int]:
    """Return the state of a generator of kind PCG64 as plain numbers."""
    state = generator.bit_generator.state
    return {**state["state"], "has_uint32": state["has_uint32"], "uinteger": state["uinteger"]}


def set_generator_state(generator: np.random.Generator, state: dict[str, int]) -> None:
    """Set the state of a generator of kind PCG64.

    Raises
    ------
    BadFrame
        If it is none.
    """
    names = ("state", "inc", "has_uint32", "uinteger")
    most = (1 << 128, 1 << 128, 2, 1 << 32)
    if type(state) is not dict or any(
        type(state.get(n)) is not int or not 0 <= state[n] < m for n, m in zip(names, most, strict=True)
    ):
        raise BadFrame("not the state of a generator")
    generator.bit_generator.state = {
        "bit_generator": "PCG64",
        "state": {"state": state["state"], "inc": state["inc"]},
        "has_uint32": state["has_uint32"],
        "uinteger": state["uinteger"],
    }
