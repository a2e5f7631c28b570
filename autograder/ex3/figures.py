"""Three figures for each bank of wrong answers: named rightly, named falsely, told in general terms only.

The visible checks look at each answer in this process. Which names are right has been judged by reading: a bank says
for each answer what it may be told, and whatever else it is told counts as false until somebody has read it.
"""

from __future__ import annotations

import linecache
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from unittest.mock import patch

from autograder.core.files import in_clone
from autograder.ex3.bank import BankError, functions, variants

RIGHT = "right"
GENERAL = "-"


@dataclass(frozen=True)
class Slip:
    """An answer with a slip, and what its failed check may name.

    Attributes
    ----------
    bank, function, what, source : str
    told : frozenset of str
        Identifiers that are true of it, as `CheckFailed.mistake` gives them; "right" for an answer that passes.
    without : str
        The mistake of the data that is left out while it is looked at, or "".
    """

    bank: str
    function: str
    what: str
    source: str
    told: frozenset[str]
    without: str = ""


@dataclass(frozen=True)
class Told:
    """What a slip was told: identifiers, or "right" where its checks passed, or "-" for general terms."""

    slip: Slip
    name: str
    hint: str = ""

    @property
    def is_named(self) -> bool:
        return self.name in self.slip.told and self.name not in (RIGHT, GENERAL)

    @property
    def is_false(self) -> bool:
        """Whether it was given a name that is not its own, or passed, or failed though it is right."""
        return self.name not in self.slip.told and (self.name != GENERAL or self.is_right)

    @property
    def is_right(self) -> bool:
        return RIGHT in self.slip.told


def slips() -> list[Slip]:
    """Read the slips under tests/variants/slips, a file for each function."""
    found = []
    for function in functions():
        path = in_clone("tests/variants") / "slips" / f"{function}.py"
        for part in path.read_text(encoding="utf-8").split("# slip: ")[1:]:
            what, told, source = part.split("\n", 2)
            if not told.startswith("# told: "):
                raise BankError(f"{path}: '# told: ' is missing after '# slip: {what}'")
            names = frozenset(told.removeprefix("# told: ").split(" | "))
            found.append(Slip("slips", function, what, source.strip("\n") + "\n", names))
    return found


def left_out() -> list[Slip]:
    """Return the bank of wrong answers, each to be looked at without its own entry in the data of the checks."""
    told = tomllib.loads((in_clone("tests/variants") / "left_out.toml").read_text(encoding="utf-8"))
    return [
        Slip(
            "leave-one-out",
            v.function,
            f"{v.id} {v.mistake}",
            v.source,
            frozenset(told[v.id].split(" | ")),
            v.id,
        )
        for v in variants("wrong")
        if v.kind != "borderline"
    ]


def look(slip: Slip, namespace: Callable[[str], dict]) -> Told:
    """Run the visible checks on an answer; ``namespace`` gives what its notebook has, by the function's name."""
    check, known, order, diagnosis = _checks()
    cell, name = namespace(slip.function), f"<{slip.function}: {slip.what}>"
    linecache.cache[name] = (len(slip.source), None, slip.source.splitlines(keepends=True), name)
    mistakes = known.mistakes
    left = patch.object(known, "mistakes", lambda f: [m for m in mistakes(f) if m.id != slip.without])
    exec(compile(slip.source, name, "exec"), cell)
    bare = patch.object(order, "explained", diagnosis.explain)  # a crash is to be seen here
    with left, bare:
        try:
            check.passes(slip.function, cell[slip.function], on_digits=False)
        except check.CheckFailed as failure:
            return Told(slip, failure.mistake or GENERAL, failure.hint)
    return Told(slip, RIGHT)


def notebook(function: str) -> dict:
    """Return the names that the notebook of a function has, with the reference for the functions before it."""
    _checks()
    import numpy as np

    from ex3 import Parameters, TrainingOptions, load_digits, load_parameters, sigmoid
    from ex3.carry_over import reference

    X, y = load_digits()
    earlier = functions()[: functions().index(function)]
    given = {"np": np, "Parameters": Parameters, "TrainingOptions": TrainingOptions, "sigmoid": sigmoid}
    data = {"theta": load_parameters(), "X": X, "y": y, "__name__": "__main__"}
    return {**given, **data, **{name: reference(name) for name in earlier}}


def look_at_all(namespace: Callable[[str], dict] = notebook) -> Iterator[Told]:
    for slip in [*slips(), *left_out()]:
        yield look(slip, namespace)


def summary(told: list[Told]) -> str:
    """Return the three figures of each bank, and what was told falsely."""
    lines = [f"{'bank':<16}{'slips':>7}{'named':>7}{'false':>7}{'general':>9}"]
    for bank in dict.fromkeys(each.slip.bank for each in told):
        wrong = [each for each in told if each.slip.bank == bank and not each.is_right]
        named, false = sum(each.is_named for each in wrong), sum(each.is_false for each in wrong)
        share = f"{100 * named / len(wrong):.0f} %"
        lines.append(
            f"{bank:<16}{len(wrong):>7}{named:>7}{false:>7}{len(wrong) - named - false:>9}   named: {share}"
        )
    return "\n".join([*lines, *faults(told)])


def faults(told: list[Told]) -> list[str]:
    """Say in a sentence each what was told falsely."""
    return [
        f"{each.slip.function}, {each.slip.what}: told {each.name!r}, expected {' or '.join(sorted(each.slip.told))}"
        for each in told
        if each.is_false
    ]


def _checks():
    folder = str(in_clone("source/ex3"))
    if folder not in sys.path:
        sys.path.insert(0, folder)
    from ex3 import check
    from ex3.check import diagnosis, order
    from ex3.check.diagnosis import known

    return check, known, order, diagnosis
