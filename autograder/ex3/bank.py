"""Read the banks of answers under tests/variants: ``right`` ones and ``wrong`` ones.

One file is one answer to one function, as a student would type it into the answer cell. Its first lines are
a header of comments, ``# key: text``, continued on lines that begin with ``#`` and three spaces or more:

    # id: L02
    # kind: wrong
    # mistake: mean over samples and classes
    # hint: Your J is K times too small ...
    #       ... and sums over the classes.

Wrong answers have the keys id, kind, mistake, fingerprint, hint, hint2, hint3; right ones id and way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.core.assignment import Role, load_assignment
from autograder.core.errors import OwnFault
from autograder.core.files import in_clone


class BankError(OwnFault):
    """A file of the banks has a header that cannot be read."""


@cache
def functions() -> tuple[str, ...]:
    """Return the functions that students write, in the order of the notebooks: each may call those before it."""
    parts = load_assignment().notebooks
    return tuple(cell.function for part in parts for cell in part.of_role(Role.ANSWER))


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
    BankError
        A header cannot be read or lacks an id; the file is named.
    """
    folder = in_clone("tests/variants")
    answers = []
    for name in functions() if function is None else (function,):
        for path in sorted((folder / bank / name).glob("*.py")):
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
                raise BankError(f"{path}: {error}") from error
    return answers
