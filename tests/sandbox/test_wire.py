"""Plain data between judge and student process: what crosses comes out alike, and what does not is named or refused."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections import namedtuple
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pytest

from autograder.sandbox.inside import wire
from autograder.sandbox.inside.packing import Packing
from autograder.sandbox.inside.unpacking import Unpacking, apply_changes


@dataclass
class Pair:
    left: object
    right: object


RECORDS = {"Pair": Pair}


def transport(message: dict, buffers: list) -> tuple[dict, bytearray]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(5)
        theirs.settimeout(5)
        wire.write_frame(ours, message, buffers)
        return wire.read_frame(theirs)


def across(value):
    packing = Packing(RECORDS, lambda function: 7)
    node = packing.node(value)
    message, content = transport({"value": node}, packing.buffers)
    return Unpacking(content, RECORDS, lambda number: f"function {number}").value(message["value"])


@pytest.mark.parametrize(
    "value",
    [
        None, True, 0, -(10**30), 1.5, float("inf"), "text \ud800 \u0000", b"\x00\xff",
        (), (1, (2.0, None)), [1, [2]], {"a": [1], 2: (3,)},
    ],
)  # fmt: skip
def test_plain_values_come_out_as_they_went_in(value):
    result = across(value)
    assert result == value
    assert type(result) is type(value)


@pytest.mark.parametrize("dtype", ["f8", "f4", "f2", "i8", "u1", "?", "c16", ">f8"])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (1, 0, 4), (2, 3, 4)])
@pytest.mark.parametrize("order", ["C", "F"])
def test_arrays_keep_numbers_shape_precision_and_memory_order(dtype: str, shape: tuple, order: str):
    array = np.asarray(np.arange(np.prod(shape)).reshape(shape), dtype=dtype, order=order)
    result = across(array)
    assert type(result) is np.ndarray
    assert result.shape == shape
    assert result.dtype == array.dtype.newbyteorder("=")
    assert result.flags.f_contiguous == array.flags.f_contiguous
    assert result.flags.writeable
    assert result.flags.aligned
    np.testing.assert_array_equal(result, array)


def test_numpys_numbers_keep_their_type():
    for number in (np.float64(0.1), np.float32(0.1), np.int8(3), np.bool_(True)):
        result = across(number)
        assert type(result) is type(number)
        assert result == number
    assert across(np.complex128(1 + 2j)) == 1 + 2j


def test_views_and_strided_arrays_are_copied_out():
    big = np.arange(24.0).reshape(4, 6)
    for view in (big[::2], big[:, ::-3], big.T[1:3], np.broadcast_to(1.0, (3, 4))):
        np.testing.assert_array_equal(across(view), view)


@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")
def test_kinds_that_mean_plain_numbers_become_them():
    matrix = across(np.asmatrix([[1, 2], [3, 4]]))
    assert type(matrix) is np.ndarray
    assert matrix.shape == (2, 2)
    boxes = np.empty(2, dtype=object)
    boxes[:] = [1, 2.5]
    assert across(boxes).dtype == float
    assert across(Fraction(1, 4)) == 0.25
    assert across(range(3)) == [0, 1, 2]
    masked = across(np.ma.array([1.0, 2.0], mask=[0, 1]))
    assert type(masked) is np.ndarray


def test_records_and_whatever_has_their_fields_become_records():
    class Own:
        left, right = np.zeros(2), 3

    for value in (Pair(1, [2]), namedtuple("P", "left right")(1, [2])):
        result = across(value)
        assert type(result) is Pair
        assert (result.left, result.right) == (1, [2])
    assert across(Own()).right == 3


def test_what_cannot_cross_keeps_the_name_of_its_type_and_nothing_else():
    class Odd:
        def __reduce__(self):
            return (print, ("unpickled",))

        def __eq__(self, other):
            return True

    for value in (Odd(), iter([1]), (x for x in "ab"), {1, 2}, np.array(["text"]), np.array([object()])):
        result = across(value)
        assert isinstance(result, wire.Opaque)
        assert type(result).__name__ == type(value).__name__
        assert result != 1
        with pytest.raises(TypeError):
            np.array(result, dtype=float)


def test_security_an_endless_iterator_is_not_read():
    from itertools import count

    assert isinstance(across(count()), wire.Opaque)


def test_functions_cross_as_numbers():
    assert across((len, 1)) == ("function 7", 1)


def test_one_object_in_two_places_stays_one():
    array = np.zeros(3)
    first, second = across((array, [array]))
    assert first is second[0]


@pytest.mark.slow
def test_security_a_value_that_is_small_here_and_huge_when_written_out_is_refused():
    cycle: list = []
    cycle += [cycle, cycle]
    laughs: object = 1.0
    for _ in range(20):
        laughs = [laughs] * 10
    large = np.zeros(1_000_000)
    for value in (cycle, laughs, [large] * 100):
        with pytest.raises(wire.Refused):
            Packing(RECORDS, id).node(value)
    node = ["l", [["a", "<f8", [2], "C", 0], ["=", 0]]]
    with pytest.raises(wire.BadFrame):
        Unpacking(bytearray(16), RECORDS, id).value(node)  # number 0 is the list itself
    array = ["a", "<f8", [1_000_000], "C", 0]
    for again in (["=", 0], array, ["b", 0, 8_000_000]):
        with pytest.raises(wire.BadFrame):
            Unpacking(bytearray(8_000_000), RECORDS, id).value(["t", [array, *[again] * 10]])


@pytest.mark.slow
@pytest.mark.parametrize(
    "nodes",
    [
        [["l", []]] * (wire.MAX_OBJECTS + 1),
        [["g", wire.generator_state(np.random.default_rng(1))]] * (wire.MAX_GENERATORS + 1),
        [["d", [[number, 0] for number in range(1_000)]]] * 11,
        [1 << 2000],
    ],
    ids=["lists", "generators", "keys of several dicts", "long number"],
)
def test_security_more_than_a_message_may_hold_is_refused_on_the_way_in(nodes: list):
    with pytest.raises(wire.BadFrame):
        Unpacking(bytearray(), RECORDS, id).value(["t", nodes])


@pytest.mark.parametrize(
    "value",
    [
        np.broadcast_to(1.0, (10**6, 10**6)),
        [np.zeros(5_000_000)] * 1 + [np.zeros(5_000_000)],
        [0] * 1_000_001,
        1 << 2000,
    ],
    ids=["broadcast view", "two large arrays", "long list", "long number"],
)
def test_security_what_is_too_large_is_refused_before_any_copy(value):
    with pytest.raises(wire.Refused):
        Packing(RECORDS, id).node(value)


def test_security_a_deep_nest_is_refused():
    nest: list = []
    for _ in range(100):
        nest = [nest]
    with pytest.raises(wire.Refused, match="nested"):
        Packing(RECORDS, id).node(nest)


@pytest.mark.parametrize(
    "node",
    [
        [], {}, ["x"], ["a"], ["t"], ["t", 5], [["t", []]], ["l", {}], ["d", [1]], ["d", [[["l", []], 1]]],
        ["a", "<f8", [10**6, 10**6], "C", 0],
        ["a", "<f8", [-1], "C", 0],
        ["a", "<f8", [1.5], "C", 0],
        ["a", "<f8", [2], "C", -8],
        ["a", "<f8", [2], "C", 8],
        ["a", "<f8", [True], "C", 0],
        ["a", "|O", [1], "C", 0],
        ["a", "<U4", [1], "C", 0],
        ["a", "<f8", [1] * 40, "C", 0],
        ["a", "<f8", [0, 10**18], "C", 0],
        ["a", "<f8", [1], "K", 0],
        ["n", "<f8", "1"], ["n", "<f8", [1]], ["n", "|O", 1], ["n", "|b1", 1, 2],
        ["b", 0, 17], ["b", -1, 1],
        ["r", "Pair", {"left": 1}], ["r", "Popen", {}], ["r", "Pair", {"left": 1, "right": 2, "__class__": 3}],
        ["r", "Pair", []],
        ["g", {}], ["g", {"state": 1 << 200, "inc": 1, "has_uint32": 0, "uinteger": 0}], ["g", 5],
        ["f", "os.system"], ["=", 0], ["=", -1], ["o", 5],
        json.loads("[" * 50 + "]" * 50),
    ],
)  # fmt: skip
def test_security_a_node_of_another_form_is_refused(node):
    with pytest.raises(wire.BadFrame):
        Unpacking(bytearray(16), RECORDS, lambda number: print).value(node)


def test_security_a_record_that_refuses_its_fields_is_the_senders_fault():
    @dataclass
    class Strict:
        x: object

        def __post_init__(self):
            1 / self.x

    with pytest.raises(wire.BadFrame, match="ZeroDivisionError"):
        Unpacking(bytearray(), {"Strict": Strict}, id).value(["r", "Strict", {"x": 0}])


@pytest.mark.parametrize(
    "frame",
    [
        struct.pack(">IQ", 2**32 - 1, 0),
        struct.pack(">IQ", 2, 2**60) + b"{}",
        struct.pack(">IQ", 3, 0) + b"abc",
        struct.pack(">IQ", 2, 0) + b"[]",
        struct.pack(">IQ", 200_000, 0) + b"[" * 200_000,
        struct.pack(">IQ", 9_000_000, 0) + b'{"return":[' + b"[]," * 2_999_996 + b"1]}",
    ],
    ids=["long tree", "many bytes", "not JSON", "a list", "deep", "too many values"],
)
def test_security_a_frame_of_another_form_is_refused(frame: bytes):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.settimeout(5)
        ours.settimeout(5)
        sender = threading.Thread(target=ours.sendall, args=(frame,))
        sender.start()
        with pytest.raises(wire.BadFrame):
            wire.read_frame(theirs)
        theirs.close()
        sender.join()


def test_a_frame_that_breaks_off_is_the_end():
    ours, theirs = socket.socketpair()
    with theirs:
        with ours:
            ours.sendall(struct.pack(">IQ", 100, 0) + b"{")
        assert wire.read_frame(theirs) is None


def after(value, change) -> object:
    """Return ``value`` after a function on the other side has changed its copy."""
    out = Packing(RECORDS, id)
    message, content = transport({"value": out.node(value)}, out.buffers)
    there = Unpacking(content, RECORDS, lambda number: print, tracks=True)
    change(there.value(message["value"]))
    back = Packing(RECORDS, id)
    message, content = transport({"changes": there.changes(back)}, back.buffers)
    apply_changes(out.objects, message["changes"], Unpacking(content, RECORDS, lambda number: print))
    return message["changes"]


def test_what_is_changed_in_place_is_changed_for_the_caller_too():
    array, columns = np.arange(6.0), np.asfortranarray(np.arange(6.0).reshape(2, 3))
    pair, items, table, rng = Pair(1, np.zeros(2)), [1, 2], {"a": 1}, np.random.default_rng(4)
    expected = np.random.default_rng(4)
    expected.random(5)

    def change(values):
        array, columns, pair, items, table, rng = values
        array[2] = 9
        columns *= 2
        pair.left, pair.right = np.ones(1), pair.right
        pair.right[1] = 5
        items.append(3)
        del table["a"]
        rng.random(5)

    after((array, columns, pair, items, table, rng), change)
    assert array.tolist() == [0, 1, 9, 3, 4, 5]
    np.testing.assert_array_equal(columns, 2 * np.arange(6.0).reshape(2, 3))
    assert (pair.left.tolist(), pair.right.tolist(), items, table) == ([1], [0, 5], [1, 2, 3], {})
    assert rng.random() == expected.random()


def test_what_is_not_changed_or_put_back_costs_no_message():
    def change(values):
        values[0][1] += 1
        values[0][1] -= 1

    assert after((np.arange(3.0), [1.5], Pair(1, 2), np.random.default_rng(1)), change) == []


def test_a_new_shape_of_an_argument_is_seen_by_the_caller():
    array = np.arange(6.0)
    after((array,), lambda values: setattr(values[0], "shape", (2, 3)))
    assert array.shape == (2, 3)


@pytest.mark.parametrize(
    "changes",
    [
        5,
        [5],
        [[0]],
        [[9, ["l", []]]],
        [[-1, ["l", []]]],
        [["0", ["l", []]]],
        [[0, 5]],
        [[0, []]],
        [[0, ["p", 5]]],
    ],
)
def test_security_a_change_of_another_form_is_refused(changes):
    with pytest.raises(wire.BadFrame):
        apply_changes([np.zeros(3)], changes, Unpacking(bytearray(), RECORDS, lambda number: print))


def test_security_a_change_touches_nothing_but_the_fields_and_entries_of_arguments():
    pair, array, frozen = Pair(1, 2), np.zeros(3), np.zeros(3)
    frozen.flags.writeable = False
    unpacking = Unpacking(bytearray(64), RECORDS, lambda number: print)
    other_size, other_kind = ["a", "<f8", [1], "C", 0], ["a", "<i4", [2], "C", 0]
    changes = [[0, ["p", {"__class__": 1, "new": 2}]], [1, other_size], [1, other_kind], [2, other_size]]
    apply_changes([pair, array, frozen], changes, unpacking)
    assert vars(pair) == {"left": 1, "right": 2}
    assert array.tolist() == [0, 0, 0]
