"""The suite of tests/attacks: complete, harmless where nothing is tried, and able to find what it looks for."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from attack_bank import CATEGORIES
from attack_suite import (
    BANK,
    MARKS,
    SECRETS,
    Attacks,
    Grounds,
    Honest,
    Suite,
    of,
    shown,
)

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


class TestControls(Attacks):
    entries = of("control")


class TestHonestControls(Honest):
    entries = of("control")


def test_security_the_bank_covers_every_category_and_no_id_twice():
    assert len({entry.id for entry in BANK}) == len(BANK) >= 120
    assert {entry.category for entry in BANK} == set(CATEGORIES)


def test_security_every_entry_is_looked_at_in_one_place():
    modules = [
        importlib.import_module(path.stem) for path in Path(__file__).parent.glob("test_security_*.py")
    ]
    suites = {
        value
        for m in modules
        for value in vars(m).values()
        if isinstance(value, type) and issubclass(value, Suite)
    }
    looked_at = [entry.id for suite in suites for entry in suite.chosen()]
    assert sorted(looked_at) == sorted(entry.id for entry in BANK)


@pytest.mark.parametrize("name", THEFTS)
def test_security_the_same_thefts_succeed_where_there_is_no_sandbox(name: str, grounds: Grounds):
    """Else the tests would not show anything. These entries reach for what the suite has made, only."""
    entry = next(entry for entry in BANK if entry.id == name)
    outcome = grounds.graded([entry], sandbox="none")[name]
    told = any(f"CANARY-{secret}" in shown(outcome.part) for secret in SECRETS)
    assert told or any(entry.mark in harm for harm in outcome.harm)
