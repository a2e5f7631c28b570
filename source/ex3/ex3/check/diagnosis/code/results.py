"""What to say of a result that is nothing, or of another type or shape than it should be."""

from __future__ import annotations

import re
from collections.abc import Callable

from ex3.check.calls import Problem
from ex3.check.diagnosis.code import reading
from ex3.check.diagnosis.parts import Part, joined

RETURNS = {
    "feed_forward": "a3",
    "nn_loss": "J",
    "nn_loss_reg": "J",
    "nn_gradient": "J and the gradient: return J, Parameters(dW1, db1, dW2, db2)",
    "compute_numerical_gradient": "the gradient, a Parameters object",
    "gradient_step": "theta and v: two Parameters objects",
    "stochastic_gradient_descent": "theta and the losses",
}
PAIRS = ("nn_gradient", "gradient_step", "stochastic_gradient_descent")


def nothing(name: str, answer: Callable, problem: Problem) -> list[Part]:
    inside = problem.key != "pair: nothing" if name in PAIRS else " of the gradient is None" in problem.text
    if inside:
        what = re.split(" is None| should be", problem.text)[0]
        text = f"What you return has None for {what}: a function that returns nothing stands there, such as print, or a name that was set to None."
        return [Part(("None returned",), text)]
    if reading.never_returns(answer):
        text = f"Your {name} computes, and returns nothing: it has no return. End it with a line that returns {RETURNS[name]}."
        return [Part(("no return",), text)]
    text = f"Your {name} comes to its end without a return for these arguments. Is the return inside an if, or in a loop that is never entered?"
    return [Part(("return not reached",), text)]


def type_(name: str, problem: Problem) -> list[Part]:
    key = problem.key
    two = name in PAIRS
    if two and key.startswith("pair:"):
        if "Parameters" in key:
            missing = {
                "nn_gradient": "J comes first",
                "gradient_step": "v comes second",
                "stochastic_gradient_descent": "the losses come second",
            }[name]
            return [
                Part(
                    ("one result",),
                    f"Your {name} returns one result where it should return two: {missing}. It should return {RETURNS[name]}.",
                )
            ]
        if "tuple" in key:
            return [
                Part(
                    ("flat tuple",),
                    f"Your {name} returns a tuple that has not two entries: it should return {RETURNS[name]}. The four blocks belong together in Parameters(W1, b1, W2, b2).",
                )
            ]
        return [
            Part(
                ("one result",),
                f"Your {name} returns one result where it should return two: {RETURNS[name]}.",
            )
        ]
    if not two and "a tuple" in problem.text:
        return [
            Part(
                ("tuple",),
                f"Your {name} returns several results in a tuple. It should return {RETURNS[name]} alone.",
            )
        ]
    if key == "J is Parameters":
        return [Part(("exchanged",), "Your two results are exchanged: J comes first, then the gradient.")]
    if key.startswith("not Parameters"):
        kind = key.removeprefix("not Parameters: ")
        if kind == "a dict":
            return [
                Part(
                    ("dict for Parameters",),
                    "The four blocks come in a dict. Put your four together with Parameters(...), in the order W1, b1, W2, b2.",
                )
            ]
        if kind in ("a list", "a tuple"):
            return [
                Part(
                    ("list for Parameters",),
                    f"The four blocks come in {kind}. Put your four together with Parameters(...), in the order W1, b1, W2, b2.",
                )
            ]
        if kind in ("an array", "a number") and two:
            what = (
                "Your two results may be exchanged, or a block stands alone: "
                if name != "gradient_step"
                else ""
            )
            return [Part(("exchanged",), f"{what}{name} should return {RETURNS[name]}.")]
        if kind == "an array":
            return [
                Part(
                    ("one array",),
                    "One array comes back in place of four blocks. Put your four together with Parameters(...), in the order W1, b1, W2, b2.",
                )
            ]
    return []


