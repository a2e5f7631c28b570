"""Notebooks that would never come to an end; each gets little time, since all of it is waited for."""

from __future__ import annotations

from attack_suite import Attacks, of


class TestEndless(Attacks):
    entries = of("resource", where=lambda entry: entry.timeout < 4 and not entry.alone)
