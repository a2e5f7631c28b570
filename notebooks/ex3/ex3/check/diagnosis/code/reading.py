"""What the code of an answer tells without running it: returns, names of the notebook, numbers written in."""

from __future__ import annotations

import dis
from collections.abc import Callable
from types import FunctionType

import numpy as np

from ex3.check.diagnosis.code.carried import codes
from ex3.check.diagnosis.parts import Part, joined
from ex3.network import Parameters, TrainingOptions

# What the notebooks call their data, and which argument stands for it.
ROLES = {
    "feed_forward": {"params": 0, "X": 1},
    "nn_loss": {"params": 0, "X": 1, "y": 2},
    "nn_loss_reg": {"params": 0, "X": 1, "y": 2, "lambda_": 3},
    "nn_gradient": {"params": 0, "X": 1, "y": 2, "lambda_": 3},
    "compute_numerical_gradient": {"loss": 0, "params": 1, "epsilon": 2},
    "gradient_step": {"params": 0, "velocity": 1, "gradient": 2, "alpha": 3, "beta": 4},
    "stochastic_gradient_descent": {
        "loss_and_gradient": 0, "X": 1, "y": 2, "params": 3, "options": 4, "rng": 5,
    },
}  # fmt: skip


def globals_read(answer: Callable) -> list[str]:
    """Return the names of data that an answer reads from the notebook and not from its arguments."""
    if type(answer) is not FunctionType:
        return []
    names = dict.fromkeys(
        instruction.argval
        for code in codes(answer)
        for instruction in dis.get_instructions(code)
        if instruction.opname in ("LOAD_GLOBAL", "LOAD_NAME")
    )
    kinds = Parameters, TrainingOptions, np.ndarray, np.random.Generator
    scalars = {"lambda_", "lam", "lambd", "alpha", "beta", "epsilon", "eps", "N", "K", "m", "T", "B"}
    data = answer.__globals__
    return [
        name
        for name in names
        if isinstance(data.get(name), kinds)
        or (name in scalars and isinstance(data.get(name), int | float))
        or (name in ("loss_and_gradient", "loss") and callable(data.get(name)))
    ]


def with_arguments(name: str, answer: Callable) -> Callable:
    """Return the answer as it would be if the notebook's data that it reads were the arguments it is handed."""
    read = globals_read(answer)
    roles = ROLES[name]
    aliases = {"theta": "params", "theta0": "params", "lam": "lambda_", "v": "velocity", "J": "loss"}

    def replaced(*args):
        namespace = dict(answer.__globals__)
        for each in read:
            role = aliases.get(each, each)
            if role in roles and roles[role] < len(args):
                namespace[each] = args[roles[role]]
        for each in read:
            value, options = namespace[each], next((a for a in args if isinstance(a, TrainingOptions)), None)
            if isinstance(value, np.ndarray | int | float):
                for params in (a for a in args if isinstance(a, Parameters)):
                    if each in ("W1", "b1", "W2", "b2"):
                        namespace[each] = getattr(params, each)
                if options is not None and each in ("T", "B", "alpha", "beta"):
                    namespace[each] = {
                        "T": options.max_iter,
                        "B": options.batch_size,
                        "alpha": options.learning_rate,
                        "beta": options.momentum,
                    }[each]
                arrays = [a for a in args if isinstance(a, np.ndarray) and a.ndim == 2]
                if arrays and each in ("N", "m"):
                    namespace[each] = arrays[0].shape[1]
        copy = FunctionType(
            answer.__code__, namespace, answer.__name__, answer.__defaults__, answer.__closure__
        )
        copy.__kwdefaults__ = answer.__kwdefaults__
        return copy(*args)

    return replaced


def explain_globals(name: str, answer: Callable, is_right_with: Callable[[Callable], bool]) -> list[Part]:
    """Name data of the notebook that are read in place of arguments, if that is what makes the answer wrong.

    ``is_right_with`` says whether a function gives right results; data as large as X are named in any case.
    """
    read = globals_read(answer)
    if not read:
        return []
    arguments = answer.__code__.co_varnames[: answer.__code__.co_argcount]
    large = [
        each
        for each in read
        if isinstance(answer.__globals__[each], Parameters | np.ndarray | TrainingOptions)
    ]
    if not is_right_with(with_arguments(name, answer)):
        read = [
            each
            for each in large
            if each in ("theta", "theta0", "X", "y", "W1", "b1", "W2", "b2", "options", "params")
        ]
    if not read:
        return []
    text = (
        f"Your {name} uses {joined([f'{each} of the notebook' for each in read])}, whatever is handed in. "
        f"Inside the function, use its arguments: {', '.join(arguments)}."
    )
    return [Part(("globals", *read), text)]


def never_returns(answer: Callable) -> bool:
    """Return whether no path through a function returns anything."""
    if type(answer) is not FunctionType:
        return False
    previous = None
    for instruction in dis.get_instructions(answer.__code__):
        if instruction.opname in ("RETURN_GENERATOR", "YIELD_VALUE"):
            return False
        if instruction.opname == "RETURN_VALUE" and not (
            previous.opname == "LOAD_CONST" and previous.argval is None
        ):
            return False
        if instruction.opname == "RETURN_CONST" and instruction.argval is not None:
            return False
        previous = instruction
    return True


def is_begun(answer: Callable) -> bool:
    """Return whether a function does more than raise: it has names of its own, or several lines of code."""
    if type(answer) is not FunctionType:
        return False
    code = answer.__code__
    return code.co_nlocals > code.co_argcount + code.co_kwonlyargcount


def sizes_written_in(answer: Callable) -> list[int]:
    """Return the sizes of the sheet's network that stand in the code as numbers."""
    found = {each for code in codes(answer) for each in code.co_consts if type(each) is int}
    return sorted(found & {10, 25, 400, 5000})
