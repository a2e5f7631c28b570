"""Plain values beyond numbers, text, arrays and lists: sets, dates, exact numbers, types, tables of pandas, sparse matrices.

Each becomes a node of :mod:`wire` that holds nodes of simpler kinds, and is built anew from them. SECURITY: what comes
in is data; a constructor of the library gets checked pieces, and whatever it refuses is a bad frame.
"""

from __future__ import annotations

import builtins
import collections
import datetime
import decimal
import fractions
import inspect
import keyword
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from .tables import (
    CannotCross,
    Convert,
    array_node,
    check,
    make_array,
    make_categorical,
    make_dtype,
    make_frame,
    make_index,
    make_one,
    make_series,
    make_sparse,
    of_kind,
    pack_pandas,
    pack_sparse,
)

if TYPE_CHECKING:
    from .crossing import RichPacking

__all__ = ["TAGS", "CannotCross", "named_tuple", "pack", "types", "unpack"]

MAX_SET = 10_000  # SECURITY: elements can be made to collide, which takes the square of their number
MAX_FIELDS, MAX_NAME = 200, 60  # of a named tuple, and characters of each name
MAPPINGS = (collections.Counter, collections.defaultdict, collections.OrderedDict)
MAX_DIGITS = 1_000
MAX_EXPONENT = 10_000  # SECURITY: a short text can stand for a number of a billion digits
DATES: dict[str, Any] = {kind.__name__: kind for kind in (datetime.date, datetime.time, datetime.datetime)}
_NUMPY = (
    "bool_", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32",
    "float64", "complex64", "complex128", "number", "integer", "floating", "generic", "ndarray", "str_",
)  # fmt: skip
_PLAIN_TYPES: tuple[str, ...] = (
    "bool",
    "int",
    "float",
    "complex",
    "str",
    "bytes",
    "list",
    "tuple",
    "dict",
    "set",
    "frozenset",
)
_PLAIN_TYPES += ("range", "slice", "object", "type", "bytearray")


@lru_cache(1)
def types() -> dict[str, type]:
    """Return the types that cross by name: they compute nothing that a test would rely on."""
    named = {name: getattr(builtins, name) for name in _PLAIN_TYPES}
    named |= {
        name: kind
        for name, kind in vars(builtins).items()
        if isinstance(kind, type) and issubclass(kind, Exception)
    }
    named |= {f"numpy.{name}": getattr(np, name) for name in _NUMPY}
    named["NoneType"] = type(None)
    return named


def pack(value: Any, packing: RichPacking, depth: int) -> list[Any] | None:
    """Return the node of a value of one of the kinds of this module; None if it is of none of them.

    Raises
    ------
    CannotCross
        If it is of such a kind and holds something that is no plain data.
    """

    def node(part: Any) -> Any:
        return packing.node(part, depth + 1)

    kind = type(value)
    if isinstance(value, set | frozenset):
        if len(value) > MAX_SET:
            raise packing.refused(f"it has a set of more than {MAX_SET:,} elements")
        return ["s", "frozenset" if isinstance(value, frozenset) else "set", [node(item) for item in value]]
    if isinstance(value, range):
        return ["R", value.start, value.stop, value.step] if len(repr(value)) < MAX_DIGITS else None
    if isinstance(value, collections.deque):
        return ["q", [node(item) for item in value], value.maxlen]
    if isinstance(value, bytearray):
        return ["B", node(bytes(value))]
    # SECURITY: of a class derived from one of these, the value counts and not what the class makes of it.
    if isinstance(value, complex):
        return ["x", complex.real.__get__(value), complex.imag.__get__(value)]
    if isinstance(value, decimal.Decimal):
        digits = decimal.Decimal.as_tuple(value).digits
        return ["D", decimal.Decimal.__str__(value)] if len(digits) < MAX_DIGITS else None
    if isinstance(value, fractions.Fraction):
        return ["Q", node(value._numerator), node(value._denominator)]  # type: ignore[attr-defined]
    if isinstance(value, datetime.timedelta) and not kind.__module__.startswith("pandas"):
        value = datetime.timedelta.__pos__(value)
        return ["u", value.days, value.seconds, value.microseconds]
    if isinstance(value, datetime.date | datetime.time) and not kind.__module__.startswith("pandas"):
        value, kind = _bare(value)
        offset = value.utcoffset() if kind is not datetime.date else None
        bare = value if offset is None else value.replace(tzinfo=None)
        return ["t:", kind.__name__, bare.isoformat(), None if offset is None else offset.total_seconds()]
    if kind is slice:
        return ["/", node(value.start), node(value.stop), node(value.step)]
    if value is Ellipsis or value is NotImplemented:
        return ["k", "Ellipsis" if value is Ellipsis else "NotImplemented"]
    if isinstance(value, type):
        return next((["k", name] for name, known in types().items() if known is value), None)
    if isinstance(value, np.dtype):
        return ["y", value.str] if value.fields is None and value.kind != "O" else None
    if isinstance(value, np.datetime64 | np.timedelta64):
        return ["m", array_node(np.asarray(value), node)]
    if isinstance(value, np.ndarray) and value.dtype.kind in "UMmO":
        return array_node(value, node)
    if any(each.__module__.partition(".")[0] == "pandas" for each in kind.__mro__):
        return pack_pandas(value, node)
    if any(each.__module__.startswith("scipy.sparse") for each in kind.__mro__):
        return pack_sparse(value, node)
    return None


