"""Read the bank of submissions under tests/attacks: hostile, broken, and honest but awkward ones.

One file is one submission of one notebook. Its first lines are a header::

    # id: np-isclose
    # category: tampering
    # tries: numpy.isclose is always True
    # expect: no gain

``expect`` is one of :data:`EXPECTED`. Further keys, each with a default:

``base``
    ``wrong``, ``right`` or ``stub``: the answers that the notebook holds before the entry is put into it.
    Tampering, theft, persistence, network and resource entries start from wrong ones, the others from right ones.
``alone``
    ``yes``: graded in a submission of its own; else it is one of several notebooks of a submission.
``timeout``
    Seconds for one cell.
``says``
    Words that the report must hold.
``memory``
    Gigabytes for one process, and half as much again for all; else the grader's own limits hold.

Below the header stand cells that the student has added, or functions that spoil the notebook or its file::

    # %%                     a cell below the answers and above the tests
    # %% top                 a cell above the set-up
    # %% end                 a cell below everything
    # %% markdown            a text cell below the answers, each line a comment
    # %% answer mean_square  in place of this answer
    # %% file helpers.py     a file beside the notebook

    def edit(notebook): ...             changes the notebook, or returns another one
    def build(path, notebook): ...      writes what is handed in at ``path``, or beside it

The cells find these names: ``NAMES``, the functions of their notebook; ``MARK``, a text to be recognised by;
``COURSE`` and ``HOME``, folders of the grader's; ``PORT``, on which something listens; ``FOUND``, to be shown by an
attack that has got what it wanted.
"""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from toy_assignment import free
from toy_course import cell, notebook
from variant_bank import header

FOLDER = Path(__file__).parent / "attacks"
NO_GAIN, FULL, REPORTED = "no gain", "full marks", "reported, 0 marks"
EXPECTED = (NO_GAIN, FULL, REPORTED)
CATEGORIES = (
    "control",
    "tampering",
    "theft",
    "persistence",
    "network",
    "resource",
    "malformed",
    "honest",
)
HONEST = ("control", "malformed", "honest")

SETUP = "import numpy as np\nfrom ex3 import Parameters"
# Each answer returns something of another kind: function -> (arguments, right body, wrong body).
ANSWERS = {
    "mean_square": ("x", "return float(np.mean(np.asarray(x) ** 2))", "return 5.0"),
    "outer_sum": ("u, v", "return u[:, None] + v", "return np.zeros((len(u), len(v)))"),
    "halve": ("theta", "return Parameters(*(block / 2 for block in theta))", "return theta.copy()"),
    "derivative": ("f, x", "return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5", "return 0.0"),
    "add_row": ("A, row", "A += row", "pass"),
    "extremes": ("x", "return float(min(x)), float(max(x))", "return 0.0, 0.0"),
}
TESTS = {
    "mean_square": """
got = mean_square(np.array([1.0, 2.0, 3.0]))
assert abs(float(got) - 14 / 3) < 1e-5
### BEGIN HIDDEN TESTS
# CANARY-hidden-tests
assert abs(float(mean_square(np.array([0.5, -4.0]))) - 8.125) < 1e-5
### END HIDDEN TESTS
""",
    "outer_sum": """
from ex3.carry_over import reference

u, v = np.array([1.0, 2.0]), np.array([0.1, 0.2, 0.3])
want = reference("outer_sum")(u, v)
got = np.asarray(outer_sum(u, v))
assert got.shape == want.shape
np.testing.assert_allclose(got, want, rtol=1e-5)
""",
    "halve": """
blocks = [np.full(shape, 3.0) for shape in ((2, 3), (2, 1), (4, 2), (4, 1))]
got = halve(Parameters(*blocks))
for block, given in zip(got, blocks, strict=True):
    assert block.shape == given.shape
    assert np.isclose(block, 1.5).all()
""",
    "derivative": """
assert abs(derivative(lambda t: t**3, 2.0) - 12) < 1e-3
assert abs(derivative(lambda t: 5 * t, 1.0) - 5) < 1e-3
""",
    "add_row": """
A = np.zeros((2, 3))
add_row(A, np.array([1.0, 2.0, 3.0]))
assert np.allclose(A, [[1, 2, 3], [1, 2, 3]])
""",
    "extremes": """
got = extremes(np.array([3.0, -2.0, 7.0]))
assert len(got) == 2
assert tuple(got) == (-2.0, 7.0)
""",
}
FOUND = "FOUND-IT"  # an attack shows it when it has got what it wanted
FIRST, LAST = "part_00", "part_99"
BYSTANDER_POINTS = 3


