"""What a code cell defines and uses, read from its text without running it.

Cells may hold IPython magics and mistakes; a text that Python cannot parse still yields what its lines show.
"""

from __future__ import annotations

import ast
import builtins
import re
import symtable
import warnings
from functools import lru_cache, partial

_MAGIC = re.compile(r"^([ \t]*+)(?:[%!?].*|[^\n#'\"]*=[ \t]*[%!].*)$", re.MULTILINE)
_DEFINITION = re.compile(r"^(?:async[ \t]+def|def|class)[ \t]+(\w+)|^(\w+)[ \t]*=(?!=)", re.MULTILINE)
# A cell magic that runs its body as Python; after any other one the body is another language.
_TIMING = re.compile(r"\A\s*%%(?:time|timeit|capture|prun)\b.*$", re.MULTILINE)


@lru_cache(maxsize=4096)
def parse(source: str) -> ast.Module | None:
    """Return the syntax tree of a cell, magics left out; None if it is not Python."""
    source = _TIMING.sub("", source)
    if source.lstrip().startswith("%%"):
        return ast.Module(body=[], type_ignores=[])
    # The text comes first as it is: a line of a docstring may start with a percent sign.
    for prepare in (str, partial(_MAGIC.sub, r"\1pass")):
        text = prepare(source)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a student's stray backslash is a SyntaxWarning
            try:
                return ast.parse(text)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
    return None


def defined(source: str) -> set[str]:
    """Return the names that a cell binds at top level."""
    tree = parse(source)
    try:
        if tree is not None:
            return set().union(*(bound(statement) for statement in tree.body))
    except RecursionError:
        pass
    return {name for match in _DEFINITION.finditer(source) for name in match.groups() if name}


def bound(statement: ast.stmt) -> set[str]:
    """Return the names that a top-level statement binds, also inside its if, for, with and try blocks."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {imported(alias) for alias in statement.names}
    names: set[str] = set()
    for child in ast.iter_child_nodes(statement):
        if isinstance(child, ast.stmt | ast.excepthandler):
            names |= bound(child)
        else:
            names |= _stored(child)
    return names


def imported(alias: ast.alias) -> str:
    """Return the name that an import binds."""
    return (alias.asname or alias.name).partition(".")[0]


def used(source: str) -> set[str]:
    """Return the names that a cell reads, in its functions too, but does not define; no built-in ones."""
    tree = parse(source)
    try:
        tables = [symtable.symtable(ast.unparse(tree), "cell", "exec")] if tree else []
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    read: set[str] = set()
    while tables:
        table = tables.pop()
        tables += table.get_children()
        is_module = table.get_type() == "module"
        read |= {
            s.get_name() for s in table.get_symbols() if s.is_referenced() and (is_module or s.is_global())
        }
    return {name for name in read - defined(source) if not hasattr(builtins, name)}


def _stored(tree: ast.AST) -> set[str]:
    return {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
