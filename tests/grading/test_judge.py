"""What a student's code does in its own process gains nothing, and the judge survives all that comes from there."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.core.assignment import Assignment, load_assignment
from autograder.core.report import CheckResult, Report
from autograder.grading.grade import grade
from toy_assignment import HELPER, Copy, free, hand_in, judged, make_assignment
from toy_course import cell, notebook

pytestmark = pytest.mark.slow  # each grades a submission in the sandbox

# A helper with a record, and tests that compare arrays as real ones do: with numpy.allclose and plain asserts.
RECORD = """
from dataclasses import dataclass
import numpy as np

@dataclass
class Point:
    x: np.ndarray
    y: np.ndarray
"""
SETUP = cell(
    "part_a_setup", "import numpy as np\nfrom toy import Point, call, carry_over, check", locked=True
)


def answer(head: str, body: str) -> dict:
    name = head.partition("(")[0]
    body = textwrap.indent(body, "    ")
    source = f'def {head}:\n    """Question."""\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION'
    return cell(name, source, solution=True)


PART_A = notebook(
    free("# A", "markdown", "a-title"),
    SETUP,
    answer("square(x)", "return x**2"),
    judged("test_square_close", "x = np.arange(4.0)\nassert np.allclose(square(x), x**2)"),
    judged(
        "test_square_unchanged",
        "x = np.arange(3.0)\ngetattr(square, 'in_place', square)(x)\nassert x.tolist() == [0, 1, 2]",
    ),
    judged("test_square_plain", "assert float(square(3.0)) == 9"),
    cell("part_a_run", "print(square(2))", locked=True),
)
PART_B = notebook(
    cell("part_b_setup", f"{SETUP['source']}\nsquare = carry_over('square')", locked=True),
    answer(
        "walk(f, start, rng)",
        "for _ in range(3):\n    start.x[:] = f(start.x) + rng.normal()\nreturn square(start.x), start",
    ),
    judged(
        "test_walk_value",
        "seen = []\n"
        "def f(x):\n    seen.append(x.copy())\n    return x / 2\n"
        "start, rng, same = Point(np.ones(2), np.zeros(1)), np.random.default_rng(5), np.random.default_rng(5)\n"
        "squares, end = getattr(walk, 'in_place', walk)(f, start, rng)\n"
        "x = np.ones(2)\n"
        "for k in range(3):\n    assert np.allclose(seen[k], x)\n    x = x / 2 + same.normal()\n"
        "assert np.allclose(squares, x**2)\n"
        "assert np.allclose(start.x, x) and np.allclose(end.x, x)\n"
        "### BEGIN HIDDEN TESTS\nassert rng.random() == same.random()\n### END HIDDEN TESTS",
    ),
)


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    folder = make_assignment(tmp_path_factory.mktemp("judge"), PART_A, PART_B)
    (folder / "toy" / "__init__.py").write_text(HELPER + RECORD)
    return load_assignment(folder)


@pytest.fixture
def graded(tmp_path: Path, assignment: Assignment) -> Callable[..., Report]:
    def graded(a: Copy | None = None, b: Copy | None = None, **options) -> Report:
        folder = hand_in(tmp_path / "work", a or Copy(PART_A), b or Copy(PART_B))
        return grade(folder, assignment, **options)

    return graded


def attack(source: str, square: str = "    return x + 1") -> Copy:
    """Return a wrong answer with a cell of the attacker's above and below it."""
    copy = Copy(PART_A).edit("square", f"def square(x):\n{square}")
    return copy.add("a-title", source).add("square", source)


def scores(report: Report, part: int = 0) -> list[float]:
    return [check.points for check in report.notebooks[part].checks]


def first(report: Report, part: int = 0) -> CheckResult:
    return report.notebooks[part].checks[0]


def test_right_answers_get_all_points_with_callbacks_records_and_generators(graded):
    report = graded()
    assert (scores(report), scores(report, 1)) == ([1, 1, 1], [1])


