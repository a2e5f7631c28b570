"""Tell code that needs a newer Python than this one from code that no Python can read.

Each newer way to write something is put in the old way; if the code can be read then, that was all that kept it from it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator

from autograder.core.definitions import MAX_CODE, parse

Version = tuple[int, int]

_TYPE = re.compile(r"^([ \t]*)type[ \t]+(\w+)[ \t]*(?:\[[^\n=]*\])?[ \t]*=", re.MULTILINE)
_PARAMETERS = re.compile(
    r"^([ \t]*(?:async[ \t]+def|def|class)[ \t]+\w+)[ \t]*\[[^\n=]*?\](?=[ \t]*[(:])", re.MULTILINE
)
_DEFAULTS = re.compile(
    r"^([ \t]*(?:async[ \t]+def|def|class|type)[ \t]+\w+)[ \t]*\[[^\n]*?\](?=[ \t]*[(:=])", re.MULTILINE
)
_EXCEPT = re.compile(r"^([ \t]*except\*?)[ \t]+([\w.]+(?:[ \t]*,[ \t]*[\w.]+)+)[ \t]*:", re.MULTILINE)
_TOKEN = re.compile(r"#[^\n]*|(\b[A-Za-z]{1,2})?('''|\"\"\"|'|\")")
_OPEN, _CLOSE = "([{", ")]}"


class _Unreadable(Exception):
    """A string that has no end, or holds what is no expression."""


def needed(sources: Iterable[str], running: Version = sys.version_info[:2]) -> str:
    """Return the Python that code cells need, as in "3.12"; "" if this one, or none, can read each of them."""
    versions = [version for source in sources if (version := _needed_by(source, running))]
    return ".".join(map(str, max(versions))) if versions else ""


def _needed_by(source: str, running: Version) -> Version | None:
    if len(source) > MAX_CODE or parse(source) is not None:
        return None
    for version, rewrites in _REWRITES:
        try:
            for rewrite in rewrites:
                source = rewrite(source)
        except (_Unreadable, RecursionError):
            return None
        if version > running and parse(source) is not None:
            return version
    return None


def _formatted(letter: str) -> Callable[[str], str]:
    """Return what puts an empty string in the place of each string with this letter before it, if all in it can be read."""

    def rewrite(source: str) -> str:
        return "".join(pieces(source))

    def pieces(source: str) -> Iterator[str]:
        place = 0
        while found := _TOKEN.search(source, place):
            yield source[place : found.start()]
            quote, prefix = found[2], (found[1] or "").lower()
            if quote is None:
                place = found.end()
                yield found[0]
                continue
            place = _end_of(source, found.end(), quote, prefix, letter)
            yield '""' if letter in prefix else source[found.start() : place]
        yield source[place:]

    return rewrite


def _end_of(source: str, place: int, quote: str, prefix: str, letter: str) -> int:
    """Return where a string ends; what stands in its braces is to be an expression."""
    while place < len(source):
        if source.startswith(quote, place):
            return place + len(quote)
        if source[place] == "\\" or (letter in prefix and source.startswith(("{{", "}}"), place)):
            place += 2
        elif letter in prefix and source[place] == "{":
            place = _end_of_braces(source, place + 1, letter)
        elif source[place] == "\n" and len(quote) == 1:
            break
        else:
            place += 1
    raise _Unreadable


def _end_of_braces(source: str, place: int, letter: str) -> int:
    """Return where the braces end that begin before ``place``."""
    expression, depth, is_format = "", 0, False
    while place < len(source):
        token, character = _TOKEN.match(source, place), source[place]
        if character == "}" and not depth:
            if not expression.strip() or parse(f"({expression.strip().removesuffix('=')}\n)") is None:
                raise _Unreadable
            return place + 1
        if is_format:
            place = _end_of_braces(source, place + 1, letter) if character == "{" else place + 1
        elif token:
            quote, prefix, end = token[2], (token[1] or "").lower(), token.end()
            if quote:
                end = _end_of(source, end, quote, prefix, letter)
                expression += '""' if letter in prefix else source[place:end]
            place = end
        elif not depth and (character == ":" or (character == "!" and source[place + 1 : place + 2] != "=")):
            is_format, place = True, place + 1
        else:
            depth += (character in _OPEN) - (character in _CLOSE)
            expression += character
            place += 1
    raise _Unreadable


_REWRITES: tuple[tuple[Version, tuple[Callable[[str], str], ...]], ...] = (
    (
        (3, 12),
        (
            lambda source: _TYPE.sub(r"\1\2 =", source),
            lambda source: _PARAMETERS.sub(r"\1", source),
            _formatted("f"),
        ),
    ),
    ((3, 13), (lambda source: _DEFAULTS.sub(r"\1", source), lambda source: _TYPE.sub(r"\1\2 =", source))),
    ((3, 14), (lambda source: _EXCEPT.sub(r"\1 (\2):", source), _formatted("t"))),
)
