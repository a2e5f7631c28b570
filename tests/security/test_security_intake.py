"""What is handed in is broken, or odd, or honest work that came out awkward."""

from __future__ import annotations

from attack_suite import Honest, Unreadable, of

ENTRIES = of("malformed", "honest")


class TestUnreadable(Unreadable):
    entries = ENTRIES


class TestHonest(Honest):
    entries = ENTRIES
