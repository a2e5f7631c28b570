"""What is run where: tests in the judge, what students write in their process, what tests need in both."""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from autograder.core import definitions as names
from autograder.core.assignment import Notebook, Role
from autograder.core.ipynb import Origin
from autograder.grading.cells import Code, Where
from autograder.intake.merge import MergedCell
from autograder.intake.prepare import PreparedPart


@dataclass(frozen=True)
class Mode:
    """How a test is run.

    Attributes
    ----------
    isolated : bool
        In the judge, apart from the answers; else beside them, in the student's sandbox.
    in_place, copies : bool
        The test always sees what an answer does to its arguments, or it never does. With neither, an answer has to
        pass both ways.
    gives : bool
        It tells objects of the student's what it has worked out, as in ``result - 12``, for it does so with those of
        the instructor's version.
    why : str
        Why it cannot be isolated.
    fault : str
        What the reference solution does wrong by it.
    released : float
        Share of the points that the untouched release gets.
    partial : bool
        The instructor's version is given a number of points that the test displays.
    """

    isolated: bool = True
    in_place: bool = False
    copies: bool = False
    gives: bool = False
    why: str = ""
    fault: str = ""
    released: float = 0.0
    partial: bool = False


# Built-in functions that tests put their own in place of, for the student's code to use.
REPLACEABLE = frozenset({"input", "print", "open"})


def isolated(part: PreparedPart, notebook: Notebook, run_all: bool, references: bool = False) -> list[Code]:
    """Say of each code cell where it runs if tests are kept apart from answers.

    Test cells run in the judge, and so do the locked cells that they may need; all others, and the locked cells
    again, run in the student's process. Of the cells that students may change the judge runs the instructor's own
    imports and definitions; it asks the student's process for all other names. After the last test, marks cannot
    change any more: what stands there is run up to the last cell that is the student's own, so that its outputs
    are seen, and not beyond.

    Parameters
    ----------
    references : bool
        While a test judges one answer, names of the others stand for the reference solution.
    """
    numbered = [(i, cell) for i, cell in enumerate(part.cells) if cell.kind == "code"]
    code = [cell for _, cell in numbered]
    last_test, last_own = _ends(code)
    protected = frozenset().union(*(_given_names(cell) for cell in code))
    taught = {name for cell in notebook.cells if cell.kind == "code" for name in names.defined(cell.source)}
    # SECURITY: what a test puts in the place of names is shown to the student's code for the names that the
    # instructor's own version has outside of its tests, whatever names the student's code asks for.
    lent = {
        name
        for cell in notebook.cells
        if cell.kind == "code" and cell.role is not Role.TEST
        for name in (*names.defined(cell.source), *names.used(cell.source))
    }
    shared = {name for i, _ in numbered for name in (*part.uses[i], *part.binds[i])} & lent - protected
    draws = any("random" in cell.source or "seed" in cell.source for cell in code)
    kept = protected | _own_data(notebook)
    tasks: list[Code] = []
    forget: set[str] = set()
    given: list[str] = []
    for i, (place, cell) in enumerate(numbered):
        where, calls = Where.STUDENT, frozenset(part.calls[place])
        if cell.cell and cell.role is Role.TEST:
            where, calls = Where.JUDGE, cell.cell.names
        elif cell.role is Role.LOCKED and i < last_test:
            where |= Where.JUDGE
        elif i > max(last_test, last_own) and not run_all:
            where = Where.NOWHERE
        others: tuple[str, ...] = ()
        if references and cell.cell and cell.role is Role.TEST and cell.cell.function in notebook.functions:
            others = tuple(sorted(cell.cell.names - {cell.cell.function}))
        if Where.JUDGE in where:
            tasks.append(
                Code(
                    cell.source,
                    calls,
                    where,
                    forget=tuple(sorted(forget)),
                    given=tuple(given),
                    taught=tuple(sorted(taught)),
                    references=others,
                    shared=tuple(sorted(shared | REPLACEABLE)),
                    shares_random=draws and not references,
                )
            )
            forget, given = set(others), []
            continue
        tasks.append(Code(cell.source, calls, where, is_own=_is_own(cell)))
        if i < last_test:
            forget |= set(part.binds[place]) - kept
            if cell.cell and cell.role is Role.ANSWER:
                forget |= cell.cell.names
                # An example above the answer may have the same name, and is not what is to be judged.
                given = [text for each in given if (text := _without(each, cell.cell.names))]
            if cell.cell is not None and cell.role in (Role.FREE, Role.ANSWER, Role.MANUAL):
                given += _given(cell)
    return tasks


