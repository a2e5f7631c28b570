"""A small assignment in two parts with a helper package of its own, and students' copies of it to spoil."""

from __future__ import annotations

import copy
import json
from pathlib import Path

from autograder.assignment import TEXT_STUB
from toy_course import cell, notebook

HELPER = """
import json, os
from pathlib import Path

class CheckFailed(AssertionError):
    def __init__(self, hint, message=""):
        super().__init__(hint, message)
        self.hint, self.message = hint, message

def check(condition, hint, message=""):
    if not condition:
        raise CheckFailed(hint, message)

def call(function, *args):
    try:
        return function(*args)
    except Exception as error:
        raise CheckFailed("It stopped with an error.", f"{type(error).__name__} came out") from error

def carry_over(name):
    for path in Path(os.environ["EX3_REFERENCE"]).glob("*.ipynb"):
        for cell in json.loads(path.read_text())["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == name:
                exec("".join(cell["source"]), namespace := {})
                return namespace[name]
    raise FileNotFoundError(name)
"""


def free(source: str, kind: str = "code", name: str = "") -> dict:
    """Return a cell without nbgrader's metadata."""
    code = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return {"cell_type": kind, "metadata": {}, "source": source, **({"id": name} if name else {}), **code}


def answer(name: str, body: str) -> dict:
    head = f'def {name}(x):\n    """Question: {name} x."""\n'
    return cell(name, f"{head}    ### BEGIN SOLUTION\n    {body}\n    ### END SOLUTION", solution=True)


def judged(name: str, source: str, points: float = 1) -> dict:
    return cell(name, source, grade=True, locked=True, points=points)


PART_A = notebook(
    free("# Doubling", "markdown", "a-title"),
    cell("part_a_setup", "import math\nfrom toy import call, check", locked=True),
    answer("double", "return 2 * x"),
    judged("test_double_value", "check(call(double, 2) == 4, 'Add x to x.', 'got and expected')", 2),
    judged(
        "test_double_zero",
        "assert double(0) == 0\n### BEGIN HIDDEN TESTS\nassert double(-3) == -6\n### END HIDDEN TESTS",
    ),
    cell("part_a_run", "print('doubled', double(21))", locked=True),
    free("demo = double(1)", "code", "a-demo"),
    free("Now explain.", "markdown", "a-question"),
    cell(
        "report_q1_why",
        "<!-- ### BEGIN SOLUTION -->\nBy addition.\n<!-- ### END SOLUTION -->",
        kind="markdown",
        grade=True,
        solution=True,
        points=2,
    ),
)
PART_B = notebook(
    cell(
        "part_b_setup", "from toy import call, carry_over, check\ndouble = carry_over('double')", locked=True
    ),
    answer("triple", "return x + double(x)"),
    judged("test_triple_value", "check(call(triple, 2) == 6, 'Three times x.')", 2),
    judged("test_triple_zero", "assert triple(0) == 0"),
)


def make_assignment(root: Path, *parts: dict) -> Path:
    """Write the toy assignment, or other parts, below ``root`` and return its folder."""
    folder = root / "source" / "toy1"
    (folder / "toy").mkdir(parents=True)
    (folder / "toy" / "__init__.py").write_text(HELPER)
    (root / "data").mkdir()
    names = ("part_a_double", "part_b_triple", "part_c", "part_d")
    for name, part in zip(names, parts or (PART_A, PART_B), strict=False):
        (folder / f"{name}.ipynb").write_text(json.dumps(part))
    return folder


class Copy:
    """A student's copy of one part, to be edited cell by cell before it is written.

    Cells are named by grade_id, or by cell id if they have none. ``solved`` fills in the model answers.
    """

    def __init__(self, part: dict, solved: bool = True):
        self.notebook = copy.deepcopy(part)
        for stored in self.cells:
            stored["source"] = _released(stored["source"], solved)

    @property
    def cells(self) -> list[dict]:
        return self.notebook["cells"]

    def index(self, name: str) -> int:
        ids = [c["metadata"].get("nbgrader", {}).get("grade_id", c.get("id")) for c in self.cells]
        return ids.index(name)

    def __getitem__(self, name: str) -> dict:
        return self.cells[self.index(name)]

    def edit(self, name: str, source: str) -> Copy:
        self[name]["source"] = source
        return self

    def delete(self, *names: str) -> Copy:
        for name in names:
            del self.cells[self.index(name)]
        return self

    def add(self, below: str, source: str, kind: str = "code") -> Copy:
        self.cells.insert(self.index(below) + 1, free(source, kind))
        return self

    def text(self) -> str:
        return json.dumps(self.notebook)


def _released(source: str, solved: bool) -> str:
    lines, inside = [], ""
    for line in source.splitlines():
        if "### BEGIN" in line:
            inside = "solution" if "SOLUTION" in line else "hidden"
            if inside == "solution" and not solved:
                lines.append(TEXT_STUB if line.startswith("<!--") else "    raise NotImplementedError()")
        elif "### END" in line:
            inside = ""
        elif not inside or (inside == "solution" and solved):
            lines.append(line)
    return "\n".join(lines)


def hand_in(folder: Path, a: Copy | None = None, b: Copy | None = None, **other: str | bytes) -> Path:
    """Write a submission; parts that are not given are solved. ``other`` maps file names to content."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "part_a_double.ipynb").write_text((a or Copy(PART_A)).text())
    (folder / "part_b_triple.ipynb").write_text((b or Copy(PART_B)).text())
    for name, content in other.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
