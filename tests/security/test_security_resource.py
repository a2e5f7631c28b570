"""Notebooks that are too large, too deep or too loud, or that crash."""

from __future__ import annotations

from attack_suite import Attacks, of


class TestTooMuch(Attacks):
    entries = of("resource", where=lambda entry: entry.timeout >= 4 and not entry.alone)