def _bare(value: Any) -> tuple[Any, type]:
    """Return a date or time without the student's own class, and its kind."""
    for kind in (datetime.datetime, datetime.date, datetime.time):
        if isinstance(value, kind):
            fields = ("year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold")
            found = {name: getattr(kind, name).__get__(value) for name in fields if hasattr(kind, name)}
            return kind(**found), kind
    raise CannotCross(type(value).__name__)


def fields_of(value: object) -> tuple[str, ...]:
    """Return the names in a named tuple; none for other values, and where the other side could not make one."""
    fields = getattr(type(value), "_fields", ()) if isinstance(value, tuple) else ()
    try:
        check(type(fields) is tuple and len(fields) == tuple.__len__(value) <= MAX_FIELDS)  # type: ignore[arg-type]
        named_tuple(type(value).__name__, fields)
    except Exception:  # names of any kind
        return ()
    return fields


def unpack(tag: str, rest: list[Any], value: Convert, bad: type[Exception]) -> Any:
    """Return the value of a node of this module.

    Parameters
    ----------
    tag, rest : str, list
        The node.
    value : callable
        Returns the value of a node inside.
    bad : type
        What to raise.
    """
    try:
        return _KINDS[tag](value, *rest)
    except bad:
        raise
    except Exception as error:  # a library's constructor may refuse in any way
        raise bad(f"{type(error).__name__}: {error}") from None


def _set(value: Convert, name: str, nodes: list[Any]) -> Any:
    check(len(of_kind(list, nodes)) <= MAX_SET)
    return {"set": set, "frozenset": frozenset}[name]([value(node) for node in nodes])


@lru_cache(256)
def named_tuple(name: str, fields: tuple[str, ...]) -> type:
    """Return the type of named tuples of this name and these fields, always the same one."""
    for word in (name, *fields):
        check(type(word) is str and len(word) <= MAX_NAME and word.isidentifier())
        check(not keyword.iskeyword(word))
    return collections.namedtuple(name, fields)


def _range(value: Convert, start: int, stop: int, step: int) -> range:
    return range(of_kind(int, start), of_kind(int, stop), of_kind(int, step))


def _deque(value: Convert, nodes: list[Any], most: int | None) -> collections.deque[Any]:
    check(most is None or type(most) is int)
    return collections.deque([value(node) for node in of_kind(list, nodes)], most)


def _complex(value: Convert, real: float, imaginary: float) -> complex:
    return complex(of_kind(float, real), of_kind(float, imaginary))