def beside(part: PreparedPart, run_all: bool) -> list[Code]:
    """Say of each code cell where it runs if tests run beside the answers, as in a kernel."""
    code = [cell for cell in part.cells if cell.kind == "code"]
    end = len(code) if run_all else max(_ends(code)) + 1
    return [
        Code(
            cell.source,
            _calls(cell),
            Where.STUDENT if i < end else Where.NOWHERE,
            is_own=_is_own(cell),
        )
        for i, cell in enumerate(code)
    ]


def imports_of(notebooks: Sequence[Notebook]) -> list[str]:
    """Return the modules that the instructor's cells import, so that they can be imported once for all."""
    found: set[str] = set()
    for cell in (cell for part in notebooks for cell in part.cells if cell.kind == "code"):
        for node in ast.walk(names.parse(cell.source) or ast.Module([], [])):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module)
    return sorted(found)


def used_in(notebooks: Sequence[Notebook]) -> list[str]:
    """Return the names that the instructor's cells use."""
    sources = [cell.source for part in notebooks for cell in part.cells if cell.kind == "code"]
    return sorted({name for source in sources for name in names.used(source)})


def submodules_of(notebooks: Sequence[Notebook]) -> list[str]:
    """Return what may be modules that libraries import late, such as numpy.testing where a test has np.testing."""
    found: set[str] = set()
    for part in notebooks:
        trees = [names.parse(cell.source) for cell in part.cells if cell.kind == "code"]
        nodes = [node for tree in trees if tree for node in ast.walk(tree)]
        aliases = {
            alias.asname or alias.name: alias.name
            for node in nodes
            if isinstance(node, ast.Import)
            for alias in node.names
        }
        found |= {
            f"{aliases[node.value.id]}.{node.attr}"
            for node in nodes
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in aliases
        }
    return sorted(found)


def _ends(code: Sequence[MergedCell]) -> tuple[int, int]:
    last_test = max((i for i, cell in enumerate(code) if cell.role is Role.TEST), default=-1)
    last_own = max((i for i, cell in enumerate(code) if cell.origin is not Origin.COURSE), default=-1)
    return last_test, last_own


def _is_own(cell: MergedCell) -> bool:
    return cell.origin is not Origin.COURSE and cell.role in (Role.ANSWER, Role.FREE)


def _calls(cell: MergedCell) -> frozenset[str]:
    return cell.cell.names if cell.role is Role.TEST and cell.cell else frozenset()


def _given_names(cell: MergedCell) -> set[str]:
    """Return the imports, functions and classes that the instructor gives in a cell."""
    return {name for text in _given(cell) for name in names.defined(text)}


def _own_data(notebook: Notebook) -> set[str]:
    """Return the names that only locked cells and tests bind in the instructor's version, up to the last test.

    SECURITY: the judge keeps what they stand for, such as the data that a test measures an answer with, whatever
    students' cells bind to them. A test that needs more than that fails for the instructor's version, and runs beside.
    """
    tests = [i for i, cell in enumerate(notebook.cells) if cell.role is Role.TEST]
    locked: set[str] = set()
    changeable: set[str] = set()
    for cell in notebook.cells[: max(tests, default=-1) + 1]:
        if cell.kind == "code":
            bound = locked if cell.role in (Role.LOCKED, Role.TEST) else changeable
            bound |= names.defined(cell.source) | names.declared_global(cell.source)
    return locked - changeable


def _given(cell: MergedCell) -> list[str]:
    """Return the instructor's imports in a cell, and what it defines if students do not write in it, each as a text."""
    if cell.cell is None:
        return []
    tree = names.parse(cell.cell.source)
    kinds = ast.Import | ast.ImportFrom
    if not cell.role.is_written:
        kinds |= ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return [ast.unparse(statement) for statement in tree.body if isinstance(statement, kinds)] if tree else []


def _without(text: str, unwanted: Collection[str]) -> str:
    """Return a statement that binds no such names; "" if nothing is left of it."""
    if not names.defined(text) & set(unwanted):
        return text
    (statement,) = ast.parse(text).body
    if not isinstance(statement, ast.Import | ast.ImportFrom):
        return ""
    statement.names = [alias for alias in statement.names if names.imported(alias) not in unwanted]
    return ast.unparse(statement) if statement.names else ""