def test_security_what_a_function_does_to_its_arguments_comes_back_only_where_a_test_asks(graded):
    spoils = "def square(x):\n    x[...] = x + 1\n    return x**2"
    assert scores(graded(Copy(PART_A).edit("square", spoils))) == [0, 0, 0]
    spoils = "def square(x):\n    y = x**2\n    if np.ndim(x): x[...] = 0\n    return y"
    assert scores(graded(Copy(PART_A).edit("square", spoils))) == [1, 0, 1]


TAMPERING = {
    "allclose": "import numpy\nnumpy.allclose = lambda *a, **k: True",
    "sys-modules": "import sys, types\nsys.modules['toy'] = types.SimpleNamespace(__getattr__=print)",
    "input-transformer": "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])",
    "run-cell": "shell = get_ipython()\ntype(shell).run_cell = lambda self, *a, **k: type('R', (), {"
    "'error_in_exec': None, 'error_before_exec': None})()",
    "event-hook": "def clear(result):\n    result.error_in_exec = result.error_before_exec = None\n"
    "get_ipython().events.register('post_run_cell', clear)",
    "settrace": "import sys\nlog = []\nsys.settrace(lambda *a: log.append(a[0].f_locals))",
    "thread": "import threading, time, numpy\ndef work():\n    while True:\n"
    "        numpy.allclose = lambda *a: True\n        time.sleep(0.001)\n"
    "threading.Thread(target=work, daemon=True).start()",
    "assertion-error": "import builtins\nbuiltins.AssertionError = type('Quiet', (Exception,), {})",
    "builtins": "import builtins\nbuiltins.float = lambda *a: 9.0\nbuiltins.all = lambda *a: True",
    "own-wire": "from sandbox_inside import packing, rpc\nrpc.to_data = lambda *a: None\n"
    "packing.Packing.node = lambda self, value, depth=0: True",
    "frames": "import gc, sys\nfor thing in gc.get_objects():\n"
    "    if type(thing) is dict and 'allclose' in thing:\n        thing['allclose'] = lambda *a, **k: True",
}


@pytest.mark.parametrize("source", TAMPERING.values(), ids=TAMPERING.keys())
def test_security_patches_in_the_students_process_gain_nothing(graded, source: str):
    got = scores(graded(attack(source), timeout=3))
    honest = [0, 1, 0]
    assert all(points <= fair for points, fair in zip(got, honest, strict=True))


LIES = {
    # what it gives as a number is compared like any number
    "eq": "class Lie:\n    def __eq__(self, other): return True\n    def __float__(self): return 8.0\n",
    "array": "class Lie:\n    shape, dtype, ndim = (4,), float, 1\n"
    "    def __array_function__(self, *a): return True\n    def __array_ufunc__(self, *a, **k): return True\n",
    "pickle": "import os\nclass Lie:\n    def __reduce__(self): return (os._exit, (0,))\n",
    "subclass": "import numpy as np\nclass Lie(np.ndarray):\n    def __new__(cls): return np.zeros(4).view(cls)\n"
    "    def __eq__(self, other): return True\n    def __array_ufunc__(self, *a, **k): return True\n",
    "object-array": "import numpy as np\nclass E:\n    def __eq__(self, other): return True\n"
    "def Lie(): return np.array([E()] * 4, dtype=object)\n",
    "float": "class Lie(float):\n    def __eq__(self, other): return True\n    def __sub__(self, other): return 0\n",
}


