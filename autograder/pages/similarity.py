"""Answers of different students that are nearly the same, for a human to look at: never a verdict.

An answer is compared as the row of its tokens, without comments, docstrings and layout, and with all names of
its own made equal. What everybody was given does not count, nor does what many have written alike.
"""

from __future__ import annotations

import ast
import builtins
import io
import keyword
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from autograder.core import definitions as names

ALIKE = 0.95  # share of tokens that two answers must have in common, in the same order
FEWEST = 30  # tokens: what is shorter, two people write alike by chance
LONGEST = 20_000  # characters; nobody writes so long an answer by hand
_LAYOUT = {
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}


@dataclass(frozen=True)
class Group:
    """Students whose answers to one question are alike.

    Attributes
    ----------
    students : tuple of str
        Sorted.
    share : float
        Of the tokens; the smallest of the links that hold the group together.
    same_names : bool
        Two of them agree in the names of their variables as well.
    """

    function: str
    students: tuple[str, ...]
    share: float
    same_names: bool


@dataclass(frozen=True)
class Similarity:
    """What was found.

    Attributes
    ----------
    groups : tuple of Group
        Those that tell most come first.
    compared : dict
        How many answers of each function were compared.
    common : dict
        How many were left out, since so many have written them alike that it means nothing.
    """

    groups: tuple[Group, ...]
    compared: Mapping[str, int]
    common: Mapping[str, int]


def tokens(source: str, rename: bool = True) -> tuple[str, ...]:
    """Return the tokens of an answer that say something; () if Python cannot read it.

    Parameters
    ----------
    source : str
        Text of a cell.
    rename : bool
        Whether all names that the answer itself binds become the same one.
    """
    tree = names.parse(source) if len(source) <= LONGEST else None
    if tree is None:
        return ()
    try:
        own = _own_names(tree) if rename else frozenset()
        text = ast.unparse(tree)  # one layout, whatever brackets and quotes were typed
        read = [
            each for each in tokenize.generate_tokens(io.StringIO(text).readline) if each.type != tokenize.NL
        ]
    except (tokenize.TokenError, SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    row, above = [], tokenize.NEWLINE
    for token, after in pairwise([*read, read[-1]]):
        # A text that stands alone is a comment in effect.
        is_remark = token.type == tokenize.STRING and above in _LAYOUT and after.type == tokenize.NEWLINE
        if token.type not in _LAYOUT and not is_remark:
            row.append("a name" if token.string in own else token.string)
        above = token.type
    return tuple(row)


def compare(
    answers: Mapping[str, Mapping[str, str]],
    given: Mapping[str, str],
    *,
    alike: float = ALIKE,
    fewest: int = FEWEST,
) -> Similarity:
    """Compare the answers of a class, question by question.

    Parameters
    ----------
    answers : mapping
        ``answers[function][student]`` is the text of an answer cell.
    given : mapping
        The released text of each answer cell.
    """
    groups: list[Group] = []
    compared: dict[str, int] = {}
    common: dict[str, int] = {}
    for function, by_student in answers.items():
        stub = tokens(given.get(function, ""), rename=False)
        rows = {who: tokens(source) for who, source in sorted(by_student.items())}
        # The head of the function is in every answer, so it must not make short ones alike.
        head = _head(given.get(function, ""))
        rows = {who: row[len(head) :] if row[: len(head)] == head else row for who, row in rows.items()}
        stub = stub[len(head) :]
        rows = {who: row for who, row in rows.items() if len(row) >= fewest and row != stub}
        compared[function] = len(rows)
        most = max(5, len(rows) // 10)
        for members, share in _components(rows, alike):
            if len(members) > most:
                common[function] = common.get(function, 0) + len(members)
                continue
            written = [tokens(by_student[who], rename=False) for who in members]
            groups.append(Group(function, tuple(members), share, len(set(written)) < len(written)))
    together: dict[tuple[str, str], int] = {}
    for group in groups:
        for pair in _pairs(group.students):
            together[pair] = together.get(pair, 0) + 1

    def weight(group: Group) -> tuple:
        often = max(together[pair] for pair in _pairs(group.students))
        return (-often, not group.same_names, -group.share, group.function, group.students)

    return Similarity(tuple(sorted(groups, key=weight)), compared, common)


def _pairs(students: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(a, b) for i, a in enumerate(students) for b in students[i + 1 :]]


def _components(rows: Mapping[str, tuple[str, ...]], alike: float) -> list[tuple[list[str], float]]:
    """Return the students linked by answers that are alike, and the weakest of the links."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if len(rows) < 2:
        return []
    students = list(rows)
    # A letter for each token: rapidfuzz compares texts far faster than lists.
    letters: dict[str, str] = {}
    texts = ["".join(letters.setdefault(t, chr(0x4E00 + len(letters))) for t in rows[s]) for s in students]
    scores = cdist(texts, texts, scorer=Indel.normalized_similarity, score_cutoff=alike, dtype=np.float32)
    first, second = np.nonzero(np.triu(scores, 1) >= alike)
    links = coo_array((scores[first, second], (first, second)), shape=scores.shape)
    _, component = connected_components(links, directed=False)
    weakest: dict[int, float] = {}
    for which, score in zip(component[first], links.data, strict=True):
        weakest[int(which)] = min(weakest.get(int(which), 1.0), float(score))
    return [
        ([students[i] for i in np.flatnonzero(component == which)], share) for which, share in weakest.items()
    ]


def _own_names(tree: ast.Module) -> frozenset[str]:
    """Return the names that an answer binds in its functions; those of the function and its arguments stay."""
    given = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    given |= {a.arg for node in tree.body if isinstance(node, ast.FunctionDef) for a in node.args.args}
    own = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    own |= {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}
    return frozenset(own - given - set(dir(builtins)) - set(keyword.kwlist))


def _head(source: str) -> tuple[str, ...]:
    """Return the tokens of the line that defines the released function."""
    row = tokens(source, rename=False)
    for i, token in enumerate(row):
        if token == ":" and row[:i].count("(") == row[:i].count(")"):
            return row[: i + 1]
    return ()
