"""Notebooks that take all memory, processes or disk; one after the other, for memory is the machine's."""

from __future__ import annotations

from attack_suite import Attacks, of


class TestGreedy(Attacks):
    entries = of("resource", where=lambda entry: entry.alone)
