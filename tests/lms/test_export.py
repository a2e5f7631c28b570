"""The CSV of a class survives every name, and its sums are those of the marks."""

import csv
import io
from dataclasses import replace

import pytest

from autograder.core.text import as_text
from autograder.course.marks import Mark
from autograder.course.states import Person, State
from autograder.lms.export import to_csv

NAMES = ["Amara Okafor", 'Müller, Jörg "Jo"', "O'Neill\tNell", "李 小龍", "مريم", "🙂 smile", "x" * 200]


def mark(grade_id, score, most, written=False, waiting=False, by_hand=False):
    return Mark(grade_id, score, most, written, by_hand, waiting)


def marks(score=2.0):
    all_marks = [
        mark("test_feed_forward_sizes", score, 3),
        mark("test_feed_forward_inputs", 1, 1),
        mark("test_nn_loss_value", 1, 2),
        mark("test_nn_loss_reg_value", 0.5, 2),
        mark("report_q1b_log_loss", 0, 2, written=True, waiting=True),
        mark("report_q2c_loss_slope", 1, 1, written=True, by_hand=True),
    ]
    return {each.grade_id: each for each in all_marks}


def parse(text):
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_columns_name_the_question_and_its_most_points():
    header = to_csv({"a": marks()}).splitlines()[0].split(",")
    assert header == [
        "student",
        "1a feed_forward [4]",
        "1b [2]",
        "1c nn_loss [2]",
        "1d nn_loss_reg [2]",
        "2c [1]",
        "automatic [8]",
        "report [2 + 1 bonus]",
        "waiting",
        "total [10 + 1 bonus]",
    ]


def test_sums_add_up_and_what_waits_is_an_empty_cell_and_not_in_the_total():
    (row,) = parse(to_csv({"a": marks()}))
    values = list(row.values())
    assert values == ["a", "3", "", "1", "0.5", "1", "4.5", "1", "2", "5.5"]


def test_names_survive_the_round_trip():
    rows = parse(to_csv({name: marks() for name in NAMES}))
    assert {row["student"] for row in rows} == set(NAMES)
    assert all(len(row) == 10 and None not in row for row in rows)


@pytest.mark.parametrize("name", ["=1+1", "+49 170", "-2", "@SUM(A1)", "\tx", "\rx", "\n=1"])
def test_security_a_name_is_never_a_formula(name):
    assert as_text(name).startswith(f"'{name[0]}")


def test_the_same_marks_give_the_same_bytes_in_any_order():
    first = to_csv({"b": marks(), "a": marks(1)})
    second = to_csv({"a": dict(reversed(marks(1).items())), "b": marks()})
    assert first == second


def test_an_empty_class_gives_a_header_only():
    assert len(to_csv({}).splitlines()) == 1


def test_everybody_has_a_row_with_a_state_and_nobody_without_marks_a_number():
    people = {
        "ada": Person("A/1", "Ada King", State.WAITS, waits=("1b",), team="Team 3"),
        "ben": Person("ben", "Ben Ode", State.ABSENT),
        "eve": Person("eve", "=1+1", State.EXCUSED),
        "zoe": Person("zoe", "", State.UNGRADABLE, "only a.pdf"),
    }
    rows = parse(to_csv({"ada": marks(), "eve": marks()}, None, people))
    assert [row["student"] for row in rows] == ["A/1", "ben", "eve", "zoe"]
    assert [row["state"] for row in rows] == ["waits for marking", "absent", "excused", "cannot be graded"]
    assert [row["note"] for row in rows] == ["handed in by team Team 3", "", "", "only a.pdf"]
    assert rows[2]["name"] == "'=1+1"
    numbers = [[row[name] for name in row if "[" in name] for row in rows]
    assert any(numbers[0])
    assert not any(any(each) for each in numbers[1:])


def test_a_mark_by_hand_is_called_one():
    own = marks()
    own["test_nn_loss_value"] = replace(own["test_nn_loss_value"], by_hand=True)
    own["test_feed_forward_inputs"] = replace(own["test_feed_forward_inputs"], extra=0.5)
    person = Person("ada", "Ada King", State.GRADED)
    (row,) = parse(to_csv({"ada": own}, None, {"ada": person}))
    assert row["note"] == "by hand: 1a, 1c"