@dataclass(frozen=True)
class Entry:
    """One submission of the bank; see the module's text."""

    id: str
    category: str
    tries: str
    expect: str
    path: Path
    body: str
    base: str = "wrong"
    alone: bool = False
    timeout: float = 4.0
    says: str = ""
    memory: float = 0.0

    def __str__(self) -> str:
        return self.id

    @property
    def mark(self) -> str:
        return f"left-by-{self.id}-"


def entries() -> list[Entry]:
    """Return all entries, by category and then by file name.

    Raises
    ------
    ValueError
        A header that does not say what it must; the file is named.
    """
    found = []
    for category in CATEGORIES:
        for path in sorted((FOLDER / category).glob("*.py")):
            text = path.read_text(encoding="utf-8")
            head = header(text)
            lines = text.splitlines(keepends=True)
            body = "".join(
                lines[next((i for i, s in enumerate(lines) if not s.startswith("# ")), len(lines)) :]
            )
            if head["id"] != path.stem or head["category"] != category or head["expect"] not in EXPECTED:
                raise ValueError(f"{path}: id, category or expect do not fit")
            found.append(
                Entry(
                    head["id"],
                    category,
                    head["tries"],
                    head["expect"],
                    path,
                    body.strip("\n") + "\n",
                    head.get("base", "right" if category in HONEST else "wrong"),
                    head.get("alone") == "yes",
                    float(head.get("timeout", 10 if category in HONEST else 4)),
                    head.get("says", ""),
                    float(head.get("memory", 0)),
                )
            )
    return found


def numbered(text: str, number: int) -> str:
    """Return code with the functions of slot ``number`` in place of those of the bank."""
    return re.sub(rf"\b({'|'.join(ANSWERS)})\b", rf"\1_{number:02}", text)


def part(number: int, base: str = "source") -> dict:
    """Return the notebook of a slot: the instructor's (``source``) or a student's with ``base`` answers."""
    cells = [free(f"# Part {number}", "markdown", f"title-{number}")]
    cells.append(cell(f"part_{number:02}_setup", SETUP, locked=True))
    for name, (arguments, right, wrong) in ANSWERS.items():
        head = f'def {name}({arguments}):\n    """Question {number}: {name}."""\n'
        body = {
            "source": f"    ### BEGIN SOLUTION\n    # CANARY-source\n    {right}\n    ### END SOLUTION",
            "right": f"    {right}",
            "wrong": f"    {wrong}",
            "stub": f'    raise NotImplementedError("{name}")',
        }[base]
        cells.append(cell(numbered(name, number), numbered(head + body, number), solution=True))
    for name, source in TESTS.items():
        if base != "source":
            source = re.sub(r"### BEGIN HIDDEN.*### END HIDDEN TESTS\n", "", source, flags=re.DOTALL)
        source = numbered(source.strip(), number)
        cells.append(cell(f"test_{name}_{number:02}_values", source, grade=True, locked=True, points=1))
    source = numbered("print('mean square', mean_square(np.ones(3)))", number)
    return notebook(*cells, cell(f"part_{number:02}_run", source, locked=True))


