"""Everybody of a class has one state, and it is the same in every list."""

from dataclasses import dataclass

import pytest

from autograder.course.marks import Mark
from autograder.course.states import State, counted, states


@dataclass(frozen=True)
class Someone:
    id: str = "X/1"
    name: str = "Ada King"
    team: str = ""
    absent: bool = False
    excused: bool = False
    problems: tuple[str, ...] = ()


def mark(name="report_q1b_why", **state):
    return Mark(name, 1, 2, True, **{"by_hand": False, "waiting": False, **state})


HAND = {"report_q1b_why": mark(by_hand=True)}
WAITS = {"report_q1b_why": mark(waiting=True)}
AGAIN = {"report_q1b_why": mark(by_hand=True, again=True)}
AUTO = {"report_q1b_why": mark()}


@pytest.mark.parametrize(
    ("known", "marks", "failure", "submitted", "words"),
    [
        (Someone(), AUTO, "", True, "graded"),
        (Someone(), WAITS, "", True, "waits for marking: 1b"),
        (Someone(), AGAIN, "", True, "waits for marking: 1b"),
        (Someone(), {}, "", True, "not graded yet"),
        (Someone(), {}, "a PDF", True, "cannot be graded: a PDF"),
        (Someone(), WAITS, "a PDF", True, "cannot be graded: a PDF; the old marks stand"),
        (Someone(), HAND, "a PDF", True, "graded: by hand"),
        (Someone(absent=True), {}, "", False, "absent"),
        (Someone(absent=True), HAND, "", False, "graded"),
        (Someone(problems=("x.rar is locked",)), {}, "", False, "cannot be graded: x.rar is locked"),
        (Someone(excused=True), WAITS, "a PDF", True, "excused"),
        (None, AUTO, "", True, "graded"),
        (None, {}, "", True, "not graded yet"),
    ],
)
def test_a_state_says_what_there_is_to_know(known, marks, failure, submitted, words):
    people = states(
        {"ada": known} if known else {},
        {"ada": marks} if marks else {},
        {"ada": failure} if failure else {},
        {"ada"} if submitted else set(),
    )
    assert [person.words for person in people.values()] == [words]


def test_everybody_that_anything_is_known_of_is_there():
    people = states({"a": Someone()}, {"b": AUTO}, {"c": "broken"}, {"D"})
    assert list(people) == ["a", "b", "c", "D"]


def test_the_id_goes_out_as_the_lms_wrote_it():
    person = states({"X-1": Someone(team="Team 3")}, {}, {}, set())["X-1"]
    assert (person.id, person.name, person.team) == ("X/1", "Ada King", "Team 3")


def test_states_are_counted_in_the_order_of_the_work():
    people = states({c: Someone(absent=c == "c") for c in "abc"}, {"a": WAITS, "b": WAITS}, {}, set())
    assert counted(people.values()) == "2 wait for marking, 1 absent"
    assert counted([]) == "nobody"
    assert State("absent") is State.ABSENT
