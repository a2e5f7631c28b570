"""Find the names that a code cell defines and uses, by parsing it and never running it.

Cells may hold IPython magics and mistakes; a text that Python cannot parse still yields what its lines show.
"""

from __future__ import annotations

import ast
import builtins
import re
import symtable
import warnings
from collections.abc import Iterator
from functools import lru_cache, partial

# SECURITY: a syntax tree takes a thousand times the memory of its text. No cell of the series has a tenth of this.
MAX_CODE = 100_000

_MAGIC = re.compile(r"^([ \t]*+)(?:[%!?].*|[^\n#'\"]*=[ \t]*[%!].*)$", re.MULTILINE)
_DEFINITION = re.compile(r"^(?:async[ \t]+def|def|class)[ \t]+(\w+)|^(\w+)[ \t]*=(?!=)", re.MULTILINE)
# A cell magic that runs its body as Python; after any other one the body is another language.
_TIMING = re.compile(r"\A\s*%%(?:time|timeit|capture|prun)\b.*$", re.MULTILINE)


def parse(source: str) -> ast.Module | None:
    """Return the syntax tree of a cell, magics left out; None if it is not Python, or more than a cell can hold."""
    if len(source) > MAX_CODE:
        return None
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


@lru_cache(maxsize=4096)
def defined(source: str) -> frozenset[str]:
    """Return the names that a cell binds at top level."""
    tree = parse(source)
    if tree is not None:
        return frozenset(name for statement in tree.body for name in bound(statement))
    return frozenset(name for match in _DEFINITION.finditer(source) for name in match.groups() if name)


def bound(statement: ast.stmt) -> Iterator[str]:
    """Yield the names that a top-level statement binds, also inside its if, for, with and try blocks."""
    nodes: list[ast.AST] = [statement]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from map(imported, node.names)
        else:
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id
            nodes += ast.iter_child_nodes(node)


def imported(alias: ast.alias) -> str:
    """Return the name that an import binds."""
    return (alias.asname or alias.name).partition(".")[0]


@lru_cache(maxsize=4096)
def used(source: str) -> frozenset[str]:
    """Return the names that a cell reads, in its functions too, but does not define; no built-in ones."""
    tree = parse(source)
    try:
        tables = [symtable.symtable(ast.unparse(tree), "cell", "exec")] if tree else []
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    read: set[str] = set()
    while tables:
        table = tables.pop()
        tables += table.get_children()
        is_module = table.get_type() == "module"
        read |= {
            s.get_name() for s in table.get_symbols() if s.is_referenced() and (is_module or s.is_global())
        }
    return frozenset(name for name in read - defined(source) if not hasattr(builtins, name))


def definitions(source: str) -> set[str]:
    """Return the functions and classes that a cell defines at top level."""
    tree = parse(source)
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return {statement.name for statement in tree.body if isinstance(statement, kinds)} if tree else set()


def imports(source: str) -> set[str]:
    """Return the names that a cell binds by imports at top level."""
    tree = parse(source)
    found = [s for s in tree.body if isinstance(s, ast.Import | ast.ImportFrom)] if tree else []
    return {imported(alias) for statement in found for alias in statement.names}


def declared_global(source: str) -> set[str]:
    """Return the names that functions of a cell declare global, and so may bind when they are called."""
    tree = parse(source)
    return (
        {name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names}
        if tree
        else set()
    )


def mentioned(source: str) -> set[str]:
    """Return the texts of a cell that could be names, as in ``"squares" in globals()`` or ``del squares``."""
    tree = parse(source)
    nodes = list(ast.walk(tree)) if tree else []
    texts = {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    deleted = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Del)}
    return {text for text in texts if text.isidentifier()} | deleted


# What a test puts in the place of these reaches the answers, or is for the test itself.
_ALIASES = frozenset({"np", "pd", "plt", "math", "random", "scipy", "time"})  # imported in another cell
_OWN_MODULES = frozenset({"sys", "builtins", "__main__", "os"})
_SETTINGS = frozenset({"options", "rcParams", "style"})


def replaced_in(source: str) -> str:
    """Return the attribute of a library that a cell replaces, as in ``np.sort = None`` or ``patch("numpy.sort")``."""
    tree = parse(source)
    nodes = list(ast.walk(tree)) if tree else []
    modules = {imported(a) for n in nodes if isinstance(n, ast.Import | ast.ImportFrom) for a in n.names}
    for node in nodes:
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            name, first = ast.unparse(node), ast.unparse(node).partition(".")[0]
            is_module = first in modules or first in _ALIASES
            if is_module and first not in _OWN_MODULES and not _SETTINGS & set(name.split(".")):
                return name
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = str(node.args[0].value)
            patches = ast.unparse(node.func).rpartition(".")[2] == "patch" and "." in name
            if patches and name.partition(".")[0] not in _OWN_MODULES:
                return name
    return ""
