"""A grammar of slips: the right lines of an answer, and for each the wrong ones that a student may write.

A `Recipe` holds the steps of an answer in order, each a name and an expression of the names before it. A `Slip` puts
other expressions in the place of some. Mutants are recipes with one slip or two, run on the inputs of the checks.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from types import CodeType

import numpy as np

from ex3.network import sigmoid


@dataclass(frozen=True)
class Slip:
    """One thing done wrong.

    Attributes
    ----------
    id : str
    steps : dict
        The expressions that take the place of the right ones, by the name of the step.
    says : str
        What a student is told: what it looks like, and where to look.
    more : str
        What a further hint says.
    """

    id: str
    steps: Mapping[str, str]
    says: str
    more: str = ""


def slips(step: str, where: str, *rows: tuple[str, str, str]) -> list[Slip]:
    """Return slips of one step; each row is an id, an expression, and what to say before ``where``."""
    return [Slip(id_, {step: expression}, f"{says} {where}".strip()) for id_, expression, says in rows]


# What the expressions may call; everything else in them is a step or an input.
TOOLS = {
    "np": np,
    "sig": sigmoid,
    "slope": lambda u: sigmoid(u) * (1 - sigmoid(u)),
    "softmax": lambda u, axis=0: np.exp(u - u.max()) / np.exp(u - u.max()).sum(axis=axis, keepdims=True),
    "standard": lambda u: (u - u.mean(axis=1, keepdims=True)) / u.std(axis=1, keepdims=True),
    "only": lambda u, i: np.where(np.arange(u.shape[1]) == i % u.shape[1], u, 0),
    "without": lambda u, i: np.where(np.arange(u.shape[1]) == i % u.shape[1], 0, u),
    "rows": lambda u, i: np.where((np.arange(u.shape[0]) == i % u.shape[0])[:, None], 1.0, u),
    "max": max,
    "min": min,
    "abs": abs,
}


def run(recipe: Mapping[str, str], inputs: Mapping[str, object], wanted: tuple[str, ...]) -> dict:
    """Run the steps and return the wanted ones; None for what cannot be computed on these inputs."""
    names = {**TOOLS, **inputs}
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for name, code in compiled(tuple(recipe.items())):
            try:
                names[name] = eval(code, names)
            except Exception:  # what depends on it cannot be computed either
                names.pop(name, None)
    return {name: names.get(name) for name in wanted}


_codes: dict[tuple[str, str], CodeType] = {}


def compiled(steps: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, CodeType]]:
    """Compile each expression once; they are this package's own, never a student's."""
    for name, expression in steps:
        key = (name, expression)
        if key not in _codes:
            _codes[key] = compile(expression, f"<{name}>", "eval")
        yield name, _codes[key]


def mutants(recipe: Mapping[str, str], singles: list[Slip], pairs: bool = True) -> Iterator[tuple]:
    """Yield the slips and the recipe of each mutant: single slips first, then pairs that change different steps."""
    for slip in singles:
        yield (slip,), {**recipe, **slip.steps}
    if pairs:
        for one, other in combinations(singles, 2):
            if not one.steps.keys() & other.steps.keys():
                yield (one, other), {**recipe, **one.steps, **other.steps}
