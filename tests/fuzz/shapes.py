"""Make JSON values of a shape from bytes, so that a fuzzer's changes of bytes are changes of what the value says."""

from __future__ import annotations

from collections.abc import Iterator

TEXTS = (
    "",
    "x",
    "double",
    "\ud800",
    "1",
    "a" * 100,
    "=1+1",
    "<b>",
    "\x1b[31m",
    "../../x",
    "image/png",
    "text/plain",
)
NUMBERS = (0, 1, -1, 7, 2**31, 2**63, -(10**30), 0.5, float("nan"), float("inf"), -0.0, 1e308)


class Source:
    """Bytes that are used up one by one; then zeros."""

    def __init__(self, data: bytes):
        self._rest: Iterator[int] = iter(data)

    def byte(self, most: int = 256) -> int:
        return next(self._rest, 0) % most

    def any(self, depth: int = 0) -> object:
        """Return any JSON value."""
        kind = self.byte(7 if depth < 4 else 5)
        if kind == 0:
            return None
        if kind == 1:
            return self.byte(2) == 1
        if kind == 2:
            return self.byte() - 128
        if kind == 3:
            return NUMBERS[self.byte(len(NUMBERS))]
        if kind == 4:
            return self.text()
        if kind == 5:
            return [self.any(depth + 1) for _ in range(self.byte(5))]
        return {self.text(): self.any(depth + 1) for _ in range(self.byte(5))}

    def text(self) -> str:
        known = self.byte(2 * len(TEXTS))
        return (
            TEXTS[known]
            if known < len(TEXTS)
            else bytes(self.byte() for _ in range(self.byte(40))).decode("latin-1")
        )

    def shaped(self, shape: object) -> object:
        """Return a value of a shape, or in one of sixteen cases any other one.

        A shape is a dictionary of shapes, of which each key may be missing, a list of one shape, a tuple of shapes to
        choose from, a type (str, int or object), or a value that stands for itself.
        """
        if self.byte(16) == 15:
            return self.any()
        if isinstance(shape, dict):
            return {key: self.shaped(inner) for key, inner in shape.items() if self.byte(8) != 7}
        if isinstance(shape, list):
            return [self.shaped(shape[0]) for _ in range(self.byte(6))]
        if isinstance(shape, tuple):
            return self.shaped(shape[self.byte(len(shape))])
        if shape is str:
            return self.text()
        if shape is int:
            return self.byte() - 64
        return self.any() if shape is object else shape


FLAGS = {
    "grade_id": ("double", "test_double_value", "report_q1_why", "part_a_setup", str),
    "grade": (True, False),
    "solution": (True, False),
}
CELL = {
    "cell_type": ("code", "markdown", "raw", "heading"),
    "source": (str, [str]),
    "input": str,
    "metadata": {"nbgrader": FLAGS, "id": str, "ex3": {"origin": ("course", str)}},
    "id": (str, "a-title", "a-demo"),
    "level": int,
    "attachments": {"a.png": {"image/png": str, "text/html": str}},
    "outputs": [object],
}
NOTEBOOK = {
    "cells": [CELL],
    "nbformat": (4, 3, 4, int),
    "metadata": object,
    "worksheets": [{"cells": [CELL]}],
}
OUTPUT = {
    "output_type": ("stream", "error", "execute_result", "display_data"),
    "name": ("stdout", "stderr"),
    "text": str,
    "data": {"text/plain": str, "image/png": str},
    "execution_count": (1, int, object),
    "ename": str,
    "evalue": str,
    "traceback": [str],
}
ERROR = {
    "type": str,
    "text": str,
    "hint": str,
    "cause": str,
    "name": str,
    "check": (True, False),
    "before_run": (True, False),
    "ours": (True, False),
}
RESULT = {
    "status": ("ok", "failed", "error", "timeout", "memory", "crash"),
    "error": (None, ERROR),
    "outputs": [OUTPUT],
    "count": (None, 1, int, object),
    "lost": ("", "silent", str),
}
_LEAF = (1, 0.5, "x", None, True)
_ARRAY = ("a", ("<f8", "<i8", "|b1", "<f4", "|O", "<c16"), (2, 3), "C", 0)


def node(source: Source, depth: int = 0) -> object:
    """Return a node of the wire format, see :mod:`autograder.sandbox.inside.wire`."""
    kind = source.byte(14 if depth < 5 else 3)
    if kind == 0:
        return source.any()
    if kind <= 2:
        return (1, 0.5, "x", None, True, -(2**70), float("nan"))[source.byte(7)]
    inner = [node(source, depth + 1) for _ in range(source.byte(4))]
    if kind <= 4:
        return ["tl"[kind - 3], inner]
    if kind == 5:
        return ["d", [[node(source, depth + 1), each] for each in inner]]
    if kind in (6, 7):
        kinds = ("<f8", "<i8", "|b1", "<f4", "|O", "<c16", "<f2", "|u1", source.text())
        shape = [source.byte(10) - 1 for _ in range(source.byte(4))]
        return ["a", kinds[source.byte(9)], shape, "CFX"[source.byte(3)], source.byte(80) - 8]
    if kind == 8:
        return ["n", ("<f8", "<i8", "|i1", "<c16", "|b1")[source.byte(5)], source.any()]
    if kind == 9:
        return ["b", source.byte(80) - 8, source.byte(80) - 8]
    if kind == 10:
        return ["r", ("Parameters", source.text())[source.byte(2)], {"W1": node(source, depth + 1), "b1": 1}]
    if kind == 11:
        state = {
            name: source.any() if source.byte(4) == 3 else 1
            for name in ("state", "inc", "has_uint32", "uinteger")
        }
        return ["g", state]
    return [
        ("f", "=", "o", source.text())[source.byte(4)],
        source.any() if source.byte(4) == 3 else source.byte(6),
    ]
