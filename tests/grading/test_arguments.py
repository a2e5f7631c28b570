"""What an answer does to its arguments the test sees as in any Python, and it gains nothing by it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.core.assignment import Assignment, load_assignment
from autograder.core.report import CheckResult, Report, Verdict
from autograder.grading.grade import grade
from every_kind import answer, judging, write_course
from toy_course import notebook

pytestmark = pytest.mark.slow  # each grades a submission in the sandbox

IMPORTS = (
    "import collections, copy\nimport numpy as np\nimport pandas as pd\nfrom scipy import sparse\n"
    "def same(a, b):\n    kept = getattr(a, 'tolist', getattr(a, 'to_dict', getattr(a, 'todense', lambda: a)))()\n"
    "    new = getattr(b, 'tolist', getattr(b, 'to_dict', getattr(b, 'todense', lambda: b)))()\n"
    "    return list(map(str, kept)) == list(map(str, new)) and str(kept) == str(new)\n"
)
# Kind of argument: how a test makes one, and what changes it in place.
KINDS = {
    "list": ("[3, 1, 2]", "x.sort()"),
    "list_inside": ("{'a': [[1], [2]]}", "x['a'][1].append(3)"),
    "dict": ("{'a': 1}", "x.pop('a')"),
    "dict_order": ("{'a': 1, 'b': 2}", "x['a'] = x.pop('a')"),
    "counter": ("collections.Counter('aab')", "x['a'] -= 1"),
    "set": ("{1, 2}", "x.discard(1)"),
    "set_inside": ("[{1, 2}]", "x[0].add(3)"),
    "deque": ("collections.deque([1, 2], 5)", "x.popleft()"),
    "deque_inside": ("collections.deque([[1]])", "x[0].append(2)"),
    "bytes": ("bytearray(b'ab')", "x.append(0)"),
    "array": ("np.arange(3.0)", "x += 1"),
    "array_of_text": ("np.array(['ab', 'c'])", "x[0] = 'd'"),
    "array_of_objects": ("np.array(['ab', None], object)", "x[0] = None"),
    "array_of_days": ("np.array(['2026-01-01'], 'datetime64[D]')", "x += 1"),
    "frame": ("pd.DataFrame({'n': [1, 2], 's': ['u', None]})", "x['new'] = 0"),
    "frame_rows": ("pd.DataFrame({'n': [1, 2]})", "x.drop(index=0, inplace=True)"),
    "frame_value": ("pd.DataFrame({'n': [1, 2]})", "x.loc[0, 'n'] = 5"),
    "frame_index": ("pd.DataFrame({'n': [1, 2]})", "x.index = ['a', 'b']"),
    "frame_object": ("pd.DataFrame({'n': [1, 2]})", "x['new'] = [object(), object()]"),
    "series": ("pd.Series([1.0, 2.0])", "x.iloc[0] = 7"),
    "sparse": ("sparse.csr_array([[1, 0], [0, 2]])", "x.data[0] = 9"),
}
UNCHANGED = "x = {make}\nkept = copy.deepcopy(x)\nuse_{name}(x)\nassert same(x, kept)"
CHANGED = "x = {make}\nkept = copy.deepcopy(x)\nchange_{name}(x)\nassert not same(x, kept)"
OTHERS = {
    "double": ("def double(x):\n    return 2 * x", "x = np.array([1.0, 2.0])\ny = double(x)\nassert np.allclose(y, 2 * x)"),
    "copied": ("def copied(x):\n    return list(x)", "x = [1]\ny = copied(x)\ny.append(2)\nassert x == [1]"),
    "locked": ("def locked(x):\n    return x + 1", "x = np.zeros(2)\nx.setflags(write=False)\nlocked(x)"),
    "scored": ("def scored(x):\n    return len(x)", "x = [1, 1]\nn = scored(x)\npoints = 2 * float(len(x) == n) - sum(x) + 2\npoints"),
    "failing": ("def failing(x):\n    raise ValueError", "x = [1]\ntry:\n    failing(x)\nexcept ValueError:\n    assert x == [1]"),
    "changing": ("def changing(x):\n    x.append(len(x))\n    return x", "x = []\nassert changing(x) == [0]\nassert len(changing([])) == 1"),
}  # fmt: skip


def course() -> dict:
    cells = [answer("tools", IMPORTS, marked=False)]
    cells[0]["metadata"]["nbgrader"].update(solution=False, locked=True)
    for name, (make, change) in KINDS.items():
        cells += [
            answer(name, f"def use_{name}(x):\n    return str(x)", marked=False),
            judging(f"t-{name}", UNCHANGED.format(make=make, name=name)),
        ]
        if name != "frame_object":  # no plain data any more
            cells += [
                answer(f"change-{name}", f"def change_{name}(x):\n    {change}", marked=False),
                judging(f"t-change-{name}", CHANGED.format(make=make, name=name)),
            ]
    for name, (body, test) in OTHERS.items():
        cells += [answer(name, body, marked=False), judging(f"t-{name}", test, 2)]
    return notebook(*cells)


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return load_assignment(write_course(tmp_path_factory.mktemp("course"), course()))


def graded(folder: Path, assignment: Assignment, answers: dict[str, str]) -> dict[str, CheckResult]:
    stored = course()
    for raw in stored["cells"]:
        raw["source"] = answers.get(raw["metadata"]["nbgrader"]["grade_id"], raw["source"])
    (folder / "all.ipynb").write_text(json.dumps(stored))
    report: Report = grade(folder, assignment)
    return {check.grade_id: check for check in report.notebooks[0].checks}


def lost(checks: dict[str, CheckResult]) -> set[str]:
    return {name for name, check in checks.items() if check.points < check.max_points}


def test_the_instructors_version_passes_apart_from_the_tests(assignment: Assignment, tmp_path: Path):
    checks = graded(tmp_path, assignment, {})
    assert {name: checks[name].message for name in lost(checks)} == {}
    assert [name for name, check in checks.items() if not check.isolated] == []


def test_security_an_argument_of_any_kind_that_must_stay_as_it_is_and_does_not_costs_the_mark(
    assignment: Assignment, tmp_path: Path
):
    wrong = {
        name: f"def use_{name}(x):\n    {change}\n    return str(x)" for name, (_, change) in KINDS.items()
    }
    wrong |= {
        "copied": "def copied(x):\n    return x",
        "locked": "def locked(x):\n    x += 1\n    return x",
        "failing": "def failing(x):\n    x.clear()\n    raise ValueError",
    }
    assert lost(graded(tmp_path, assignment, wrong)) == {f"t-{name}" for name in wrong}


def test_security_no_argument_is_spoilt_so_that_a_wrong_result_fits(assignment: Assignment, tmp_path: Path):
    wrong = {
        "double": "def double(x):\n    x *= 0\n    return x",
        "scored": "def scored(x):\n    x[:] = [-5]\n    return 1",
    }
    checks = graded(tmp_path, assignment, wrong)
    assert lost(checks) == {"t-double", "t-scored"}
    assert (checks["t-scored"].points, checks["t-scored"].verdict) == (0, Verdict.FAIL)


def test_an_answer_that_works_in_its_argument_and_harms_nothing_passes(
    assignment: Assignment, tmp_path: Path
):
    right = {
        "copied": "def copied(x):\n    x.append(0)\n    return [x.pop()] and x[:]",
        "changing": "def changing(x):\n    x += [len(x)]\n    return x",
    }
    assert lost(graded(tmp_path, assignment, right)) == set()
