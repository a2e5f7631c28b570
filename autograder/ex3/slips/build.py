"""Run all mutants on the inputs of the checks and write what the checks recognise them by: numbers and sentences.

Mutants that leave the same numbers are one row. Where a single slip is among them, it is named; where only pairs are,
what they have in common is named, and nothing if that is nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from autograder.ex3.slips import forward, gradient, loss
from autograder.ex3.slips.grammar import Slip, mutants, run
from ex3.check import inputs
from ex3.check.diagnosis.made import marks_of

LARGEST = 1e30  # the table is in single precision


@dataclass
class Table:
    """The rows of one quantity.

    Attributes
    ----------
    made : int
        Mutants that were run and give numbers other than the right ones.
    rows : dict
        Marks, rounded, to the marks and the slips of all mutants that leave them.
    """

    made: int = 0
    rows: dict[tuple, tuple[np.ndarray, list[tuple[str, ...]]]] = field(default_factory=dict)
    held_out: list[tuple[tuple[str, ...], np.ndarray]] = field(default_factory=list)

    def add(self, marks: np.ndarray, slips: tuple[str, ...]) -> None:
        self.made += 1
        self.rows.setdefault(_rounded(marks), (marks, []))[1].append(slips)

    def named(self) -> Iterator[tuple[np.ndarray, tuple[str, ...]]]:
        """Yield the marks of each row and the slips that can honestly be named; other blocks may tell them apart."""
        for marks, alike in self.rows.values():
            fewest = min(map(len, alike))
            simplest = [slips for slips in alike if len(slips) == fewest]
            if fewest < 2 or len(simplest) == 1:
                yield from ((marks, slips) for slips in simplest)
            elif common := set.intersection(*map(set, simplest)):
                yield marks, tuple(common)

    def collisions(self) -> list[list[str]]:
        """Return the single slips that nothing here can tell apart."""
        singles = [[s[0] for s in alike if len(s) == 1] for _, alike in self.rows.values()]
        return [names for names in singles if len(names) > 1]


def _rounded(marks: np.ndarray) -> tuple:
    with np.errstate(all="ignore"):
        digits = 6 - np.floor(np.log10(np.abs(marks) + 1e-9))
    return tuple(
        round(float(m), int(d)) for m, d in zip(marks, np.nan_to_num(digits), strict=True) if np.isfinite(m)
    )


def _cases() -> list[dict]:
    found = []
    for params, X, y in inputs.losses():
        found.append({"W1": params.W1, "b1": params.b1, "W2": params.W2, "b2": params.b2, "X": X, "y": y})
    return found


def build(
    held_out: int = 0, blocks: tuple[str, ...] = gradient.BLOCKS
) -> tuple[dict[str, Table], dict[str, dict]]:
    """Return the table of each quantity, and what to say of each slip.

    With ``held_out``, every pair of slips whose number it divides is kept out of the rows, to see what is made of it.
    ``blocks`` are those of the gradient that are wanted.
    """
    tables = {"feed_forward": Table(), "nn_loss": Table(), **{block: Table() for block in blocks}}
    main, batch, *others = _cases()
    _add(
        tables,
        ("feed_forward",),
        forward.RECIPE,
        forward.SLIPS,
        (main, batch),
        lambda s, o: True,
        {"feed_forward": "out"},
        held_out,
    )
    _add_losses(tables["nn_loss"], [main, batch, *others], held_out)
    spoils = _add(
        tables, blocks, gradient.RECIPE, gradient.SLIPS if blocks else [], (main, batch), _go_together, {b: b for b in blocks}, held_out
    )  # fmt: skip
    texts: dict[str, dict] = {}
    for slip in [*forward.SLIPS, *loss.SLIPS, *gradient.SLIPS]:
        texts[_key(slip)] = {
            "says": slip.says,
            "more": slip.more,
            "spoils": spoils.get(slip.id, []),
            "step": next(iter(slip.steps)),
        }
    return tables, texts


def _key(slip: Slip) -> str:
    """Return the id of a slip among those of all functions; the grammars share some."""
    where = "g" if slip in gradient.SLIPS else "l" if slip in loss.SLIPS else "f"
    return f"{where}:{slip.id}"


_FORWARD = {"z2", "a2", "z3", "a3"}


def _go_together(one: Slip, other: Slip) -> bool:
    """Leave out two slips of which one is in the forward pass: there are too many, and the loss shows them first."""
    return not (_FORWARD & (one.steps.keys() | other.steps.keys()))


def _add(tables, names, recipe, slips, cases, together, steps, held_out) -> dict[str, list[str]]:
    wanted = tuple(steps.values())
    right = [run(recipe, case, wanted) for case in cases]
    spoils: dict[str, list[str]] = {}
    number = 0
    for chosen, mutant in mutants(recipe, slips):
        if len(chosen) == 2:
            if not together(*chosen):
                continue
            shared = set(spoils.get(chosen[0].id, ())) & set(spoils.get(chosen[1].id, ()))
            if not shared:
                continue  # each block shows one of the two
        results = [run(mutant, case, wanted) for case in cases]
        number += 1
        for name in names:
            step = steps[name]
            values = [
                _same_shape(result[step], want[step]) for result, want in zip(results, right, strict=True)
            ]
            if all(
                v is not None and np.allclose(v, w[step], rtol=1e-7, atol=1e-13)
                for v, w in zip(values, right, strict=True)
            ):
                continue
            if len(chosen) == 1:
                spoils.setdefault(chosen[0].id, []).append(name)
            elif name not in shared:
                continue
            marks = marks_of(*values)
            if not np.isfinite(marks[:3]).all() or not marks[:3].any() or np.nanmax(np.abs(marks)) > LARGEST:
                continue
            ids = tuple(_key(slip) for slip in chosen)
            if len(chosen) == 2 and held_out and number % held_out == 0:
                tables[name].held_out.append((ids, marks))
            else:
                tables[name].add(marks, ids)
    if len(names) > 1:  # the right block, which may come with a factor
        for name in names:
            tables[name].add(marks_of(*(each[steps[name]] for each in right)), ())
    return spoils


def _same_shape(value, like):
    if value is None or np.shape(value) != np.shape(like):
        return None
    return np.asarray(value, dtype=float)


def _add_losses(table: Table, cases: list[dict], held_out: int) -> None:
    right = np.array([run(loss.RECIPE, case, ("J",))["J"] for case in cases])
    for number, (chosen, mutant) in enumerate(mutants(loss.RECIPE, loss.SLIPS)):
        values = [run(mutant, case, ("J",))["J"] for case in cases]
        seen = np.array([np.nan if v is None or np.ndim(v) else float(v) for v in values])
        seen[~np.isfinite(seen)] = np.nan
        if np.isfinite(seen).sum() < 3 or np.allclose(seen, right, rtol=1e-7, equal_nan=False):
            continue
        if np.ptp(seen[np.isfinite(seen)]) == 0 and (len(chosen) == 2 or not np.nan_to_num(seen).any()):
            continue  # many slips leave 0 or another fixed number of J, which tells nothing about them
        ids = tuple(_key(slip) for slip in chosen)
        if len(chosen) == 2 and held_out and number % held_out == 0:
            table.held_out.append((ids, seen))
        else:
            table.add(seen, ids)


def write(folder: Path, tables: dict[str, Table], texts: dict[str, dict]) -> None:
    """Write slips.npz and slips.json."""
    place = {id_: number for number, id_ in enumerate(texts)}
    arrays: dict[str, Any] = {}
    for name, table in tables.items():
        rows = sorted(table.named(), key=lambda row: len(row[1]))
        arrays[f"{name}.marks"] = np.array([marks for marks, _ in rows], dtype=np.float32)
        arrays[f"{name}.slips"] = np.array(
            [[*(place[id_] for id_ in ids), *[-1] * (2 - len(ids))] for _, ids in rows], dtype=np.int16
        )
    np.savez_compressed(folder / "slips.npz", **arrays)
    (folder / "slips.json").write_text(
        json.dumps(texts, indent=0, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def report(tables: dict[str, Table]) -> str:
    """Return a table for people: mutants made, rows that differ, single slips that cannot be told apart."""
    lines = [
        f"{'quantity':<14}{'mutants':>9}{'distinct':>10}{'named':>8}{'held out':>10}  slips with the same numbers"
    ]
    for name, table in tables.items():
        named = sum(1 for _ in table.named())
        alike = "; ".join(" = ".join(names) for names in table.collisions())
        lines.append(
            f"{name:<14}{table.made:>9}{len(table.rows):>10}{named:>8}{len(table.held_out):>10}  {alike}"
        )
    return "\n".join(lines)
