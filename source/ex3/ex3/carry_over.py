"""Start a part from the answers to earlier parts, read out of the notebooks beside it."""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import re
import time
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path

from ex3.contract import REFERENCE, reference_folder

_depth = 0  # how many answers are being read, each for the sake of the one before


class CarryOverError(RuntimeError):
    """An earlier answer cannot be used; the message says which, why, and what to do."""

    def _render_traceback_(self) -> list[str]:
        # IPython shows this in place of a traceback, which would speak of our code only.
        return [f"\x1b[1mAn earlier answer is needed.\x1b[0m\n{self}"]


def carry_over(name: str) -> Callable:
    """Return the function that the student wrote in an earlier part.

    The function is read from the saved notebook next to this one, together with what that notebook's
    set-up cell and helper cells define. While the instructor's side grades, the reference solution takes
    its place, so that an early slip costs no later mark.

    Parameters
    ----------
    name : str
        Name of the function, which is also the name of its answer cell.

    Returns
    -------
    callable

    Raises
    ------
    CarryOverError
        If the notebook is missing or unreadable, the answer is still the stub, or its cell fails.
    """
    if reference_folder():
        return reference(name)
    function, path = _own(name)
    if not _depth:  # else the set-up cell of another notebook asks, and nobody sees what is printed
        _announce(name, function, path)
    return function


def own(name: str) -> Callable:
    """Return what `carry_over` returns in a student's hands, without a word and without checking it."""
    return _own(name)[0]


def _own(name: str) -> tuple[Callable, Path]:
    global _depth
    _depth += 1
    try:
        return _load(name, notebook_folder())
    finally:
        _depth -= 1


def reference(name: str) -> Callable:
    """Return the reference solution, for tests that compare with it; students' folders have none.

    Parameters
    ----------
    name : str

    Returns
    -------
    callable

    Raises
    ------
    CarryOverError
    """
    return _reference(name, Path(os.environ.get(REFERENCE) or notebook_folder()))


@cache
def _reference(name: str, folder: Path) -> Callable:
    function, path = _load(name, folder)
    # Without this, a student's own answer would be compared with itself wherever the variable is not set.
    if "BEGIN SOLUTION" not in path.read_text(encoding="utf-8"):
        raise CarryOverError(
            f"{path.name} is not an instructor's notebook: set {REFERENCE} to the source folder."
        )
    return function


def _load(name: str, folder: Path) -> tuple[Callable, Path]:
    """Define ``name`` as the notebook in ``folder`` does, and say which notebook that is."""
    path, cells = _find(name, folder)
    sources = [source for source in cells if source.strip()]
    definition = _last_definition(name, sources)
    if definition is not None and is_stub(definition):
        raise CarryOverError(
            f"{name} comes from {path.name}, and the saved copy still holds the empty stub.\n"
            f"Answer it there, save that notebook (Ctrl+S), then run this cell again."
        )
    namespace: dict = {"__name__": f"carried_over.{path.stem}"}
    failure = None
    for number, source in enumerate(sources):
        try:
            code = _compile(source, f"<{path.name}, cell {number + 1}>")
            with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                exec(code, namespace)
        except CarryOverError:
            raise
        except Exception as error:
            failure = failure or error
    if not callable(namespace.get(name)):
        reason = f"{type(failure).__name__}: {failure}" if failure else "no cell defines it"
        raise CarryOverError(
            f"{name} could not be taken from {path.name} ({reason}).\n"
            f"Open that notebook, choose Run > Run All Cells, mend and save it (Ctrl+S), then run this cell again."
        )
    return namespace[name], path


def notebook_folder() -> Path:
    """Where the notebooks are: the working folder, or the one that holds this package."""
    here = Path.cwd()
    return here if any(here.glob("part_*.ipynb")) else Path(__file__).resolve().parent.parent


def _find(name: str, folder: Path) -> tuple[Path, list[str]]:
    """Return the notebook that asks for ``name`` and the cells that its definition may need."""
    unreadable = []
    # Of copies that JupyterLab or a browser has made, the shortest name is the notebook itself.
    for path in sorted(folder.glob("part_*.ipynb"), key=lambda path: (len(path.name), path.name)):
        try:
            cells = json.loads(path.read_text(encoding="utf-8-sig"))["cells"]
            if any(_grade_id(cell) == name for cell in cells):
                return path, [_needed(cell, name) for cell in cells if cell["cell_type"] == "code"]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            unreadable.append(path.name)
    reason = f" Not readable: {', '.join(unreadable)}." if unreadable else ""
    raise CarryOverError(
        f"No notebook in this folder has the answer cell of {name}.{reason}\n"
        f"Keep all nine notebooks of the series, part_a to part_i, in one folder, under any name that starts with part_."
    )


def _grade_id(cell: dict) -> str:
    return cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", "")


def _needed(cell: dict, name: str) -> str:
    """Reduce a cell to what a definition may need: all of set-up and answer, else definitions only.

    Running every cell would repeat plots and training runs.
    """
    source = "".join(cell["source"])
    grade_id = _grade_id(cell)
    if grade_id == name or grade_id.endswith("_setup"):
        return source
    if grade_id:  # driver and test cells define nothing that an answer may use
        return ""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        try:
            tree = ast.parse(without_magics(source))
        except SyntaxError:
            return ""
    tree.body = [statement for statement in tree.body if _defines(statement)]
    return ast.unparse(tree)


def _compile(source: str, name: str):
    """Compile a cell; only if it is not Python as it stands, without the magics that notebooks allow."""
    try:
        return compile(source, name, "exec")
    except SyntaxError:
        return compile(without_magics(source), name, "exec")


def without_magics(source: str) -> str:
    return re.sub(r"^[ \t]*[%!].*$", "", source, flags=re.MULTILINE)


def _defines(statement: ast.stmt) -> bool:
    """Whether a top-level statement defines something without doing any work."""
    if isinstance(statement, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef):
        return True
    return isinstance(statement, ast.Assign) and not any(
        isinstance(node, ast.Call) for node in ast.walk(statement.value)
    )


def _last_definition(name: str, sources: list[str]) -> ast.FunctionDef | None:
    found = None
    for source in sources:
        with contextlib.suppress(SyntaxError):
            for node in ast.parse(source).body:
                if isinstance(node, ast.FunctionDef) and node.name == name:
                    found = node
    return found


def is_stub(function: ast.FunctionDef) -> bool:
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return len(body) == 1 and isinstance(body[0], ast.Raise) and "NotImplementedError" in ast.dump(body[0])


def _announce(name: str, function: Callable, path: Path) -> None:
    """Say where the function came from, and warn if it does not pass its own checks yet."""
    from ex3 import check

    saved = time.strftime("%H:%M", time.localtime(path.stat().st_mtime))
    try:
        check.passes(name, function)
        verdict = ""
    except check.CheckFailed as failure:
        verdict = f"\n  It does not pass its checks yet: {failure.hint}\n  Mend it there first, or trust no number below."
    print(f"{name}: your own, from {path.name}, saved at {saved}.{verdict}")
