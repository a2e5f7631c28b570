"""Notebooks that tamper with tests, checks, engine or files, the first third of them."""

from __future__ import annotations

from attack_suite import Attacks, of


class TestTampering(Attacks):
    entries = of("tampering")[:36]