@pytest.mark.parametrize("source", LIES.values(), ids=LIES.keys())
def test_security_a_lying_result_is_just_wrong(graded, source: str):
    assert scores(graded(attack(source, "    return Lie()")))[::2] == [0, 0]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("    import numpy as np\n    return np.broadcast_to(1.0, (10**6, 10**6))", "64 MB is the most"),
        ("    return [0] * 3_000_000", "entries"),
        ("    nest = []\n    for _ in range(200): nest = [nest]\n    return nest", "nested"),
        ("    return 'x' * 50_000_000", "opaque or too much"),
    ],
)
def test_security_a_result_that_is_too_large_is_refused_in_words(graded, body: str, words: str):
    report = graded(attack("1", body))
    assert scores(report)[::2] == [0, 0]
    assert words in first(report).message or words == "opaque or too much"


def test_security_an_endless_iterator_is_not_waited_for(graded):
    report = graded(attack("from itertools import count", "    return count()"))
    assert scores(report)[::2] == [0, 0]


GARBAGE = {
    "noise": "os.write(fd, os.urandom(100_000))",
    "huge": "os.write(fd, b'\\xff' * 12)",
    "half": "os.write(fd, b'\\x00\\x00\\x00\\x10' + bytes(8) + b'{')",
    "no call": "m = b'{\"call\": [], \"limit\": {}}'\nos.write(fd, len(m).to_bytes(4, 'big') + bytes(8) + m)",
    "forged return": "m = b'{\"return\": 9.0}'\nos.write(fd, (len(m).to_bytes(4, 'big') + bytes(8) + m) * 50)",
    "trickle": "import time\nos.write(fd, b'\\x00\\x00\\x40\\x00' + bytes(8))\n"
    "while True:\n    os.write(fd, b' ')\n    time.sleep(0.03)",
    "closed": "os.close(fd)",
}


@pytest.mark.parametrize("source", GARBAGE.values(), ids=GARBAGE.keys())
def test_security_forged_and_broken_messages_cost_that_notebook_only(graded, source: str):
    every = f"import os\nfor fd in range(3, 12):\n    try:\n{textwrap.indent(source, ' ' * 8)}\n    except OSError: pass"
    report = graded(attack(every, f"{textwrap.indent(every, '    ')}\n    return x"), timeout=2)
    assert scores(report)[::2] == [0, 0]
    assert scores(report, 1) == [1]
    assert not report.internal


@pytest.mark.parametrize(
    "body",
    [
        "    import os; os._exit(0)",
        "    import os, signal; os.kill(os.getppid(), signal.SIGKILL); os._exit(0)",
        "    import os, signal; os.kill(os.getpid(), signal.SIGSTOP)",
        "    import os, signal; os.kill(-1, signal.SIGKILL)",
        "    import ctypes; ctypes.string_at(0)",
    ],
)
def test_security_a_process_that_ends_in_a_test_costs_that_notebook_only(graded, body: str):
    report = graded(attack("1", body), timeout=2)
    assert scores(report)[0] == 0
    assert scores(report, 1) == [1]
    assert not report.internal


def test_security_the_answer_of_this_part_cannot_be_asked_from_the_judge(graded):
    asks = "    from sandbox_inside.rpc import remote\n    return remote('square')(x)"
    carried = "    from toy import carry_over\n    return carry_over('square')(x)"
    for body in (asks, carried):
        report = graded(attack("1", body))
        assert scores(report) == [0, 0, 0]
        assert "not a function of an earlier part" in first(report).message
        assert "LookupError" in first(report).message


def test_security_the_students_process_sees_no_solution_and_no_test(graded):
    search = (
        "import os, sys\n"
        "secrets = ['BEGIN' + ' HIDDEN', 'rng.random() ' + '==', 'return x*' + '*2']\n"
        "for folder in {os.getcwd(), os.environ['EX3_REFERENCE'], *sys.path}:\n"
        "    for path, _, files in os.walk(folder or '.'):\n"
        "        if 'site-packages' in path or 'lib/python3' in path: continue\n"
        "        for name in files:\n"
        "            text = open(os.path.join(path, name), errors='replace').read()\n"
        "            print(*[('found', s, path, name) for s in secrets if s in text], end='')\n"
        "print('searched', len(os.listdir(os.environ['EX3_REFERENCE'])))"
    )
    report = graded(attack(search))
    shown = [
        output["text"]
        for each in report.notebooks[0].executed["cells"]
        for output in each.get("outputs", [])
        if output["output_type"] == "stream"
    ]
    assert shown[:1] == ["searched 2\n"]


