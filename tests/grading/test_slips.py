"""Within one notebook of any course a slip in one function costs no mark of another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.core.assignment import Assignment, load_assignment
from autograder.grading.grade import grade
from every_kind import answer, judging, write_course
from toy_course import notebook

pytestmark = pytest.mark.slow  # each grades a submission in the sandbox

SETUP = "import numpy as np\nimport pandas as pd\nDATA = [4, 2, 9]\nTABLE = pd.DataFrame({'n': [1, 2, 3]})"
# Name of the function: its solution, and its tests.
ASKED = {
    "mean": ("return sum(values) / len(values)", ["assert mean(DATA) == 5", "assert mean([1]) == 1"]),
    "largest": ("return max(values)", ["assert largest(DATA) == 9", "assert largest([-1, -2]) == -1"]),
    "ranked": ("return sorted(values)", ["x = list(DATA)\nassert ranked(x) == [2, 4, 9] and x == DATA"]),
    "scaled": ("return np.asarray(values) / 10", ["assert np.allclose(scaled(DATA), [0.4, 0.2, 0.9])"]),
    "total": ("return values['n'].sum()", ["assert total(TABLE) == 6 and list(TABLE) == ['n']"]),
    "shown": ("print(len(values))", ["import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()) as out:\n    shown(DATA)\nassert out.getvalue() == '3\\n'"]),
}  # fmt: skip
# What may become of `largest`, as the whole cell.
SLIPS = {
    "syntax": "def largest(values):\n    return max(values",
    "indentation": "def largest(values):\nreturn 1",
    "other-name": "def biggest(values):\n    return max(values)",
    "no-return": "def largest(values):\n    max(values)",
    "empties-its-argument": "def largest(values):\n    return values.clear()",
    "changes-data": "def largest(values):\n    DATA.clear()\n    return TABLE.drop(columns='n', inplace=True)",
    "loop": "def largest(values):\n    while True: pass",
    "loop-in-c": "def largest(values):\n    return sum(range(10**13))",
    "loop-in-c-at-once": "sum(range(10**13))",
    "recursion": "import sys\nsys.setrecursionlimit(10**9)\ndef largest(values):\n    return largest(values[:])",
    "memory": "def largest(values):\n    return bytearray(10**13)",
    "exit": "def largest(values):\n    exit()",
    "ends-the-process": "import os\ndef largest(values):\n    os._exit(0)",
    "ends-the-process-at-once": "import os\nos._exit(0)",
    "crash": "import ctypes\ndef largest(values):\n    ctypes.string_at(0)",
    "prints-much": "def largest(values):\n    print('x' * 5_000_000)",
    "random-and-folder": "import os, random\nos.chdir('/')\nnp.seterr(all='raise')\ndef largest(values):\n    os.chdir('/proc')\n    return random.seed(1)",
    "built-in": "def largest(values):\n    global max\n    max = None",
    "warnings": "import warnings\nwarnings.simplefilter('error')\ndef largest(values):\n    warnings.warn('no')",
}  # fmt: skip


def course() -> dict:
    cells = [answer("setup", SETUP, marked=False)]
    cells[0]["metadata"]["nbgrader"].update(solution=False, locked=True)
    for name, (body, tests) in ASKED.items():
        cells.append(answer(f"cell-{name}", f"def {name}(values):\n    {body}", marked=False))
        cells += [judging(f"t-{name}-{number}", source) for number, source in enumerate(tests)]
    return notebook(*cells)


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return load_assignment(write_course(tmp_path_factory.mktemp("course"), course()))


def lost(assignment: Assignment, folder: Path, source: str | None) -> set[str]:
    stored = course()
    for raw in stored["cells"]:
        if raw["metadata"]["nbgrader"]["grade_id"] == "cell-largest" and source is not None:
            raw["source"] = source
    (folder / "all.ipynb").write_text(json.dumps(stored))
    report = grade(folder, assignment, timeout=2)
    assert not report.internal
    return {check.grade_id for check in report.notebooks[0].checks if not check.points}


def test_without_a_slip_all_pass(assignment: Assignment, tmp_path: Path):
    assert lost(assignment, tmp_path, None) == set()


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_costs_the_tests_of_its_own_function(assignment: Assignment, tmp_path: Path, slip: str):
    assert lost(assignment, tmp_path, SLIPS[slip]) == {"t-largest-0", "t-largest-1"}