def exchanged_blocks(problems: dict[str, Problem]) -> list[Part]:
    """Notice blocks of a gradient that stand in each other's places: their shapes tell."""
    shapes_seen = {}
    for quantity, problem in problems.items():
        match = re.match(r"(\w+) of .* has shape (\(.*\)), expected (\(.*\))\.", problem.text)
        if match and "," not in quantity:
            shapes_seen[match[1]] = (match[2], match[3])
    wanted = {want: field for field, (_, want) in shapes_seen.items()}
    if len(shapes_seen) > 1 and all(
        got in wanted and wanted[got] != f for f, (got, _) in shapes_seen.items()
    ):
        text = f"The blocks {joined(sorted(shapes_seen))} stand in each other's places. The order is Parameters(dW1, db1, dW2, db2)."
        return [Part(("order of blocks",), text, (), frozenset(problems))]
    return []


def shape(name: str, problem: Problem) -> list[Part]:
    match = re.match(r"(.*) has shape (\(.*\)), expected (\(.*\)|a single number)\.", problem.text)
    if match is None:
        return []
    symbol = match[1].split(" of ")[0]
    symbol = f"d{symbol}" if match[1].endswith("the gradient") else symbol
    got, want = (tuple(int(n) for n in re.findall(r"\d+", text)) for text in match.groups()[1:])
    if symbol == "J":
        return [
            Part(
                ("J array",),
                f"J should be one number, and has shape {got}. Eq. 10 sums over all classes and all samples: sum over both axes."
                if len(got) != 1
                else f"J should be one number, and is {got[0]} numbers: a sum over one of the axes is missing. Eq. 10 sums over classes and samples.",
            )
        ]
    if got == want[::-1] and got != want:
        samples = " Samples are columns." if symbol == "a3" else ""
        return [
            Part(
                ("transposed", symbol),
                f"{symbol} is transposed: it has shape {got} where {want} is expected.{samples}",
            )
        ]
    if len(want) == 2 and want[1] == 1:
        if got == want[:1]:
            keeps = " sum(axis=1, keepdims=True) keeps it." if name == "nn_gradient" else ""
            text = f"{symbol} has lost its second axis: shape {got}, expected {want}.{keeps}"
            return [Part(("flat", symbol), text)]
        others = {"gradient_step": (2, 4), "nn_gradient": (5, 10)}.get(name, ())  # as many units as biases
        if got[1:] == (1,) and got[0] in others:
            text = f"{symbol} has shape {got}, expected {want}, as if it were made of what belongs to the other layer: look for a 1 and a 2 that are exchanged."
            return [Part(("other layer", symbol), text)]
    if len(want) == 2 and want[1] == 1 and name == "nn_gradient":
        if got == ():
            text = f"{symbol} is one number where there should be {want[0]}, one for each unit: sum over the samples alone, axis=1."
            return [Part(("summed too far", symbol), text)]
        if len(got) == 2 and got[0] == want[0]:
            text = f"{symbol} has a column for each sample, shape {got}, expected {want}: the sum over the samples is missing."
            return [Part(("not summed", symbol), text)]
        text = f"{symbol} has shape {got}, expected {want}: is it summed along the other axis? Samples are columns, so the sum over them runs along axis 1."
        return [Part(("wrong axis", symbol), text)]
    if symbol == "a3" and len(got) == 2 and got[1] == want[1] and got[0] in (5, 4):
        text = f"What you return has {got[0]} rows, one for each hidden unit, as if it were a2. a3 has {want[0]} rows, one for each class."
        return [Part(("a2 for a3",), text)]
    if symbol == "a3" and got == want[1:]:
        return [Part(("decisions",), "What you return has one number for each sample, as if it were the class that is read. Return the likelihoods of all classes, "
                     f"shape {want}.")]  # fmt: skip
    if symbol == "a3" and got == (want[0], 1):
        text = f"What you return has one column where there should be {want[1]}, one for each sample, as if only one sample went through."
        return [Part(("one column",), text)]
    if symbol == "a3" and len(got) == 2 and got[1] == want[1]:
        text = f"a3 has {got[0]} rows where there should be {want[0]}, one for each class: the rows of W2. Is a size written into your code?"
        return [Part(("rows of a3",), text)]
    text = f"{symbol} has shape {got}, expected {want}. Write down the shapes of what it is made of; samples are columns, and a gradient has the shape of its parameter."
    return [Part(("shape", symbol), text)]