def _decimal(value: Convert, text: str) -> decimal.Decimal:
    check(len(of_kind(str, text)) < MAX_DIGITS + 50)
    number = decimal.Decimal(text)
    check(not number.is_finite() or not number or abs(number.adjusted()) < MAX_EXPONENT)
    # SECURITY: a signalling NaN raises wherever it is compared, in the instructor's checks too.
    return decimal.Decimal("NaN") if number.is_snan() else number


def _fraction(value: Convert, numerator: int, denominator: int) -> fractions.Fraction:
    return fractions.Fraction(of_kind(int, numerator), of_kind(int, denominator))


def _duration(value: Convert, days: int, seconds: int, microseconds: int) -> datetime.timedelta:
    return datetime.timedelta(of_kind(int, days), of_kind(int, seconds), of_kind(int, microseconds))


def _date(value: Convert, name: str, text: str, offset: float | None) -> Any:
    made = DATES[name].fromisoformat(of_kind(str, text)[:60])
    if offset is None:
        return made
    zone = (
        datetime.UTC if offset == 0 else datetime.timezone(datetime.timedelta(seconds=of_kind(float, offset)))
    )
    return made.replace(tzinfo=zone)


def _named(value: Convert, name: str) -> Any:
    special = {"Ellipsis": Ellipsis, "NotImplemented": NotImplemented}
    if name in special:
        return special[name]
    if name in ("NA", "NaT"):
        import pandas  # type: ignore[import-untyped]

        return getattr(pandas, name)
    return types()[name]


def _dtype(value: Convert, text: str) -> np.dtype:
    made = make_dtype(text)
    check(made.kind != "O")
    return made


def put(mine: Any, new: Any) -> None:
    """Give an object of one of these kinds its new content."""
    if isinstance(mine, set) and isinstance(new, set):
        mine.clear()
        mine.update(new)
    elif isinstance(mine, collections.deque) and isinstance(new, collections.deque):
        mine.clear()
        mine.extend(new)
    elif isinstance(mine, bytearray) and isinstance(new, bytearray):
        mine[:] = new
    elif type(mine) is type(new) and hasattr(mine, "_update_inplace"):
        # as pandas' own methods with inplace=True
        mine._update_inplace(new)
        if hasattr(mine, "name"):
            mine.name = new.name
    elif type(mine) is type(new) and hasattr(mine, "tocoo"):
        vars(mine).update(vars(new))


_KINDS: dict[str, Callable[..., Any]] = {
    "s": _set, "R": _range, "q": _deque, "x": _complex, "D": _decimal, "Q": _fraction,
    "u": _duration, "t:": _date, "k": _named, "y": _dtype, "A": make_array, "F": make_frame, "S": make_series,
    "I": make_index, "I1": make_one, "I2": make_categorical, "P": make_sparse,
    "B": lambda value, node: bytearray(of_kind(bytes, value(node))),
    "/": lambda value, *parts: slice(*(value(part) for part in parts[:3])),
    "m": lambda value, node: value(node)[()],
}  # fmt: skip
TAGS = frozenset(_KINDS)
CHANGEABLE = frozenset("sqBAFSP")  # what code can change in place


def signature_from(parameters: Iterable[tuple[Any, ...]]) -> inspect.Signature:
    """Return the signature that :func:`signature_of` has described."""
    kinds = {str(kind): kind for kind in inspect._ParameterKind}
    empty = inspect.Parameter.empty
    made = [
        inspect.Parameter(
            name, kinds[kind], default=default if has else empty, annotation=note if noted else empty
        )
        for name, kind, has, default, noted, note in parameters
    ]
    return inspect.Signature(made)


def signature_of(function: Callable[..., Any]) -> list[tuple[Any, ...]]:
    """Return the parameters of a function as data."""
    found = inspect.signature(function).parameters.values()
    return [
        (p.name, str(p.kind), p.default is not p.empty, None if p.default is p.empty else p.default,
         p.annotation is not p.empty, None if p.annotation is p.empty else p.annotation)
        for p in found
    ]  # fmt: skip
