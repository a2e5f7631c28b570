"""Arrays of text, times and plain objects, tables of pandas and sparse matrices, as nodes that hold simpler ones."""

from __future__ import annotations

import datetime
import decimal
import re
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

Kind = TypeVar("Kind")
Convert = Callable[[Any], Any]  # a part to its node, or a node to its value

MAX_SIDE = 10_000_000  # of a sparse matrix, whose index takes memory by its sides
MAX_COLUMNS = 10_000
# SECURITY: NumPy divides by what stands in the brackets, and a zero there ends the process.
DTYPE = re.compile(r"[<>=|]?[?biufcSUVmMO][0-9]{0,9}(\[([1-9][0-9]{0,8})?(generic|[YMWDhms]|[munpfa]s)\])?")
# SECURITY: dateutil reads whatever file a zone names.
ZONE = re.compile(r"[A-Za-z0-9_+:-]{1,40}(/[A-Za-z0-9_+-]{1,40}){0,3}")
MASKED = (
    "Int8",
    "Int16",
    "Int32",
    "Int64",
    "UInt8",
    "UInt16",
    "UInt32",
    "UInt64",
    "Float32",
    "Float64",
    "boolean",
)


class CannotCross(Exception):
    """A part of the value is no plain data, so that the whole is not either."""


def of_kind(kind: type[Kind], value: Any) -> Kind:
    if type(value) is not kind:
        raise TypeError(f"a {type(value).__name__} in place of a {kind.__name__}")
    return value


def check(condition: bool) -> None:
    if not condition:
        raise ValueError("not a value of its kind")


def make_dtype(text: Any) -> np.dtype:
    check(DTYPE.fullmatch(of_kind(str, text)) is not None)
    made: np.dtype = np.dtype(text)
    return made


def array_node(array: np.ndarray, node: Convert) -> list[Any] | None:
    """Return the node of an array of text, times or plain objects."""
    shape, flat = list(array.shape), array.reshape(-1)
    if array.dtype.kind in "Mm":
        return ["A", array.dtype.str, shape, node(flat.view(np.int64))]
    if array.size > 1_000_000:
        return None
    if array.dtype.kind == "O" and not all(_is_plain(item) for item in flat):
        raise CannotCross("an array of objects")
    return ["A", array.dtype.str, shape, ["l:", [node(item) for item in flat.tolist()]]]


def _is_plain(item: Any) -> bool:
    plain = (
        bool,
        int,
        float,
        complex,
        str,
        bytes,
        np.generic,
        datetime.date,
        datetime.timedelta,
        decimal.Decimal,
    )
    return (
        item is None or isinstance(item, plain) or (type(item) in (list, tuple) and all(map(_is_plain, item)))
    )


def pack_pandas(value: Any, node: Convert) -> list[Any] | None:
    pd = sys.modules.get("pandas")
    if pd is None:
        return None
    if isinstance(value, pd.DataFrame):
        value = pd.DataFrame(value)  # without a class of the student's own
        if value.shape[1] > MAX_COLUMNS:
            return None
        columns = [_column(value.iloc[:, i].array, pd, node) for i in range(value.shape[1])]
        return ["F", _index(value.columns, pd, node), _index(value.index, pd, node), columns]
    if isinstance(value, pd.Series):
        value = pd.Series(value)
        return ["S", _column(value.array, pd, node), _index(value.index, pd, node), node(value.name)]
    if isinstance(value, pd.Index):
        return ["I", _index(value, pd, node)]
    if value is pd.NA or value is pd.NaT:
        return ["k", "NA" if value is pd.NA else "NaT"]
    if isinstance(value, pd.Timestamp | pd.Timedelta):
        array = pd.Index([value]).array
        return ["I1", _column(array, pd, node)]
    if isinstance(value, pd.Categorical):
        return ["I2", _column(value, pd, node)]
    if isinstance(value, pd.api.extensions.ExtensionDtype):
        return None
    return None


def _column(array: Any, pd: Any, node: Convert) -> list[Any]:
    """Return the parts of a column, or of an index, as [kind, ...]."""
    dtype = array.dtype
    if type(dtype).__name__ == "NumpyEADtype":
        dtype = dtype.numpy_dtype
    if isinstance(dtype, pd.CategoricalDtype):
        return [
            "category",
            _index(dtype.categories, pd, node),
            node(np.asarray(array.codes)),
            bool(dtype.ordered),
        ]
    if isinstance(dtype, pd.DatetimeTZDtype):
        utc = np.asarray(array.tz_convert("UTC").tz_localize(None))
        return ["zone", str(dtype.tz), array_node(utc, node)]
    if isinstance(dtype, pd.StringDtype):
        texts = [None if text is pd.NA or text != text else str(text) for text in array]
        return ["text", str(dtype), [node(text) for text in texts]]
    if str(dtype) in MASKED:
        mask = np.asarray(array.isna())
        return ["masked", str(dtype), node(np.asarray(array.fillna(0))), node(mask)]
    if isinstance(dtype, np.dtype):
        values = np.asarray(array)
        if values.dtype.kind == "O":
            if not all(_is_plain(item) for item in values):
                raise CannotCross("a column of objects")
            return ["object", [node(item) for item in values.tolist()]]
        return ["plain", node(values)]
    raise CannotCross(f"a column of type {dtype}")


def _index(index: Any, pd: Any, node: Convert) -> list[Any]:
    if isinstance(index, pd.RangeIndex):
        return ["range", index.start, index.stop, index.step, node(index.name)]
    if isinstance(index, pd.MultiIndex):
        levels = [_index(level, pd, node) for level in index.levels]
        return [
            "multi",
            levels,
            [node(np.asarray(codes, np.int64)) for codes in index.codes],
            node(list(index.names)),
        ]
    return ["values", _column(index.array, pd, node), node(index.name)]


