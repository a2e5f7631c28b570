"""Read the banks of answers under tests/variants: ``right`` ones and ``wrong`` ones.

One file is one answer to one function, as a student would type it into the answer cell. Its first lines are
a header of comments, ``# key: text``, continued on lines that begin with ``#`` and three spaces or more:

    # id: L02
    # kind: wrong
    # mistake: mean over samples and classes
    # hint: Your J is K times too small ...
    #       ... and sums over the classes.

Wrong answers have the keys id, kind, mistake, fingerprint, hint, hint2, hint3; right ones id and way.

>>> bank = variants("wrong")                                            # doctest: +SKIP
>>> nn_loss = define(bank[0], feed_forward=my_feed_forward)             # doctest: +SKIP
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import reference
from ex3.network import Parameters, TrainingOptions, sigmoid

FOLDER = Path(__file__).parent / "variants"

# In the order of the notebooks: an answer may call every function before its own.
FUNCTIONS = (
    "feed_forward",
    "nn_loss",
    "nn_loss_reg",
    "nn_gradient",
    "compute_numerical_gradient",
    "gradient_step",
    "stochastic_gradient_descent",
)


@dataclass(frozen=True)
class Variant:
    """One answer of a bank.

    Attributes
    ----------
    function : str
        Name of the function that it answers, also the name of its folder.
    id : str
        Its number in the bank, such as ``L02``; unique.
    kind : str
        ``right``, or for a wrong answer ``wrong``, ``interface``, ``conditional``, ``side effect`` or
        ``borderline``.
    mistake, way : str
        What is wrong with it; how it gets it right.
    fingerprint : str
        How a check can recognise the mistake: ``value``, ``error``, ``shape`` or ``none``.
    hint, hint2, hint3 : str
        What a student should be told, more explicit from one to the next.
    path : Path
    source : str
    """

    function: str
    id: str
    kind: str
    mistake: str
    fingerprint: str
    hint: str
    hint2: str
    hint3: str
    path: Path
    source: str
    way: str = ""

    def __str__(self) -> str:
        return f"{self.function}/{self.path.stem}"


def header(source: str) -> dict[str, str]:
    """Return the keys and texts of the comment lines at the head of a file.

    Raises
    ------
    ValueError
        A head line that is neither ``# key: text`` nor a continuation, or a key given twice.
    """
    fields: dict[str, str] = {}
    key = None
    for number, line in enumerate(source.splitlines(), start=1):
        if not line.startswith("#"):
            break
        if (start := re.fullmatch(r"# ?(\w+):\s*(.*)", line)) is not None:
            key, text = start.groups()
            if key in fields:
                raise ValueError(f"line {number}: {key!r} is given twice")
            fields[key] = text.strip()
        elif key is not None and re.match(r"#\s{3,}\S", line):
            fields[key] += " " + line[1:].strip()
        else:
            raise ValueError(f"line {number}: neither '# key: text' nor a continuation of one: {line!r}")
    return fields


def variants(bank: str, function: str | None = None) -> list[Variant]:
    """Return the answers of a bank, in the order of the notebooks and then of the file names.

    Parameters
    ----------
    bank : str
        ``"right"`` or ``"wrong"``.
    function : str, optional
        Only the answers to this function.

    Raises
    ------
    ValueError
        A header that cannot be read or lacks an id; the file is named.
    """
    answers = []
    for name in FUNCTIONS if function is None else (function,):
        for path in sorted((FOLDER / bank / name).glob("*.py")):
            source = path.read_text(encoding="utf-8")
            try:
                head = header(source)
                answers.append(
                    Variant(
                        function=name,
                        id=head["id"],
                        kind=head.get("kind", bank),
                        path=path,
                        source=source,
                        **{
                            key: head.get(key, "")
                            for key in ("mistake", "way", "fingerprint", "hint", "hint2", "hint3")
                        },
                    )
                )
            except (ValueError, KeyError) as error:
                raise ValueError(f"{path}: {error}") from error
    return answers


def define(variant: Variant, **namespace: object) -> Callable:
    """Execute an answer in a namespace of its own and return the function that it defines.

    Parameters
    ----------
    variant : Variant
    **namespace
        Names to add to, or to replace in, what the notebook provides: ``np``, ``Parameters``,
        ``TrainingOptions``, ``sigmoid`` and reference versions of the functions before this one.

    Returns
    -------
    callable
        Its ``__globals__`` is the namespace, so nothing is shared with another call of ``define``.
    """
    before = FUNCTIONS[: FUNCTIONS.index(variant.function)]
    cell: dict[str, object] = {
        "__name__": "__main__",
        "np": np,
        "Parameters": Parameters,
        "TrainingOptions": TrainingOptions,
        "sigmoid": sigmoid,
        **{name: getattr(reference, name) for name in before},
        **namespace,
    }
    exec(compile(variant.source, str(variant.path), "exec"), cell)
    return cell[variant.function]
