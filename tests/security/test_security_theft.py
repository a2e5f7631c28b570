"""Notebooks that reach for secrets, for the network, or for a place to stay."""

from __future__ import annotations

from attack_suite import Attacks, Unreadable, of

ENTRIES = of("theft", "persistence", "network")


class TestThefts(Attacks):
    entries = ENTRIES


class TestLinks(Unreadable):
    entries = ENTRIES
