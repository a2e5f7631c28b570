"""What to say where there are no numbers to look at: an error, nothing returned, another type, another shape."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from ex3.check.calls import FIELDS, Problem
from ex3.check.diagnosis.code import reading, results, shapes
from ex3.check.diagnosis.parts import Part, joined

OURS = str(Path(__file__).resolve().parents[3])


def explain(name: str, answer: Callable, problem: Problem) -> list[Part]:
    """Explain a Problem; it concerns all quantities that it stands for."""
    if problem.step == "runs":
        return _error(name, answer, problem)
    if problem.key in ("None", "pair: nothing", "not Parameters: nothing"):
        return results.nothing(name, answer, problem)
    if problem.step == "type":
        return results.type_(name, problem)
    return results.shape(name, problem)


def _error(name: str, answer: Callable, problem: Problem) -> list[Part]:
    error = problem.cause
    if error is None:
        return []
    sizes = reading.sizes_written_in(answer)
    if isinstance(error, NameError | UnboundLocalError):
        return _missing_name(name, error)
    found = shapes.clash(error.__traceback__, OURS)
    if found is not None:
        text = f"{found}. {shapes.advice(found)}"
        numbers = {n for shape in (found.left_shape, found.right_shape) for n in shape} & set(sizes)
        if numbers:
            text += f" Is {joined([str(n) for n in sorted(numbers)])} written into your code? Sizes come from the arguments."
        return [
            Part(
                (f"shapes: {found.operation}",), f"The line below stops because two shapes do not fit: {text}"
            )
        ]
    text = str(error)
    if "invalid index to scalar" in text or re.match("'(float|int)' object is not subscriptable", text):
        said = "A single number is indexed. nn_loss, nn_loss_reg and the loss of Eq. 17 return one number; nn_gradient and loss_and_gradient return a pair, the loss and the gradient."
        return [Part(("number indexed",), said)]
    if isinstance(error, RecursionError):
        return [
            Part(
                ("recursion",),
                f"Your {name} calls itself without an end. Did you give another function the same name?",
            )
        ]
    if "read-only" in text:
        return [Part(("read only",), "An array is changed in place where it must not be: work on a copy.")]
    if isinstance(error, IndexError) and sizes:
        return [
            Part(
                ("size written in",),
                f"An index runs past the end of an array. {joined([str(n) for n in sizes])} {'stands' if len(sizes) == 1 else 'stand'} in your code as a number: take sizes from the arguments, for instance X.shape[1].",
            )
        ]
    if isinstance(error, IndexError):
        if match := re.search(r"index (\d+) is out of bounds for axis (\d+) with size (\d+)", text):
            index, axis, size = match.groups()
            if name == "stochastic_gradient_descent" and axis == "0" and size == "6":
                return [
                    Part(
                        ("rows for columns",),
                        "X is indexed along its rows, which are pixels. Samples are columns: X[:, those], and y[those].",
                    )
                ]
            label = ""
            if name == "stochastic_gradient_descent":
                label = " Each of these must have the same chance: look at the line that draws them."
            array, has, within = shapes.indexed(error.__traceback__, OURS)
            if (
                name in ("nn_loss", "nn_gradient")
                and index == size
                and axis == "0"
                and (not array or re.search(r"\by\b|label", within))
            ):
                label = " Labels run from 1 to K and rows from 0 to K - 1: row k - 1 belongs to label k."
            what = f" of {array}, which has shape {has}" if array else ""
            if name == "compute_numerical_gradient":
                label = " Are i and j in their places? A row goes below shape[0] of its block, a column below shape[1]."
            if array == "y":
                label = " y has one label for each sample."
            return [
                Part(
                    ("index",),
                    f"Index {index} on axis {axis}{what}, where the indices run from 0 to {int(size) - 1}.{label}",
                )
            ]
        if match := re.search(r"array is (\d)-dimensional, but (\d) were indexed", text):
            return [
                Part(
                    ("indices",),
                    f"An array with {match[1]} axis is given {match[2]} indices. y has one axis: y[those]; X has two: X[:, those].",
                )
            ]
        return [
            Part(
                ("index",),
                "An index runs past the end of an array, or is no whole number. Print the array's shape and the index.",
            )
        ]
    if match := re.search(
        r"'(?:numpy\.)?(int|float\d*|list|ndarray|NoneType)' object (?:is not iterable|has no attribute '[Wb][12]')|(?:zip|iteration over) .*(0-d|int|float)",
        text,
    ):
        kind = match[1] or match[2]
        return [
            Part(
                ("not Parameters", kind),
                f"A value of type {kind} is used where Parameters are wanted. {_PARAMETERS[name]}",
            )
        ]
    if isinstance(error, AttributeError) and (
        match := re.search(r"'(\w+)' object has no attribute '(\w+)'", text)
    ):
        kind, attribute = match.groups()
        if kind in ("tuple", "list") and attribute in ("W1", "b1", "W2", "b2"):
            return [
                Part(
                    ("tuple for Parameters",),
                    f"A {kind} is used where Parameters are wanted. Put the blocks together with Parameters(W1, b1, W2, b2); of a pair, take the right entry.",
                )
            ]
        if kind == "TrainingOptions":
            return [
                Part(
                    ("options",),
                    f"The options have no {attribute}. They are max_iter (T), learning_rate (alpha), momentum (beta) and batch_size (B).",
                )
            ]
        if kind == "Parameters":
            return [
                Part(
                    ("Parameters attribute",),
                    f"Parameters have the fields W1, b1, W2, b2 and no {attribute}. Go block by block.",
                )
            ]
        return [
            Part(
                ("attribute",),
                f"A {kind} has no .{attribute}. Print type(...) of what stands before the dot in the line below.",
            )
        ]
    if isinstance(error, TypeError):
        return _type_error(name, text)
    if found := shapes.in_message(text, error.__traceback__, OURS):
        return [Part(("shapes",), found)]
    if isinstance(error, ValueError) and "truth value" in text:
        return [
            Part(
                ("truth value",),
                "An if or a while is given a whole array. Compare single numbers there, or work on all entries with np.where.",
            )
        ]
    if isinstance(error, ValueError) and "setting an array element" in text:
        return [
            Part(
                ("sequence",),
                "An array is put where a single number belongs: look at the index on the left of the line below.",
            )
        ]
    blocks = [name[-2:] for name in shapes.unpacked(error.__traceback__, OURS)] == list(FIELDS)
    if isinstance(error, ValueError) and "values to unpack" in text and blocks:
        said = f"Something other than Parameters is unpacked into four blocks. {_PARAMETERS[name]}"
        return [Part(("not Parameters", "unpack"), said)]
    if isinstance(error, ValueError) and "not enough values to unpack" in text:
        return [Part(("unpack",), f"More names stand on the left than values come from the right ({text}).")]
    if isinstance(error, ValueError) and "too many values to unpack" in text:
        return [Part(("unpack",), f"Fewer names stand on the left than values come from the right ({text}).")]
    if isinstance(error, ZeroDivisionError):
        return [
            Part(
                ("division",),
                "Something is divided by 0: print what stands below the fraction in the line below.",
            )
        ]
    return []


_HANDED = "Are two arguments exchanged where a function is called? params come first."
_PARAMETERS = {
    "feed_forward": _HANDED,
    "nn_loss": _HANDED,
    "nn_loss_reg": _HANDED,
    "nn_gradient": _HANDED,
    "compute_numerical_gradient": "loss wants all four blocks at once, in Parameters.",
    "gradient_step": "params, velocity and gradient have four blocks each: go block by block.",
    "stochastic_gradient_descent": "loss_and_gradient returns J first and the gradient second, gradient_step theta first and v second; "
    "v starts as Parameters with zeros in the shapes of the parameters.",
}


def _missing_name(name: str, error: NameError) -> list[Part]:
    missing = getattr(error, "name", None) or re.sub(r".*'(\w+)'.*", r"\1", str(error))
    if isinstance(error, UnboundLocalError):
        text = f"{missing} is used before it has a value in {name}. Is it assigned in a branch or a loop that is not entered, or after this line?"
        return [Part(("unbound", missing), text)]
    return [
        Part(
            ("undefined", missing),
            f"No {missing} is defined where your {name} uses it. Is it spelt as in the line that makes it, or did you mean an argument?",
        )
    ]


def _type_error(name: str, text: str) -> list[Part]:
    if "numpy boolean" in text and ("negative" in text or "subtract" in text):
        return [
            Part(
                ("truth values",),
                "The line below subtracts truth values, or puts a minus before them: a comparison such as y == k gives "
                "True and False, and NumPy knows no minus for those. Make numbers of them first: (y == k).astype(float).",
            )
        ]
    if "bitwise_xor" in text or "unsupported operand type(s) for ^" in text:
        return [Part(("power",), "^ is no power in Python: W**2 takes the square of each entry.")]
    if "Cannot cast ufunc" in text and "to dtype('int" in text:
        return [
            Part(
                ("whole numbers",),
                "The array on the left was made of whole numbers, with dtype=int or from such ones, and cannot take up decimals: make it of floats.",
            )
        ]
    if match := re.search(r"unsupported operand type\(s\) for (\S+): '(\w+)' and '(\w+)'", text):
        operation, left, right = match.groups()
        if "Parameters" in (left, right):
            single = name == "compute_numerical_gradient"
            entry = ", and Eq. 17 moves a single entry of one of them" if single else ""
            return [
                Part(
                    ("Parameters arithmetic",),
                    f"Parameters have no arithmetic of their own, so {operation.rstrip(':')} with them stops. The arrays are in its blocks W1, b1, W2 and b2{entry}.",
                )
            ]
        if "NoneType" in (left, right):
            return [Part(("None",), f"One side of {operation} is None, as from a function without a return.")]
        return [
            Part(
                ("operands",), f"{operation} stands between a {left} and a {right}, which do not go together."
            )
        ]
    if match := re.search(r"Parameters\.__init__\(\) (?:missing|takes)", text):
        return [
            Part(
                ("blocks missing",),
                "Parameters(...) wants four arrays, W1, b1, W2 and b2, and is given another number of them. With a star, count what stands "
                "behind it: a generator, (... for ... in ...), is empty once it has been gone through; a list in [...] is not.",
            )
        ]
    if "missing" in text and "argument" in text:
        return [
            Part(
                ("arguments",),
                f"A function is called with too few arguments: {text}. loss_and_gradient takes params, X_batch and y_batch."
                if "loss_and_gradient" in text or "X_batch" in text
                else f"A function is called with too few arguments: {text}.",
            )
        ]
    if "positional argument" in text:
        return [
            Part(
                ("arguments",),
                f"A function is called with another number of arguments than it takes: {text}.",
            )
        ]
    if "not callable" in text:
        return [
            Part(
                ("not callable",),
                f"Something that is no function is called ({text}): a multiplication sign may be missing before a bracket, or a function's name was given to a number.",
            )
        ]
    if (
        "only integer scalar arrays" in text
        or "cannot be interpreted as an integer" in text
        or "slice indices" in text
    ):
        return [
            Part(
                ("integer",),
                "A whole number is wanted and something else comes: an index or a size in the line below. // divides without a remainder.",
            )
        ]
    if "'Parameters' object is not subscriptable" in text:
        return [
            Part(
                ("Parameters index",),
                "Parameters have no entries by index: params.W1, params.b1, params.W2 and params.b2, or W1, b1, W2, b2 = params.",
            )
        ]
    if "not subscriptable" in text:
        return [Part(("not subscriptable",), f"Something that has no entries is indexed ({text}).")]
    if "cannot unpack" in text:
        return [Part(("unpack",), f"What comes from the right has no parts ({text}).")]
    return []


def changed_inputs(name: str, changes: list[str]) -> list[Part]:
    """Name the arguments that hold other numbers after the call."""
    if not changes:
        return []
    who = joined(changes)
    text = (
        f"Your {name} changes {who}, which {'was' if len(changes) == 1 else 'were'} handed in: after the call {'it holds' if len(changes) == 1 else 'they hold'} other numbers. "
        "A second call then starts from them. Look for =, +=, -= or *= into the argument: leave the line out if nothing needs it, else work on a copy."
    )
    return [Part(("changes inputs",), text)]