def pack_sparse(value: Any, node: Convert) -> list[Any] | None:
    sparse = sys.modules.get("scipy.sparse")
    if sparse is None or not sparse.issparse(value) or len(value.shape) != 2:
        return None
    flat = value.tocoo()
    pieces = [
        node(np.asarray(part)) for part in (flat.data, flat.row.astype(np.int64), flat.col.astype(np.int64))
    ]
    return ["P", value.format, isinstance(value, sparse.sparray), list(map(int, value.shape)), pieces]


def make_array(value: Convert, kind: str, shape: list[int], node: Any) -> np.ndarray:
    check(len(of_kind(list, shape)) <= 32 and all(type(n) is int and n >= 0 for n in shape))
    dtype = make_dtype(kind)
    check(dtype.kind in "UMmO")
    if dtype.kind in "Mm":
        return of_kind(np.ndarray, value(node)).view(np.int64).view(dtype).reshape(shape)
    items = [value(item) for item in of_kind(list, node[1])]
    check(np.prod(shape, dtype=float) == len(items))
    if dtype.kind == "U":
        # SECURITY: NumPy keeps room for the longest text in each place.
        longest = max((len(of_kind(str, text)) for text in items), default=0)
        check(max(longest, dtype.itemsize // 4) * len(items) <= 16_000_000)
        return np.array(items, dtype).reshape(shape)
    return _of_objects(items).reshape(shape)


def _of_objects(items: list[Any]) -> np.ndarray:
    """Return an array of plain objects. SECURITY: of others, such as pandas' NA, a mere comparison can fail."""
    check(all(map(_is_plain, items)))
    array = np.empty(len(items), object)
    for i, item in enumerate(items):
        array[i] = item
    return array


def make_frame(value: Convert, columns: list[Any], index: list[Any], parts: list[Any]) -> Any:
    import pandas as pd  # type: ignore[import-untyped]

    check(len(of_kind(list, parts)) <= MAX_COLUMNS)
    rows = _made_index(value, index, pd)
    series = {i: pd.Series(_made_column(value, part, pd), index=rows) for i, part in enumerate(parts)}
    frame = pd.DataFrame(series, index=rows)
    frame.columns = _made_index(value, columns, pd)
    return frame


def make_series(value: Convert, part: list[Any], index: list[Any], name: Any) -> Any:
    import pandas as pd

    return pd.Series(_made_column(value, part, pd), index=_made_index(value, index, pd), name=value(name))


def make_index(value: Convert, index: list[Any]) -> Any:
    import pandas as pd

    return _made_index(value, index, pd)


def make_one(value: Convert, part: list[Any]) -> Any:
    import pandas as pd

    return pd.Index(_made_column(value, part, pd))[0]


def make_categorical(value: Convert, part: list[Any]) -> Any:
    import pandas as pd

    return pd.Categorical(_made_column(value, part, pd))


def _made_column(value: Convert, part: list[Any], pd: Any) -> Any:
    kind, *rest = of_kind(list, part)
    if kind == "plain":
        array = value(rest[0])
        check(isinstance(array, np.ndarray) and array.ndim == 1)
        return array
    if kind == "object":
        return _of_objects([value(item) for item in of_kind(list, rest[0])])
    if kind == "text":
        check(rest[0] in ("str", "string") or str(rest[0]).startswith("string["))
        return pd.array([value(item) for item in of_kind(list, rest[1])], dtype=rest[0])
    if kind == "masked":
        check(rest[0] in MASKED)
        data, mask = (of_kind(np.ndarray, value(node)) for node in rest[1:])
        array = pd.array(data, dtype=rest[0])
        array[mask.astype(bool)] = pd.NA
        return array
    if kind == "zone":
        text = of_kind(str, rest[0])
        check(ZONE.fullmatch(text) is not None)
        return pd.DatetimeIndex(value(rest[1])).tz_localize("UTC").tz_convert(text).array
    check(kind == "category")
    return pd.Categorical.from_codes(
        value(rest[1]), _made_index(value, rest[0], pd), ordered=of_kind(bool, rest[2])
    )


def _made_index(value: Convert, index: list[Any], pd: Any) -> Any:
    kind, *rest = of_kind(list, index)
    if kind == "range":
        return pd.RangeIndex(*(of_kind(int, number) for number in rest[:3]), name=value(rest[3]))
    if kind == "multi":
        levels = [_made_index(value, level, pd) for level in of_kind(list, rest[0])]
        return pd.MultiIndex(levels, [value(codes) for codes in of_kind(list, rest[1])], names=value(rest[2]))
    check(kind == "values")
    return pd.Index(_made_column(value, rest[0], pd), name=value(rest[1]))


def make_sparse(value: Convert, name: str, is_array: bool, shape: list[Any], pieces: list[Any]) -> Any:
    from scipy import sparse

    rows, columns = (of_kind(int, side) for side in shape)
    check(0 <= rows <= MAX_SIDE and 0 <= columns <= MAX_SIDE)
    data, row, column = (of_kind(np.ndarray, value(piece)) for piece in pieces)
    # SECURITY: the library's loops trust their indices.
    for places, side in ((row, rows), (column, columns)):
        check(places.ndim == 1 and places.dtype.kind == "i" and len(places) == len(data))
        check(not len(places) or (places.min() >= 0 and places.max() < side))
    check(
        name in ("csr", "csc", "coo", "lil", "dok")
    )  # a diagonal or block form can be far larger than its content
    kind = sparse.coo_array if is_array else sparse.coo_matrix
    return kind((data, (row, column)), shape=(rows, columns)).asformat(name)
