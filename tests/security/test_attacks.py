"""Submissions of tests/attacks gain nothing and harm nobody; the suite can find what it looks for."""

from __future__ import annotations

import pytest

from attack_bank import CATEGORIES, FULL, NO_GAIN, REPORTED, Entry
from attack_suite import BANK, MARKS, POINTS, SECRETS, Grounds, each, look_at, shown

pytestmark = MARKS

THEFTS = (
    "steal-gradebook-bytes",
    "steal-neighbour",
    "steal-source",
    "steal-in-error",
    "net-tcp",
    "net-udp",
    "net-abstract",
)


@each(NO_GAIN)
def test_security_an_attack_gains_nothing_and_harms_nobody(entry: Entry, grounds: Grounds):
    outcome = look_at(entry, grounds)
    gained = [check.grade_id for check in outcome.part.checks if check.points]
    assert gained == []


@each(REPORTED)
def test_security_a_file_that_cannot_be_read_is_named_and_costs_itself_only(entry: Entry, grounds: Grounds):
    outcome = look_at(entry, grounds)
    assert outcome.points == 0
    assert outcome.said.strip()


@each(FULL)
def test_honest_work_gets_all_its_points(entry: Entry, grounds: Grounds):
    outcome = look_at(entry, grounds)
    assert outcome.points == POINTS, outcome.said[:500]


def test_security_the_bank_covers_every_category_and_no_id_twice():
    assert len({entry.id for entry in BANK}) == len(BANK) >= 120
    assert {entry.category for entry in BANK} == set(CATEGORIES)
    assert {entry.expect for entry in BANK} == {NO_GAIN, REPORTED, FULL}


@pytest.mark.parametrize("name", THEFTS)
def test_security_the_same_thefts_succeed_where_there_is_no_sandbox(name: str, grounds: Grounds):
    """Else the tests would not show anything. These entries reach for what the suite has made, only."""
    entry = next(entry for entry in BANK if entry.id == name)
    outcome = grounds.graded([entry], sandbox="none")[name]
    told = any(f"CANARY-{secret}" in shown(outcome.part) for secret in SECRETS)
    assert told or any(entry.mark in harm for harm in outcome.harm)