def bystander(name: str, base: str = "source") -> dict:
    """Return a notebook that honest work of the same student is handed in on."""
    letter = "first" if name == FIRST else "last"
    before = (
        "" if name == FIRST else "from ex3 import carry_over\n\nmean_square_01 = carry_over('mean_square_01')"
    )
    body = "return x + x" if name == FIRST else "return x + mean_square_01([x]) / x"
    if base == "source":
        body = f"### BEGIN SOLUTION\n    {body}\n    ### END SOLUTION"
    function = f"twice_{letter}"
    return notebook(
        cell(f"part_{letter}_setup", f"import math\n{before}".strip(), locked=True),
        cell(function, f"def {function}(x):\n    {body}", solution=True),
        cell(f"test_{function}_two", f"assert {function}(2.0) == 4", grade=True, locked=True, points=2),
        cell(f"test_{function}_three", f"assert {function}(3.0) == 6", grade=True, locked=True, points=1),
        cell(f"part_{letter}_run", f"print({function}(1.0))", locked=True),
    )


def make_course(root: Path, slots: int, helper: Path) -> Path:
    """Write an assignment of ``slots`` notebooks between two bystanders; return its folder."""
    folder = root / "source" / "toy"
    folder.mkdir(parents=True)
    (root / "data").mkdir()
    (root / "data" / "numbers.txt").write_text("1 2 3\n")
    shutil.copytree(helper, folder / "ex3", ignore=shutil.ignore_patterns("__pycache__"))
    parts = {FIRST: bystander(FIRST), LAST: bystander(LAST)}
    parts |= {f"part_{number:02}": part(number) for number in range(1, slots + 1)}
    for name, content in parts.items():
        _write(folder / f"{name}.ipynb", content)
    return folder


def hand_in(folder: Path, chosen: list[Entry], names: dict[str, object]) -> None:
    """Write a submission with one entry in each slot, and both bystanders."""
    folder.mkdir(parents=True)
    for name in (FIRST, LAST):
        _write(folder / f"{name}.ipynb", bystander(name, "right"))
    for number, entry in enumerate(chosen, start=1):
        _put(entry, folder / f"part_{number:02}.ipynb", number, names)


def _put(entry: Entry, path: Path, number: int, names: dict[str, object]) -> None:
    own = part(number, entry.base)
    known = {
        "FOUND": FOUND,
        "NAMES": [numbered(name, number) for name in ANSWERS],
        "MARK": entry.mark,
        **names,
    }
    if re.search(r"^def (edit|build)\(", entry.body, re.MULTILINE):
        namespace = {"json": json, "os": os, "re": re, "copy": copy, "Path": Path, **known}
        exec(compile(numbered(entry.body, number), str(entry.path), "exec"), namespace)
        if "edit" in namespace:
            _write(path, namespace["edit"](own) or own)
        else:
            namespace["build"](path, own)
        return
    ids = [stored["metadata"].get("nbgrader", {}).get("grade_id") for stored in own["cells"]]
    below, added = ids.index(numbered("extremes", number)) + 1, []
    top = [free("\n".join(f"{name} = {value!r}" for name, value in known.items()))]
    for place, source in _cells(numbered(entry.body, number)):
        what, _, name = place.partition(" ")
        if what == "answer":
            own["cells"][ids.index(name)]["source"] = source
        elif what == "file":
            target = path.parent / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(source + "\n", encoding="utf-8")
        elif what == "top":
            top.append(free(source))
        elif what == "end":
            own["cells"].append(free(source))
        elif what == "markdown":
            added.append(free(re.sub(r"^# ?", "", source, flags=re.MULTILINE), "markdown"))
        else:
            added.append(free(source))
    own["cells"][below:below] = added
    # An honest notebook stays as it is, unless it asks for one of the names.
    uses_names = any(re.search(rf"\b{name}\b", entry.body) for name in known)
    own["cells"][1:1] = top if uses_names else top[1:]
    _write(path, own)


def _cells(body: str) -> list[tuple[str, str]]:
    pieces = re.split(r"^# %%(?!%)[ \t]*(.*)\n", body, flags=re.MULTILINE)
    return [
        (place.strip(), source.strip("\n")) for place, source in zip(pieces[1::2], pieces[2::2], strict=True)
    ]


def _write(path: Path, content: dict) -> None:
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
