"""One cell of a source notebook: what it is for, what students get of it, and what is wrong with it."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from autograder.core.ipynb import flags_of

# What the release puts in place of a model answer; nbgrader_config.py takes it from here.
TEXT_STUB = "*Your answer here: text, formulas between dollar signs, or a picture.*"
# What nbgrader itself puts there.
STOCK_STUBS = ("# YOUR CODE HERE", "raise NotImplementedError()", "YOUR ANSWER HERE")
SOLUTION, HIDDEN_TESTS, MARK_SCHEME = "SOLUTION", "HIDDEN TESTS", "MARK SCHEME"
# nbgrader's own markers, each with what follows BEGIN or END.
MARKERS = {
    SOLUTION: "### {} SOLUTION",
    HIDDEN_TESTS: "### {} HIDDEN TESTS",
    MARK_SCHEME: "=== {} MARK SCHEME ===",
}
SCHEMA = 3  # of nbgrader's metadata; older ones are upgraded by nbgrader's own code


class Role(StrEnum):
    """What a cell is for."""

    LOCKED = "locked"  # set-up, driver code and course text, always the instructor's
    ANSWER = "answer"  # code that the student writes
    TEST = "test"  # judges answers
    MANUAL = "manual"  # text or code that the student writes and a human marks
    TASK = "task"  # the student adds cells below it, and a human marks them
    FREE = "free"  # course text, demonstrations, and whatever a student adds

    @property
    def is_written(self) -> bool:
        """Whether students write in the cell."""
        return self in (Role.ANSWER, Role.MANUAL)

    @property
    def is_marked_by_hand(self) -> bool:
        return self in (Role.MANUAL, Role.TASK)

    @property
    def is_kept(self) -> bool:
        """Whether the cell stays the instructor's, whatever a student has made of it."""
        return self in (Role.LOCKED, Role.TEST, Role.TASK)


def upgraded(raw: dict[str, Any]) -> dict[str, Any]:
    """Return nbgrader's metadata of a stored cell in the form of schema 3; {} if it has none.

    Raises
    ------
    ValueError
        If the metadata is damaged, or newer than this nbgrader.
    """
    flags = flags_of(raw)
    version = flags.get("schema_version", 0)
    if not flags or version == SCHEMA:
        return flags
    if version not in range(SCHEMA):
        raise ValueError(
            f"nbgrader's schema_version is {version!r}, expected at most {SCHEMA}. Update nbgrader"
        )
    # These take a second to import, and current notebooks do without.
    from nbformat import from_dict
    from nbgrader.nbgraderformat import MetadataValidator

    stored = copy.deepcopy({**raw, "source": ""})
    make: Callable[..., Any] = from_dict
    cell = MetadataValidator().upgrade_cell_metadata(make(stored))
    return dict(cell.metadata.get("nbgrader", {}))


def role_of(flags: dict[str, Any]) -> Role:
    """Return the role that nbgrader's metadata gives a cell."""
    if flags.get("task"):
        return Role.TASK
    if flags.get("solution"):
        return Role.MANUAL if flags.get("grade") else Role.ANSWER
    if flags.get("grade"):
        return Role.TEST
    return Role.LOCKED if flags.get("locked") else Role.FREE


def begin(region: str) -> str:
    """Return the marker with which a region begins."""
    return MARKERS[region].format("BEGIN")


def end(region: str) -> str:
    """Return the marker with which a region ends."""
    return MARKERS[region].format("END")


def squeezed(source: str) -> str:
    """Return a text without blank lines and trailing blanks, to compare it by."""
    return "\n".join(line.rstrip() for line in source.splitlines() if line.strip())


def without_region(source: str, region: str, stub: str = "") -> str:
    """Return ``source`` without what stands between BEGIN and END markers, with ``stub`` in its place."""
    lines, inside = [], False
    for line in source.splitlines():
        if begin(region) in line:
            inside = True
            if stub:
                lines.append(line[: len(line) - len(line.lstrip())] + stub)
        elif end(region) in line:
            inside = False
        elif not inside:
            lines.append(line)
    return "\n".join(lines)


@dataclass(frozen=True)
class Cell:
    """One cell of a source notebook.

    Attributes
    ----------
    kind : str
        "code", "markdown" or "raw".
    names : frozenset of str
        Of an answer the names that it binds, of a test the names of answers that it reads.
    function : str
        Of an answer the name that it is for, of a test the one of the answer that it judges.
    flags : dict
        nbgrader's metadata, in the form of the current schema.
    raw : dict
        The cell as it is stored.
    """

    kind: str
    source: str
    role: Role = Role.FREE
    grade_id: str = ""
    points: float = 0.0
    names: frozenset[str] = frozenset()
    function: str = ""
    flags: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    raw: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def flags_as_stored(self) -> dict[str, Any]:
        return flags_of(self.raw)

    @cached_property
    def released(self) -> str:
        """The cell's text as students get it, up to the wording of the stub."""
        stub = f'raise NotImplementedError("{self.grade_id}")' if self.kind == "code" else TEXT_STUB
        text = without_region(without_region(self.source, HIDDEN_TESTS), MARK_SCHEME)
        if self.role.is_written and begin(SOLUTION) not in text:
            return stub  # the whole cell is the solution
        return without_region(text, SOLUTION, stub)

    @cached_property
    def given_lines(self) -> frozenset[str]:
        """The lines of an answer cell that were not written by a student."""
        given = (
            [] if begin(SOLUTION) not in self.source else without_region(self.source, SOLUTION).splitlines()
        )
        return frozenset(line.strip() for line in [*given, TEXT_STUB, *STOCK_STUBS])


