"""What is wrong with a step of Alg. 3: which multiples of theta, v and the gradient come out, as formulas of alpha and beta."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ex3.check import inputs
from ex3.check.calls import FIELDS, Problem, call, pair, parameters
from ex3.check.diagnosis.parts import Part, joined
from ex3.network import Parameters

# Values of alpha and beta that no two formulas below share
SETTINGS = ((0.3, 0.6), (0.07, 0.25), (0.45, 0.35))

FORMULAS: dict[str, Callable[[float, float], float]] = {
    "0": lambda a, b: 0.0,
    "1": lambda a, b: 1.0,
    "-1": lambda a, b: -1.0,
    "2": lambda a, b: 2.0,
    "-2": lambda a, b: -2.0,
    "beta": lambda a, b: b,
    "-beta": lambda a, b: -b,
    "alpha": lambda a, b: a,
    "-alpha": lambda a, b: -a,
    "(1 - beta)": lambda a, b: 1 - b,
    "-(1 - beta)": lambda a, b: b - 1,
    "(1 + beta)": lambda a, b: 1 + b,
    "2 beta": lambda a, b: 2 * b,
    "-2 alpha": lambda a, b: -2 * a,
    "2 alpha": lambda a, b: 2 * a,
    "alpha beta": lambda a, b: a * b,
    "-alpha beta": lambda a, b: -a * b,
    "alpha (1 - beta)": lambda a, b: a * (1 - b),
    "-alpha (1 - beta)": lambda a, b: -a * (1 - b),
    "-alpha (1 + beta)": lambda a, b: -a * (1 + b),
    "alpha (1 + beta)": lambda a, b: a * (1 + b),
    "beta squared": lambda a, b: b * b,
    "-beta squared": lambda a, b: -b * b,
    "alpha squared": lambda a, b: a * a,
    "-alpha squared": lambda a, b: -a * a,
    "(1 - alpha)": lambda a, b: 1 - a,
    "-(1 - alpha)": lambda a, b: a - 1,
    "(1 + alpha)": lambda a, b: 1 + a,
    "(beta - alpha)": lambda a, b: b - a,
    "(1 + beta - alpha)": lambda a, b: 1 + b - a,
    "(1 - beta + alpha)": lambda a, b: 1 - b + a,
    "beta / alpha": lambda a, b: b / a,
    "-beta / alpha": lambda a, b: -b / a,
    "1 / alpha": lambda a, b: 1 / a,
    "-1 / alpha": lambda a, b: -1 / a,
    "alpha squared beta": lambda a, b: a * a * b,
    "-alpha squared beta": lambda a, b: -a * a * b,
    "-alpha beta squared": lambda a, b: -a * b * b,
    "alpha / beta": lambda a, b: a / b,
    "-alpha / beta": lambda a, b: -a / b,
    "alpha / (1 - beta)": lambda a, b: a / (1 - b),
    "-alpha / (1 - beta)": lambda a, b: -a / (1 - b),
    "-(alpha + beta)": lambda a, b: -a - b,
    "(alpha + beta)": lambda a, b: a + b,
    "(1 - alpha beta)": lambda a, b: 1 - a * b,
    "beta / (1 - beta)": lambda a, b: b / (1 - b),
    "alpha / 2": lambda a, b: a / 2,
    "-alpha / 2": lambda a, b: -a / 2,
    "beta / 2": lambda a, b: b / 2,
    "1/2": lambda a, b: 0.5,
    **{f"alpha / {c}": (lambda a, b, c=c: a / c) for c in (10, 25, 100, 400, 5000)},
    **{f"-alpha / {c}": (lambda a, b, c=c: -a / c) for c in (10, 25, 100, 400, 5000)},
    **{
        f"{c:g}": (lambda a, b, c=c: c)
        for c in (0.9, -0.9, 0.1, -0.1, 0.01, -0.01, 0.99, 0.5, -0.5, 0.001, -0.001)
    },
}
RIGHT = {"v": ("0", "beta", "-alpha"), "theta": ("1", "beta", "-alpha")}


def explain(answer: Callable, seen: dict, wrong: set[str]) -> list[Part]:
    results = []
    for alpha, beta in SETTINGS:
        theta, v = pair(call(answer, *_arguments(), alpha, beta), "gradient_step", "(params, velocity)")
        like = _arguments()[0]
        results.append({"theta": parameters(theta, like, "theta"), "v": parameters(v, like, "v")})
    arguments = _arguments()
    found = {
        symbol: {field: _terms([result[symbol][field] for result in results], [getattr(x, field) for x in arguments]) for field in FIELDS}
        for symbol in ("v", "theta")
    }  # fmt: skip
    if _exchanged(found):
        text = "Your two results are exchanged: theta comes first, v second. What you return as theta is the v of line 3 in Alg. 3."
        return [Part(("exchanged",), text, (), _about("v", FIELDS) | _about("theta", FIELDS))]
    no_formula = any(terms is None or terms[2] not in FORMULAS for terms in found["v"].values())
    if no_formula and (parts := _not_linear(results, arguments)):
        return parts
    return [*_parts("v", found), *_parts("theta", found)] or _term_of_v(answer)


def _not_linear(results: list[dict], arguments: list) -> list[Part]:
    """Say what stands in v in place of the gradient."""
    makes = {
        "the square of the gradient": lambda g: g**2,
        "the absolute value of the gradient": np.abs,
        "the sign of the gradient": np.sign,
        "the gradient divided by its length": lambda g: g / np.linalg.norm(g),
        "the gradient clipped to the range from -1 to 1": lambda g: np.clip(g, -1, 1),
        "the mean of the gradient": lambda g: np.full_like(g, g.mean()),
        "the sum of the gradient": lambda g: np.full_like(g, g.sum()),
    }
    theta, v, gradient = arguments
    for what, make in makes.items():
        terms = [
            _terms([result["v"][field] for result in results], [getattr(theta, field), getattr(v, field), make(getattr(gradient, field))])
            for field in FIELDS
        ]  # fmt: skip
        if all(each is not None and each[2] in FORMULAS and each[2] != "0" for each in terms):
            text = f"Your new v is made of {what}. Line 3 of Alg. 3 has the gradient itself, entry by entry."
            return [Part(("not the gradient", what), text, (), _about("v", FIELDS) | _about("theta", FIELDS))]
    return []


def _term_of_v(answer: Callable) -> list[Part]:
    """Say which of the two terms of v is off, by leaving the other one out."""
    theta, v, gradient = _arguments()
    zero = Parameters(*(np.zeros_like(block) for block in v))
    alpha, beta = SETTINGS[0]
    off = []
    for term, args, factor, made_of in (
        ("beta v", (theta, v, zero), beta, v),
        ("alpha gradient", (theta, zero, gradient), -alpha, gradient),
    ):
        blocks = parameters(pair(call(answer, *args, alpha, beta), "gradient_step", "")[1], theta, "v")
        if any(isinstance(block, Problem) for block in blocks.values()):
            return []
        if not all(np.allclose(blocks[field], factor * block) for field, block in inputs.by_field(made_of)):
            off.append(term)
    if len(off) != 1:
        return []
    other = "gradient" if off[0] == "beta v" else "old v"
    text = f"With zeros for the {other} your new v is off, and with zeros for the {'old v' if other == 'gradient' else 'gradient'} it is right. So the term {off[0]} of line 3 in Alg. 3 is off."
    return [Part((f"term {off[0]}",), text, (), _about("v", FIELDS) | _about("theta", FIELDS))]


def _arguments() -> list[Parameters]:
    """Return theta, v and a gradient; no entry of one is the same combination of the others as elsewhere."""
    theta, v, gradient = (inputs.network(4, 5, 6, phase=phase) for phase in (0, 0.4, 0.8))
    return [
        theta,
        Parameters(*(block**2 - 0.3 for block in v)),
        Parameters(*(3 * block**3 + 0.1 for block in gradient)),  # beyond 1, where clipping shows
    ]


def _about(symbol: str, fields) -> frozenset[str]:
    return frozenset(f"{symbol}.{field}{case}" for field in fields for case in ("", ", beta = 0"))


def _terms(blocks: list, arrays: list[np.ndarray]) -> tuple[str, str, str] | None:
    """Return the formulas of the multiples of theta, v and gradient that a block is made of; None if it is not."""
    basis = np.array([array.ravel() for array in arrays]).T
    amounts = []
    for block in blocks:
        if isinstance(block, Problem) or not np.isfinite(block).all():
            return None
        solution, *_ = np.linalg.lstsq(basis, block.ravel(), rcond=None)
        if np.linalg.norm(basis @ solution - block.ravel()) > 1e-9 * (np.linalg.norm(block) + 1e-12):
            return None
        amounts.append(solution)
    named = [_formula(np.array(column)) for column in zip(*amounts, strict=True)]
    return tuple(named)


def _formula(amounts: np.ndarray) -> str:
    for name, formula in FORMULAS.items():
        if np.all(np.abs(amounts - [formula(a, b) for a, b in SETTINGS]) < 1e-9):
            return name
    for unit in ("1", "alpha", "beta", "alpha beta"):
        sizes = np.array([FORMULAS[unit](a, b) for a, b in SETTINGS])
        for start in (0, 1):
            times = (amounts - start) / sizes
            if np.ptp(times) < 1e-9:
                text = f"{times[0]:.6g}" + (f" {unit}" if unit != "1" else "")
                return text if start == 0 else f"(1 {'-' if times[0] < 0 else '+'} {text.removeprefix('-')})"
    return f"{amounts[0]:.4g} (at alpha = {SETTINGS[0][0]}, beta = {SETTINGS[0][1]})"


def _exchanged(found: dict) -> bool:
    return all(found["v"][f] == RIGHT["theta"] and found["theta"][f] == RIGHT["v"] for f in FIELDS)


def _parts(symbol: str, found: dict) -> list[Part]:
    """Say which blocks of theta or v come out otherwise, equal ones in one sentence."""
    groups: dict[tuple, list[str]] = {}
    for field, terms in found[symbol].items():
        if terms != RIGHT[symbol]:
            groups.setdefault(terms, []).append(field)
    parts = []
    for terms, fields in groups.items():
        if terms is None:
            others = [field for field in FIELDS if found[symbol][field] == RIGHT[symbol]]
            if others and (symbol == "v" or not all(found["v"][field] is None for field in fields)):
                parts.append(_of_another_block(symbol, fields, others))
            elif symbol == "theta" and not others and all(found["v"][f] == RIGHT["v"] for f in FIELDS):
                text = "Your new v is right. Your new theta is not made of theta and v entry by entry. Line 4 of Alg. 3 adds the two as they are."
                parts.append(Part(("theta + v",), text, (), _about("theta", FIELDS)))
            continue
        if symbol == "theta" and all(
            _follows(found["v"][f], terms) and found["v"][f] != RIGHT["v"] for f in fields
        ):
            continue  # line 4 is right: the slip is in line 3
        who = "" if len(fields) == 4 else f" in {joined(fields)}"
        ids = (f"{symbol}{who}: {' '.join(terms)}",)
        about = _about(symbol, fields)
        if symbol == "v" and all(_follows(terms, found["theta"][f] or ()) for f in fields):
            about |= _about("theta", fields)  # line 4 is right and adds this v
        parts.append(Part(ids, _sentence(symbol, terms, found, fields, who), (), about))
    return parts


def _of_another_block(symbol: str, fields: list[str], others: list[str]) -> Part:
    who, rest = joined(fields), joined(others)
    text = f"Your new {symbol} of {who} is not made of the theta, v and gradient of {who} alone. {'Those' if len(others) > 1 else 'That'} of {rest} {'are' if len(others) > 1 else 'is'} right: compare the lines, name by name."
    return Part((f"{symbol} of another block",), text, (), _about("theta", fields) | _about(symbol, fields))


def _follows(v: tuple | None, theta: tuple) -> bool:
    """Return whether theta is the old theta plus this v."""
    return v is not None and theta == ("1", *v[1:]) and v[0] == "0"


def _sentence(symbol: str, terms: tuple, found: dict, fields: list[str], who: str) -> str:
    seen = _written(terms)
    left = list(fields) == ["b1", "W2", "b2"] and terms in (("0", "0", "0"), ("0", "1", "0"), ("1", "0", "0"))
    ends = (
        " That of W1 is right, as if the loop over the blocks ended after the first: is a return inside it?"
        * left
    )
    if symbol == "v":
        text = f"Your new v{who} comes out as {seen}. Line 3 of Alg. 3 says beta v - alpha gradient: "
        return text + _hint_v(terms) + ends
    text = f"Your new theta{who} comes out as {seen}. "
    if terms == ("1", "0", "0"):
        return text + "Nothing has changed. Line 4 of Alg. 3 adds the new v." + ends
    if terms == ("1", "beta squared", "-alpha (1 + beta)"):
        return text + "That is Nesterov's momentum. Line 4 of Alg. 3 adds the new v as it is."
    if all(v is not None and v[0] == "0" for v in (found["v"][f] for f in fields)) and terms[0] == "1":
        v = found["v"][fields[0]]
        if terms[1:] == ("1", "0"):
            return text + "The old v is added. Line 4 of Alg. 3 adds the new one, made in line 3."
        if terms[1:] == tuple(_minus(x) for x in v[1:]):
            return (
                text
                + "The new v is subtracted. Line 4 of Alg. 3 adds it: the minus of the step stands in line 3."
            )
    return text + "Line 4 of Alg. 3 gives theta + v with the new v, which is theta + beta v - alpha gradient."


def _hint_v(terms: tuple) -> str:
    theta, v, g = terms
    if theta != "0":
        return "theta has no place in it."
    if (v, g) == ("alpha", "-beta"):
        return "alpha and beta have changed places."
    if (v, g) == ("beta", "-alpha beta"):
        return "beta stands before the gradient too, as if it multiplied the whole sum."
    if (v, g) == ("1", "0"):
        return "it is still the old v."
    if (by := g.removeprefix("-alpha / ")).isdigit() and v == "beta":
        return f"the gradient is divided by {by} once more; nn_gradient has averaged already."
    hints = []
    if v == "0":
        hints.append("the old v is missing, and with it the momentum")
    elif v != "beta":
        hints.append(f"the old v has the factor {v} where beta belongs")
    if g == "0":
        hints.append("the gradient is missing")
    elif g in ("alpha",):
        hints.append("the gradient enters with a plus")
    elif g == "-1":
        hints.append("alpha is missing in front of the gradient")
    elif g != "-alpha":
        hints.append(f"the gradient has the factor {g} where -alpha belongs")
    return joined(hints) + "."


def _minus(term: str) -> str:
    return "0" if term == "0" else term[1:] if term.startswith("-") else f"-{term}"


def _written(terms: tuple) -> str:
    text = ""
    for amount, symbol in zip(terms, ("theta", "v", "gradient"), strict=True):
        if amount == "0":
            continue
        minus, size = amount.startswith("-"), amount.removeprefix("-")
        sign = (" - " if minus else " + ") if text else ("-" if minus else "")
        text += sign + (symbol if size == "1" else f"{size} {symbol}")
    return text or "0"