def test_security_functions_of_a_test_cannot_be_called_when_it_is_over(graded):
    keep = "def walk(f, start, rng):\n    global kept\n    kept = f\n    return square(start.x), start"
    b = Copy(PART_B).edit("walk", keep)
    b.cells.append(free("kept(1.0)", "code", "late"))
    shown = graded(None, b).notebooks[1].executed["cells"][-1]["outputs"]
    assert "not available any more" in shown[0]["evalue"]


def test_errors_keep_their_meaning_across_the_border(graded):
    for body, verdict in [
        ("    x = 1\n    raise NotImplementedError", "ERROR"),
        ("    raise MemoryError", "MEMORY"),
        ("    raise KeyError('k')", "ERROR"),
        ("    assert x is None, 'mine'", "FAIL"),
        ("    raise SystemExit", "ERROR"),
        ("    raise type('CheckFailed', (AssertionError,), {'hint': 'all good', 'message': ''})", "FAIL"),
    ]:
        check = first(graded(attack("1", body)))
        assert (check.verdict, check.points) == (verdict, 0)


def test_a_function_that_calls_back_for_ever_is_stopped(graded):
    b = Copy(PART_B).edit("walk", "def walk(f, start, rng):\n    while True: f(start.x)")
    report = graded(None, b, timeout=1)
    assert str(first(report, 1).verdict) == "TIMEOUT"


def test_security_a_function_that_keeps_the_judge_busy_for_ever_is_a_timeout_and_no_fault_of_ours(graded):
    body = "def walk(f, start, rng):\n    while True:\n        try: f(start.x)\n        except BaseException: pass"
    report = graded(None, Copy(PART_B).edit("walk", body), timeout=1)
    assert str(first(report, 1).verdict) == "TIMEOUT"


def test_security_values_that_keep_the_judge_busy_or_fill_its_memory_do_no_harm(graded):
    collide = "    return {k * (2**61 - 1): 0 for k in range(9_999)}"
    assert scores(graded(attack("1", collide)))[::2] == [0, 0]
    fill = "def walk(f, start, rng):\n    while True: f(np.zeros(3_900_000))"
    report = graded(None, Copy(PART_B).edit("walk", fill), timeout=5)
    assert str(first(report, 1).verdict) in ("MEMORY", "TIMEOUT")


def test_threads_of_the_students_may_call_back_too(graded):
    body = (
        "def walk(f, start, rng):\n"
        "    from concurrent.futures import ThreadPoolExecutor\n"
        "    with ThreadPoolExecutor(4) as pool:\n"
        "        list(pool.map(square, [np.ones(3)] * 40))\n"
        "    for _ in range(3):\n        start.x[:] = f(start.x) + rng.normal()\n"
        "    return square(start.x), start"
    )
    assert scores(graded(None, Copy(PART_B).edit("walk", body)), 1) == [1]


def test_the_judge_is_kept_for_the_next_submission_and_replaced_when_the_assignment_changes(
    tmp_path: Path, graded
):
    from autograder.grading import judge

    graded()
    (kept,) = judge._idle
    pid = kept._process.pid
    graded()
    assert judge._idle[0]._process.pid == pid
    folder = make_assignment(tmp_path, PART_A)
    for body in ("HELPER", "changed"):
        (folder / "toy" / "__init__.py").write_text(f"# {body}\n{HELPER}{RECORD}")
        grade(hand_in(tmp_path / "work"), load_assignment(folder))
        assert len(judge._idle) == 1
        assert judge._idle[0]._process.pid != pid
        pid = judge._idle[0]._process.pid
    assert not os.path.exists(kept.folder)