@dataclass(frozen=True)
class Notebook:
    """One part of the series, cells in order."""

    name: str
    cells: tuple[Cell, ...]
    metadata: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def of_role(self, role: Role) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.role is role)

    @property
    def marked_by_hand(self) -> tuple[Cell, ...]:
        """The cells that a human marks: written answers, code and tasks."""
        return tuple(cell for cell in self.cells if cell.role.is_marked_by_hand)

    @cached_property
    def functions(self) -> frozenset[str]:
        """The names that students are to bind in this part."""
        return frozenset().union(*(cell.names for cell in self.of_role(Role.ANSWER)))


_MEANT = re.compile(
    r"^[\s#=<!-]*\b(BEGIN|END)[ \t]+(SOLUTIONS?|HIDDEN[ \t]+TESTS?|MARK[ \t]+SCHEME)\b", re.IGNORECASE
)
_KERNELS = re.compile(r"python(?!2)", re.IGNORECASE)


@dataclass(frozen=True)
class Finding:
    """One sentence about a cell or notebook.

    Attributes
    ----------
    is_error : bool
        The assignment contradicts itself, or something would be released that must not be.
    is_fatal : bool
        It cannot be graded either.
    """

    text: str
    is_error: bool = False
    is_fatal: bool = False


def findings_of(notebook: Notebook) -> Iterator[Finding]:
    """Say what is wrong with a notebook."""
    kernel = notebook.metadata.get("kernelspec") or {}
    language = notebook.metadata.get("language_info") or {}
    said = [kernel.get("language"), language.get("name"), kernel.get("name")]
    known = next((name for name in said if isinstance(name, str) and name), "python")
    if not _KERNELS.search(known) and not _KERNELS.search(str(kernel.get("name", ""))):
        yield Finding(f"it is written for {known}, and only Python 3 can be graded.", True, True)
        return
    counts = Counter(cell.grade_id for cell in notebook.cells if cell.grade_id)
    for name, times in counts.items():
        if times > 1:
            yield Finding(
                f"the grade_id {name!r} is used more than once; give each cell its own.", True, True
            )
    for cell in notebook.cells:
        where = (
            f"cell {cell.grade_id!r}" if cell.grade_id else f"the cell that starts with {cell.source[:30]!r}"
        )
        for finding in (*_contradictions(cell), *_style(cell)):
            yield Finding(f"{where}: {finding.text}", finding.is_error, finding.is_fatal)


def _contradictions(cell: Cell) -> Iterator[Finding]:
    for text in _regions(cell):
        yield Finding(text, is_error=True)
    for text in _roles(cell):
        yield Finding(text, is_error=True, is_fatal=True)


def _regions(cell: Cell) -> Iterator[str]:
    for region in MARKERS:
        if not _balanced(cell.source, region):
            yield f"BEGIN {region} and END {region} do not come in pairs."
    if not cell.role.is_written:  # of a written cell without a marker nothing is released
        yield from _no_markers(cell)
    if not cell.role.is_written and begin(SOLUTION) in cell.source:
        yield "has a solution, but is not flagged as a solution cell; it would be released."
    if cell.role is not Role.TEST and begin(HIDDEN_TESTS) in cell.source:
        yield "has hidden tests, but is not flagged as a test cell."


def _no_markers(cell: Cell) -> Iterator[str]:
    for line in cell.source.splitlines():
        meant = _MEANT.match(line)
        if meant and not any(marker.format(meant[1].upper()) in line for marker in MARKERS.values()):
            yield f"the line {line.strip()[:60]!r} is none of nbgrader's markers, so that it hides nothing."


def _roles(cell: Cell) -> Iterator[str]:
    if cell.role is Role.FREE:
        return
    if not cell.grade_id:
        yield "has nbgrader metadata without a grade_id."
    if cell.role in (Role.TEST, Role.MANUAL, Role.TASK):
        points = cell.flags.get("points")
        if isinstance(points, bool) or not isinstance(points, int | float) or not points >= 0:
            yield f"is graded, but its points are {points!r}; give a number."
    if cell.role in (Role.ANSWER, Role.TEST) and cell.kind != "code":
        yield f"{cell.role} cells are code cells; it is a {cell.kind} cell. (Text to be marked is graded and a solution.)"
    if cell.role is Role.TASK and cell.kind != "markdown":
        yield f"task cells are Markdown cells; it is a {cell.kind} cell."


def _style(cell: Cell) -> Iterator[Finding]:
    """Say what works, and is likely to be a slip."""
    if cell.role is Role.FREE:
        return
    version = cell.flags_as_stored.get("schema_version")
    if version != SCHEMA:
        yield Finding(
            f"nbgrader's schema_version is {version!r}, the current one is {SCHEMA}: `nbgrader update`."
        )
    if cell.role is Role.TEST and not cell.points:
        yield Finding("gives no points.")
    if cell.role in (Role.TEST, Role.TASK) and not cell.flags.get("locked"):
        yield Finding(
            "is not locked, so that students can change what they see of it; their changes do not count."
        )
    if cell.role.is_written and cell.flags.get("locked"):
        yield Finding("is locked, though students write here.")
    if cell.role.is_written:
        yield from (Finding(text) for text in _no_markers(cell))
    if cell.role.is_written and begin(SOLUTION) not in cell.source:
        yield Finding(
            "has no BEGIN SOLUTION, so that the whole cell is the answer and nothing of it is released."
        )


def _balanced(source: str, region: str) -> bool:
    inside = False
    for line in source.splitlines():
        begins, ends = begin(region) in line, end(region) in line
        if (begins and inside) or (ends and not inside):
            return False
        inside = (inside or begins) and not ends
    return not inside
