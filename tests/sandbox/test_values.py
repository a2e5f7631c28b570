"""Plain values beyond numbers and lists cross the wire as they are, and forged ones are refused."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import decimal
import fractions
import json
import tempfile
from importlib import resources
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from autograder.sandbox.inside.objects.crossing import RichPacking, RichUnpacking
from autograder.sandbox.inside.wire import BadFrame, Opaque

Place = collections.namedtuple("Place", "x y")
PLAIN = [
    {1, 2}, frozenset("ab"), range(1, 9, 2), collections.deque([1, 2], 3), 1 + 2j, bytearray(b"x"), slice(1, None, 2),
    decimal.Decimal("1.10"), fractions.Fraction(1, 3), datetime.date(2026, 1, 2), datetime.time(3, 4),
    datetime.datetime(2026, 1, 2, 3, tzinfo=datetime.UTC), datetime.timedelta(3, 4), Place(1, (2, "b")), Ellipsis, int,
    ValueError, np.float64, np.dtype("f8"), np.datetime64("2026-01-01"), {"a": {1: {2}}}, pd.Timestamp("2026-01-01"),
]  # fmt: skip
TABLE = pd.DataFrame(
    {
        "n": [1, 2],
        "x": [0.5, np.nan],
        "s": ["a", None],
        "o": np.array([1, "b"], object),
        "i": pd.array([1, None], "Int64"),
        "c": pd.Categorical(["u", "v"], ["v", "u"], ordered=True),
        "t": pd.to_datetime(["2026-01-01", None]),
        "z": pd.to_datetime(["2026-01-01", "2026-07-01"]).tz_localize("Europe/Berlin"),
    },
    index=pd.MultiIndex.from_tuples([(1, "p"), (2, "q")], names=["k", None]),
)


def node_of(value) -> tuple[list, bytearray]:
    packing = RichPacking({}, lambda function: 1, lambda value: None)
    node = json.loads(json.dumps(packing.node(value)))
    return node, memoryview(b"".join(packing.buffers))


def made(node, content: bytes = b""):
    return RichUnpacking(bytearray(content), {}, lambda number: None, False, lambda number: None).value(node)


@pytest.mark.parametrize("value", PLAIN, ids=lambda value: type(value).__name__)
def test_a_plain_value_crosses_and_keeps_its_type(value):
    crossed = made(*node_of(value))
    assert crossed == value
    assert type(crossed).__name__ == type(value).__name__


def test_a_table_crosses_with_all_kinds_of_columns():
    pd.testing.assert_frame_equal(made(*node_of(TABLE)), TABLE)
    for column in TABLE:
        pd.testing.assert_series_equal(made(*node_of(TABLE[column])), TABLE[column])


@pytest.mark.parametrize("kind", ["csr", "csc", "coo"])
def test_a_sparse_matrix_crosses_in_its_format(kind: str):
    matrix = sparse.random_array((5, 4), density=0.5, format=kind, rng=1)
    crossed = made(*node_of(matrix))
    assert (crossed.format, (crossed != matrix).nnz) == (kind, 0)


@pytest.mark.parametrize(
    "array", [np.array([["a", "bc"]]), np.array([1, "a", None], object)], ids=["text", "objects"]
)
def test_an_array_of_text_or_plain_objects_crosses(array: np.ndarray):
    crossed = made(*node_of(array))
    assert (crossed.dtype, crossed.tolist()) == (array.dtype, array.tolist())


@dataclasses.dataclass
class Pair:
    left: object
    right: object


CONTAINERS = [
    lambda item: (item,), lambda item: [item], lambda item: {"k": item}, lambda item: Place(item, 1),
    lambda item: collections.namedtuple("Ergebnis_größe", "wert")(item), lambda item: collections.deque([item]),
    lambda item: collections.namedtuple("P", "a class", rename=True)(item, 1), lambda item: slice(item, None),
    lambda item: Pair(item, 1), lambda item: pd.Series([item, 1], dtype=object),
]  # fmt: skip
ITEMS = [
    Pair(1, np.zeros(2)),
    lambda x: x,
    np.zeros(3),
    np.random.default_rng(1),
    [1],
    {1},
    10**200,
    Place(1, 2),
]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: type(item).__name__)
def test_what_one_side_writes_the_other_side_reads_whatever_holds_whatever(item):
    for container in CONTAINERS:
        value = container(item)
        packing = RichPacking(
            {"Pair": Pair}, lambda function: 1, lambda value: None, lambda kind: ["C", [], []]
        )
        node = json.loads(json.dumps(packing.node(value)))
        content = memoryview(b"".join(packing.buffers))
        stand = SimpleNamespace(peer=None, instance=lambda *_: "an object", kind=lambda *_: object)
        crossed = RichUnpacking(content, {"Pair": Pair}, None, True, lambda number: None, stand).value(node)
        assert not isinstance(crossed, Opaque)
        if isinstance(value, tuple):
            assert isinstance(crossed, tuple)
            assert len(crossed) == len(value)


def test_named_tuples_of_records_keep_their_names():
    result = Place(Pair(1, np.ones(2)), 0.5)
    packing = RichPacking({"Pair": Pair}, lambda function: 1, lambda value: None)
    content = memoryview(np.ones(2).tobytes())
    crossed = RichUnpacking(content, {"Pair": Pair}, None, True, lambda number: None).value(
        packing.node(result)
    )
    assert (type(crossed.x), crossed.x.right.tolist(), crossed.y) == (Pair, [1, 1], 0.5)


FORGED = {
    "indices out of bounds": ["P", "csr", True, [2, 2], [["l", [1]], ["l", [9]], ["l", [0]]]],
    "huge sides": ["P", "csr", True, [10**12, 1], []],
    "a format that grows": ["P", "dia", True, [2, 2], []],
    "a huge exponent": ["D", "1E+999999999"],
    "a type that is none": ["k", "eval"],
    "a dtype of objects": ["y", "|O"],
    "text that is wider than it is": ["A", "<U9999999", [2], ["l:", ["a", "b"]]],
    "a shape that does not fit": ["A", "<U1", [3], ["l:", ["a"]]],
    "fields that are code": ["N", "P", ["x) or exit(", "y"], [1, 2]],
    "a zone that is a path": ["I", ["values", ["zone", "../../etc/passwd", 1], None]],
    "an object, where none is taken": ["p", 1, []],
    "a set that cannot be": ["s", "set", [["l", []]]],
    "times in units of a zeroth": ["A", "<m8[s/0]", [1], ["l", []]],
    "a dtype of a zeroth": ["y", "<M8[s/0]"],
    "a dtype of many": ["y", "<i4,<M8[0s]"],
    "an array of what cannot be compared": ["A", "|O", [1], ["l:", [["k", "NA"]]]],
    "a column of what cannot be compared": ["S", ["object", [["k", "NA"]]], ["range", 0, 1, 1, None], None],
    "no kind at all": ["Z", 1],
}


def test_security_a_number_that_raises_where_it_is_compared_crosses_as_one_that_does_not():
    signalling = np.array([decimal.Decimal("sNaN")])
    assert not np.array_equal(made(*node_of(signalling)), [0.0])


@pytest.mark.parametrize("sign", ["", ":"])
def test_security_a_time_zone_opens_no_file_that_it_names(sign):
    node, content = node_of(pd.DatetimeIndex(["2026-01-01"], tz="Europe/Berlin"))
    with tempfile.NamedTemporaryFile(dir="/tmp") as file:  # a short name
        file.write(resources.files("tzdata.zoneinfo.Europe").joinpath("Berlin").read_bytes())
        file.flush()
        forged = json.loads(json.dumps(node).replace("Europe/Berlin", f"dateutil/{sign}{file.name}"))
        with pytest.raises(BadFrame):
            made(forged, content)


@pytest.mark.parametrize("node", FORGED.values(), ids=FORGED)
def test_security_a_forged_value_is_refused(node: list):
    with pytest.raises(BadFrame):
        made(node)
